/** Takes the names of consumers as they are, in the configuration and in names of secrets: none is shortened, so that no two become one. */
export const CONSUMER_NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Who calls, found from the `authorization` header alone. */
export interface Caller {
  readonly consumer: string;
  readonly by: 'api-key' | 'jwt';
}

/** Keys and tokens behind one door; the Lambda authorizer runs the same module. */
export interface Authenticator {
  /** Throws an `authentication_error` GatewayError that doesn't say which part was wrong. */
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>;
}

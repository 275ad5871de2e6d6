import * as pulumi from '@pulumi/pulumi';

/**
 * An error that Pulumi tells by its message alone, for a mistake of whoever runs the program. Node then ends with code 32, at which Pulumi's
 * language host says nothing more and fails the command (@pulumi/pulumi/cmd/run/index.js).
 *
 * It has no stack, on which Pulumi's runtime would spend seconds and then hide it. What is wrong with the args of a block is a plain error
 * instead: there the stack leads to the line of the program.
 */
export function userError(message: string): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { stack: '' });
}

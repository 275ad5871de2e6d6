import * as pulumi from '@pulumi/pulumi';

/** An error that Pulumi tells by its message alone. It has no stack, on which Pulumi's runtime would spend seconds and then hide it. */
export function userError(message: string): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { stack: '' });
}

import type * as pulumi from '@pulumi/pulumi';
import type { AzureSpec } from '../../spec/platform-spec.ts';
import { userError } from './user-error.ts';

/**
 * Refuses a platform whose file names its subscription and that was given no provider: the default one goes wherever the credentials point.
 * `platformProgram` makes the provider; a block makes none.
 */
export function requireOwnProvider(platform: pulumi.Resource, { subscription }: AzureSpec): void {
  if (subscription === undefined || platform.getProvider('azure-native:index:LlmPlatform')) return;
  throw userError(
    `clouds.azure.subscription is '${subscription}', and the platform was given no provider of it. ` +
      `Pass the option 'provider: new Provider("azure", { subscriptionId: "${subscription}" })', or use platformProgram.`,
  );
}

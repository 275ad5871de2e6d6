import type * as pulumi from '@pulumi/pulumi';
import type { AzureNames } from '../../spec/azure-names.ts';
import type { AzureSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import type { PublicAccess } from '../data/index.ts';

/** What every part of a platform is made from. */
export interface PlatformParts {
  /** What the Pulumi names of all parts start with. */
  readonly name: string;
  readonly spec: PlatformSpec;
  readonly azure: AzureSpec;
  /** The physical names. */
  readonly names: AzureNames;
  readonly parent: pulumi.Resource;
}

/** What happens to something that keeps data, by profile: only what may be lost goes with its environment. */
export function keeping({ profile }: PlatformSpec): { readonly removal: 'retain' | 'destroy'; readonly protect: boolean } {
  return { removal: profile === 'ephemeral' ? 'destroy' : 'retain', protect: profile === 'prod' };
}

/** Who reaches vault, storage and registry without a private endpoint. */
export function publicAccess({ allowedCidrs }: AzureSpec): PublicAccess {
  return allowedCidrs.length > 0 ? { kind: 'allow-list', cidrs: allowedCidrs } : { kind: 'none' };
}

import type * as pulumi from '@pulumi/pulumi';
import type { DataBuckets } from '../data/index.ts';
import type { PrivateEndpointGroup } from '../network/index.ts';
import type { IRegistry } from '../registry/index.ts';
import type { IKeyVault } from '../secrets/index.ts';
import type { ModelAccount } from '../serving/index.ts';

/** What a platform makes and does not find: to be reached privately, and to be watched. */
export interface OwnResources {
  readonly vault?: IKeyVault;
  readonly buckets?: DataBuckets;
  readonly registry?: IRegistry;
  readonly modelAccount?: ModelAccount;
}

/** A resource that data is read from and written to. */
export interface DataPlane {
  /** One word for it, unique in the platform. */
  readonly name: string;
  readonly id: pulumi.Output<string>;
  readonly groupId: PrivateEndpointGroup;
}

/** Everything with a data plane but the AI account, whose children are made in series. */
export function ownDataPlanes({ vault, buckets, registry }: OwnResources): readonly DataPlane[] {
  const accounts = buckets ? [...buckets.accounts] : [];
  return [
    ...accounts.map(([kind, { id }]) => ({ name: `blob-${kind}`, id, groupId: 'blob' as const })),
    ...(vault ? [{ name: 'vault', id: vault.vaultId, groupId: 'vault' as const }] : []),
    ...(registry ? [{ name: 'registry', id: registry.registryId, groupId: 'registry' as const }] : []),
  ];
}

import type * as pulumi from '@pulumi/pulumi';
import type { AzureSpec } from '../../spec/platform-spec.ts';
import { vaultSecretName } from '../../spec/vault-secret-name.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import { ExternalSecret, type IExternalSecret, type IKeyVault, KeyVault } from '../secrets/index.ts';
import { keeping, type PlatformParts, publicAccess } from './platform-parts.ts';

/** The least that Azure takes: an ephemeral environment gives its names back as soon as it may. */
const SHORTEST_SOFT_DELETE_DAYS = 7;

/** Whether a platform makes a vault of its own: it has credentials to make, and none is given. */
export function makesVault({ secrets, keyVault }: AzureSpec): boolean {
  return !keyVault && Object.values(secrets).some(({ existing }) => !existing);
}

/** The vault of a platform, new or given, where it has credentials. */
export function platformVault(parts: PlatformParts, groups: ResourceGroups, tenantId?: pulumi.Output<string>): IKeyVault | undefined {
  const { name, spec, azure, names, parent } = parts;
  if (azure.keyVault) return KeyVault.fromVaultId(azure.keyVault.id);
  if (!makesVault(azure) || !tenantId) return undefined;
  return new KeyVault(
    `${name}-vault`,
    {
      resourceGroupName: groups.dataName,
      location: azure.location,
      vaultName: names.vault,
      tenantId,
      publicAccess: publicAccess(azure),
      ...(spec.profile === 'ephemeral' ? { softDeleteDays: SHORTEST_SOFT_DELETE_DAYS } : {}),
      ...keeping(spec),
      tags: spec.tags.common,
    },
    { parent },
  );
}

/** The credentials of a platform: those to make in its vault, and those that are there already. */
export function platformSecrets(parts: PlatformParts, vault: IKeyVault | undefined): ReadonlyMap<string, IExternalSecret> {
  const { name, spec, azure, parent } = parts;
  return new Map(
    Object.entries(azure.secrets).map(([secret, { maxAgeDays, description, existing }]) => {
      const pulumiName = `${name}-secret-${secret}`;
      if (!vault) throw new Error(`The secret '${secret}' has no vault; name its vault by clouds.azure.keyVault`);
      if (existing) return [secret, ExternalSecret.fromAttributes(pulumiName, { secretUri: existing, vaultId: vault.vaultId }, { parent })];
      return [
        secret,
        new ExternalSecret(
          pulumiName,
          {
            vault,
            secretName: vaultSecretName(spec, secret),
            maxAgeDays,
            description,
            ...keeping(spec),
            // It goes with the platform's own vault. By itself it could be deleted from within the vault's network alone.
            ...(azure.keyVault ? {} : { removal: 'retain' }),
            tags: spec.tags.common,
          },
          { parent },
        ),
      ];
    }),
  );
}

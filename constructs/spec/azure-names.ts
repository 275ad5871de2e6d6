import { nameSuffix, physicalName } from './names.ts';
import type { PlatformSpec } from './platform-spec.ts';

/** The physical names of a platform on Azure: those that must be unique in the whole of Azure, and its resource groups. */
export interface AzureNames {
  /** The key vault. */
  readonly vault: string;
  /** The storage accounts by what they hold. */
  readonly storageAccounts: Readonly<Record<'data' | 'logs' | 'audit', string>>;
  /** The AI account, also its subdomain. */
  readonly aiAccount: string;
  /** The container registry. */
  readonly registry: string;
  /** The resource groups by what they hold. */
  readonly resourceGroups: Readonly<Record<'data' | 'run', string>>;
}

/**
 * Names what a platform makes on Azure. All but the groups end in a hash of seed, environment, generation and block; the groups are unique
 * in a subscription alone and hold what is kept, so that no generation moves them.
 */
export function azureNames({ name, environment, naming }: Pick<PlatformSpec, 'name' | 'environment' | 'naming'>): AzureNames {
  const suffix = (block: string) => nameSuffix(naming, environment, block);
  // Short names are cut at their end: the platform's name stands last, where its beginning is enough.
  const storageAccount = (kind: string) => physicalName('storage-account', [kind, environment, name], suffix(`data/${kind}`));
  return {
    vault: physicalName('key-vault', [environment, name], suffix('secrets')),
    storageAccounts: { data: storageAccount('data'), logs: storageAccount('logs'), audit: storageAccount('audit') },
    aiAccount: physicalName('ai-account', [name, environment], suffix('serving')),
    registry: physicalName('registry', [name, environment], suffix('registry')),
    resourceGroups: { data: `${name}-${environment}-data`, run: `${name}-${environment}-run` },
  };
}

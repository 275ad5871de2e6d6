import type { ILogWorkspace } from '../monitoring/index.ts';
import type { INetwork, NewNetwork } from '../network/index.ts';
import type { OwnResources } from './own-resources.ts';

/**
 * Sends what happens on every data plane that the platform makes to its log workspace: who read a secret, a blob, an image, who called a
 * model and how that ended. Prompts and answers are not in it.
 */
export function addDiagnostics(logs: ILogWorkspace, { vault, buckets, registry, modelAccount }: OwnResources, network?: INetwork): void {
  for (const [kind, { id }] of buckets?.accounts ?? []) logs.diagnose(`storage-${kind}`, id, { logs: 'none' });
  for (const [kind, { id }] of buckets?.blobServices ?? []) logs.diagnose(`blob-${kind}`, id);
  if (vault) logs.diagnose('vault', vault.vaultId);
  if (registry) logs.diagnose('registry', registry.registryId);
  if (modelAccount) logs.diagnose('models', modelAccount.accountId);
  const firewall = network && firewallOf(network);
  if (firewall) logs.diagnose('firewall', firewall.firewall.id);
}

function firewallOf(network: INetwork): NewNetwork['firewall'] {
  return 'firewall' in network ? (network as NewNetwork).firewall : undefined;
}

import { parseArmId } from '../arm-ids.ts';
import { describeValue } from '../fault.ts';
import { nameFault } from '../names.ts';
import type { AzureInput } from '../platform-file.ts';
import { publicRangeFault } from '../public-ranges.ts';
import { checkSubscription } from './arm-ids.ts';
import { type Draft, itemsOf } from './draft.ts';
import { checkName } from './given-names.ts';
import { checkRegion } from './regions.ts';

/** Azure: a location within the residency, and what is given there by names and ids that Azure takes. */
export function checkAzure(draft: Draft, azure: AzureInput): void {
  const at = (...path: PropertyKey[]) => ['clouds', 'azure', ...path];
  checkRegion(draft, 'azure', azure.location, at('location'));
  if (draft.profile === 'prod' && !azure.subscription && !draft.isFaulty('clouds', 'azure', 'subscription')) {
    draft.report({
      severity: 'warning',
      path: at(),
      code: 'CFG-019',
      message: 'prod names no subscription, so any subscription of the credentials would be taken',
      allowed: 'a GUID',
      remedy: `Set environments.${draft.environment}.clouds.azure.subscription.`,
    });
  }
  for (const [role, name] of Object.entries(azure.resourceGroups ?? {}))
    checkName(draft, 'resource-group', name, at('resourceGroups', role));
  if (azure.keyVault) {
    checkName(draft, 'key-vault', parseArmId(azure.keyVault.id).name, at('keyVault', 'id'));
    checkSubscription(draft, azure.keyVault.id, at('keyVault', 'id'), 'key vault');
  }
  // Workspace, flow logs and registry may lie in another subscription, as an organisation's central ones do.
  if (azure.flowLogStorage) checkName(draft, 'storage-account', parseArmId(azure.flowLogStorage.id).name, at('flowLogStorage', 'id'));
  checkRegistry(draft, azure);
  checkAllowedCidrs(draft, azure);
}

function checkRegistry(draft: Draft, { registry }: AzureInput): void {
  if (registry?.kind !== 'existing') return;
  const path = ['clouds', 'azure', 'registry'];
  const { name } = parseArmId(registry.id);
  checkName(draft, 'registry', name, [...path, 'id']);
  // A name that cannot be has no host.
  if (nameFault('registry', name)) return;
  const [host = ''] = registry.loginServer.split('.');
  // A registry with a label of its own has a hash behind its name.
  if (host.split('-')[0] === name.toLowerCase()) return;
  draft.report({
    path: [...path, 'loginServer'],
    code: 'CFG-063',
    message: `the host of another registry than '${name}', which the id names`,
    got: describeValue(registry.loginServer),
    allowed: `${name.toLowerCase()}.azurecr.io, or with a dash and a hash behind the name`,
    remedy: `Take it from 'az acr show --name ${name} --query loginServer'.`,
  });
}

function checkAllowedCidrs(draft: Draft, { allowedCidrs }: AzureInput): void {
  for (const [place, range] of itemsOf(allowedCidrs)) {
    const fault = publicRangeFault(range);
    if (!fault) continue;
    draft.report({
      path: ['clouds', 'azure', 'allowedCidrs', place],
      code: 'CFG-045',
      message: 'no range that the firewalls of Azure let in',
      got: describeValue(range),
      allowed: 'a public address, or a public range of /8 to /30',
      remedy: `The range ${fault}.`,
    });
  }
}

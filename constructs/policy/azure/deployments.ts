import type { Residency } from '../../catalog/index.ts';
import { isSet, numberOf } from '../json.ts';
import type { AzureCheck, Observation, PolicyContext } from '../rule.ts';
import { demand, demandWord, onEach } from './observe.ts';
import type { Registration } from './registrations.ts';

const DEPLOYMENT = ['cognitiveservices:Deployment'];

/** A deployment without a version takes the default one, and with `OnceNewDefaultVersionAvailable` it moves by itself. */
export const pinnedModels: readonly AzureCheck[] = [
  onEach(DEPLOYMENT, (deployment) => [
    ...demand(deployment, 'properties.model.version', (version) => isSet(version) && version !== 'latest', {
      allowed: 'a version, such as 2025-11-13',
      remedy: 'Name the model with its version, as the catalogue does.',
    }),
    ...demandWord(
      deployment,
      'properties.versionUpgradeOption',
      ['NoAutoUpgrade', 'OnceCurrentVersionExpired'],
      'Say that the version stays until you change it, or until it is retired.',
    ),
  ]),
];

/** Azure has no right that asks for a guardrail with a call: what a deployment names is what every call to it gets. */
export const guardedDeployments: readonly AzureCheck[] = [
  onEach(DEPLOYMENT, (deployment) =>
    demand(deployment, 'properties.raiPolicyName', isSet, {
      allowed: 'the name of a content policy',
      remedy: 'Name the guardrail’s policy in raiPolicyName.',
    }),
  ),
];

export const declaredCapacity: readonly AzureCheck[] = [
  onEach(DEPLOYMENT, (deployment) => [
    ...demand(deployment, 'sku.name', isSet, { allowed: 'a kind of deployment, such as Standard', remedy: 'Name the kind of deployment.' }),
    ...demand(deployment, 'sku.capacity', (capacity) => (numberOf(capacity) ?? 0) >= 1, {
      allowed: 'at least 1',
      remedy: 'Say how much of the quota the deployment takes.',
    }),
  ]),
];

// A data zone computes in the members of the European Union, or in the United States.
// https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types
const DATA_ZONES: readonly Residency[] = ['eu', 'eea', 'us'];

/** A deployment that computes where the residency does not reach. */
export function skuFaults(deployment: Registration, { residency = 'any' }: PolicyContext): readonly Observation[] {
  if (residency === 'any') return [];
  const zones = DATA_ZONES.includes(residency);
  return demand(
    deployment,
    'sku.name',
    (name) => typeof name === 'string' && !/^Global/i.test(name) && (zones || !/^DataZone/i.test(name)),
    {
      allowed: zones ? `a kind that computes in the region or its data zone` : 'a kind that computes in the region',
      remedy: `Choose a kind of deployment that computes inside ${residency}.`,
    },
  );
}

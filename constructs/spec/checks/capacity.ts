import { allowsUnits, type Model, type Offer, provisionedStep } from '../../catalog/index.ts';
import type { ManagedModelInput } from '../platform-file.ts';
import { type Draft, namesCloud } from './draft.ts';

/** Tokens a minute are a limit that Azure sets on a deployment; Bedrock's are the account's own. */
export function checkTokens(draft: Draft, alias: string, { capacity }: ManagedModelInput): void {
  if (capacity?.kind !== 'on-demand' || capacity.tokensPerMinute === undefined || namesCloud(draft, 'azure')) return;
  draft.report({
    path: ['models', alias, 'capacity', 'tokensPerMinute'],
    code: 'CFG-103',
    message: 'has no effect: on aws the quota of the account is the limit',
    got: String(capacity.tokensPerMinute),
    allowed: 'nothing on aws',
    remedy: 'Take it out, or name clouds.azure.',
  });
}

/** Provisioned throughput: on Azure alone, and in the units that the model is sold in. */
export function checkCapacity(draft: Draft, alias: string, { capacity }: ManagedModelInput, model: Model, offer: Offer): void {
  if (capacity?.kind !== 'provisioned') return;
  const path = ['models', alias, 'capacity'];
  const onDemand = { allowed: 'on-demand', remedy: "Write 'capacity: { kind: on-demand }'." };
  if (offer.cloud === 'aws') {
    draft.report({
      path: [...path, 'kind'],
      code: 'CFG-100',
      message: 'provisioned throughput on aws is not offered: CloudFormation cannot buy it',
      got: "'provisioned'",
      ...onDemand,
    });
    return;
  }
  const step = provisionedStep(model, offer.processing);
  if (!step) {
    draft.report({
      path: [...path, 'kind'],
      code: 'CFG-039',
      message: `the catalogue knows no provisioned throughput of '${model.name}' with processing '${offer.processing}'`,
      got: "'provisioned'",
      ...onDemand,
    });
  } else if (!allowsUnits(step, capacity.units)) {
    const above = Math.max(0, Math.ceil((capacity.units - step.minimum) / step.increment));
    draft.report({
      path: [...path, 'units'],
      code: 'CFG-039',
      message: `not a number of units that '${model.name}' is sold in`,
      got: String(capacity.units),
      allowed: `${step.minimum} or more, in steps of ${step.increment}`,
      remedy: `Write ${step.minimum + above * step.increment}.`,
    });
  }
}

import {
  allowsDimensions,
  CATALOG_DATE,
  chooseOffer,
  describeFault,
  isTypeMissing,
  type Model,
  type OfferFault,
  type OfferWarning,
  regionsWithin,
} from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import type { ModelInput } from '../platform-file.ts';
import { guardrailNames } from '../resolve/guardrails.ts';
import { modelNameFor, offerRequest } from '../resolve/models.ts';
import { CLOUDS, type Cloud } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

const OFFER_CODES = {
  'unknown-model': 'CFG-021',
  'wrong-use': 'CFG-021',
  'not-on-cloud': 'CFG-022',
  'not-in-region': 'CFG-022',
  'processing-not-offered': 'CFG-022',
  retired: 'CFG-023',
  'profile-only': 'CFG-024',
  'outside-residency': 'CFG-025',
} as const satisfies Record<OfferFault['kind'], string>;

/** The models: known, offered where they shall run, within the residency, not retired, with a guardrail that exists. */
export function checkModels(draft: Draft): void {
  const { models, clouds } = draft.file;
  for (const [alias, model] of Object.entries(models ?? {})) {
    if (typeof model.model === 'object') {
      for (const cloud of CLOUDS)
        if (model.model[cloud] && !clouds?.[cloud])
          draft.report({
            path: ['models', alias, 'model', cloud],
            code: 'CFG-104',
            message: `a model on ${cloud}, which clouds does not name`,
            allowed: Object.keys(clouds ?? {}).join(', '),
            remedy: `Name clouds.${cloud}, or take this out.`,
          });
    }
    for (const cloud of CLOUDS) if (clouds?.[cloud]) checkOnCloud(draft, alias, model, cloud);
  }
  checkRegionOffersServing(draft);
}

function checkOnCloud(draft: Draft, alias: string, input: ModelInput, cloud: Cloud): void {
  const at = (...rest: PropertyKey[]): PropertyKey[] => ['models', alias, ...rest];
  const namePath = typeof input.model === 'object' ? at('model', cloud) : at('model');
  const name = modelNameFor(input, cloud);
  if (name === undefined) {
    draft.report({
      path: namePath,
      code: 'CFG-003',
      message: `no model is named for ${cloud}`,
      allowed: 'a name of the catalogue',
      remedy: `Add models.${alias}.model.${cloud}.`,
    });
    return;
  }
  const request = offerRequest(draft, input, cloud);
  if (!request) return;
  const choice = chooseOffer(request);
  if (choice.kind === 'fault') {
    const { fault } = choice;
    const isScope =
      fault.kind === 'profile-only' || fault.kind === 'processing-not-offered' || (fault.kind === 'outside-residency' && input.processing);
    draft.report({
      path: isScope && input.processing ? at('processing') : namePath,
      code: OFFER_CODES[fault.kind],
      message: describeFault(fault),
      got: describeValue(isScope && input.processing ? input.processing : name),
      ...offered(fault),
      remedy: remedyOf(fault),
    });
    return;
  }
  for (const warning of choice.warnings) reportWarning(draft, namePath, name, warning);
  checkUse(draft, alias, input, choice.model, cloud);
}

function offered(fault: OfferFault): { allowed?: string } {
  switch (fault.kind) {
    case 'unknown-model':
      return { allowed: `the catalogue of ${CATALOG_DATE}; nearest: ${fault.nearest.join(', ')}` };
    case 'not-in-region':
      return { allowed: fault.offeredIn.join(', ') };
    case 'not-on-cloud':
      return { allowed: fault.alternatives.join(', ') };
    case 'profile-only':
      return { allowed: fault.profileIds.join(', ') };
    case 'processing-not-offered':
      return { allowed: fault.offered.join(', ') };
    case 'outside-residency':
      return { allowed: fault.within.length > 0 ? `regions that honour it: ${fault.within.join(', ')}` : 'no region honours it' };
    case 'retired':
    case 'wrong-use':
      return {};
  }
}

function remedyOf(fault: OfferFault): string {
  switch (fault.kind) {
    case 'unknown-model':
      return fault.nearest[0] ? `Did you mean '${fault.nearest[0]}'?` : 'Choose a model of the catalogue.';
    case 'wrong-use':
      return `Choose a model for ${fault.asked}.`;
    case 'not-on-cloud':
      return fault.alternatives[0]
        ? `Name another one for ${fault.cloud}, such as '${fault.alternatives[0]}'.`
        : `Choose a model that ${fault.cloud} offers.`;
    case 'not-in-region':
      return 'Choose one of these regions, or another model.';
    case 'processing-not-offered':
      return `Write 'processing: ${fault.offered[0]}'.`;
    case 'retired':
      return fault.successor ? `Use '${fault.successor}'.` : 'Choose another model.';
    case 'profile-only':
      return `Write 'processing: ${fault.profileIds.some((id) => !id.startsWith('global.')) ? 'geography' : 'global'}' to call it through ${fault.profileIds[0]}.`;
    case 'outside-residency':
      return fault.within.length > 0
        ? 'Choose one of these regions, or a narrower processing.'
        : 'Choose another model, or another residency.';
  }
}

function reportWarning(draft: Draft, path: PropertyKey[], name: string, warning: OfferWarning): void {
  if (warning.kind === 'preview') {
    draft.report({
      severity: 'warning',
      path,
      code: 'CFG-022',
      message: `'${name}' is a preview there, without a service level`,
      got: describeValue(name),
      remedy: 'Use it for trials alone, or choose a model that is generally available.',
    });
    return;
  }
  draft.report({
    severity: 'warning',
    path,
    code: 'CFG-023',
    message: `'${name}' retires on ${warning.date}, in ${warning.daysLeft} days`,
    got: describeValue(name),
    remedy: warning.successor ? `Move to '${warning.successor}'.` : 'Choose another model in time.',
  });
}

function checkUse(draft: Draft, alias: string, input: ModelInput, model: Model, cloud: Cloud): void {
  const at = (...rest: PropertyKey[]): PropertyKey[] => ['models', alias, ...rest];
  const { dimensions } = model;
  if (input.dimensions !== undefined && !dimensions) {
    draft.report({
      path: at('dimensions'),
      code: 'CFG-052',
      message: `'${model.name}' is a chat model and makes no vectors`,
      got: String(input.dimensions),
      allowed: 'nothing',
      remedy: 'Take it out.',
    });
  } else if (input.dimensions !== undefined && dimensions && !allowsDimensions(dimensions, input.dimensions)) {
    const allowed = Array.isArray(dimensions.allowed)
      ? dimensions.allowed.join(', ')
      : `${(dimensions.allowed as { min: number }).min} to ${(dimensions.allowed as { max: number }).max}`;
    draft.report({
      path: at('dimensions'),
      code: 'CFG-052',
      message: `'${model.name}' does not make vectors of that length`,
      got: String(input.dimensions),
      allowed,
      remedy: `Write ${dimensions.default}, the model's own.`,
    });
  }
  if (model.use === 'embedding' && input.guardrail) {
    draft.report({
      path: at('guardrail'),
      code: 'CFG-105',
      message: 'an embedding model takes no guardrail',
      got: describeValue(input.guardrail),
      allowed: 'nothing',
      remedy: 'Take it out.',
    });
  } else if (input.guardrail && !guardrailNames(draft.file).includes(input.guardrail)) {
    draft.report({
      path: at('guardrail'),
      code: 'CFG-105',
      message: 'no such guardrail',
      got: describeValue(input.guardrail),
      allowed: guardrailNames(draft.file).join(', '),
      remedy: `Add guardrails.${input.guardrail}, or name another one.`,
    });
  }
  if (input.capacity?.kind === 'provisioned') checkCapacity(draft, at('capacity'), input.capacity.units, model, cloud);
}

function checkCapacity(draft: Draft, path: PropertyKey[], units: number, model: Model, cloud: Cloud): void {
  if (cloud === 'aws') {
    draft.report({
      path: [...path, 'kind'],
      code: 'CFG-100',
      message: 'provisioned throughput on aws is not offered: CloudFormation cannot buy it',
      got: "'provisioned'",
      allowed: 'on-demand',
      remedy: "Write 'capacity: { kind: on-demand }'.",
    });
    return;
  }
  const steps = model.azure?.provisioned;
  const step = steps?.regional ?? steps?.zoneOrGlobal;
  if (!step) {
    draft.report({
      path: [...path, 'kind'],
      code: 'CFG-039',
      message: `the catalogue knows no provisioned throughput of '${model.name}'`,
      got: "'provisioned'",
      allowed: 'on-demand',
      remedy: "Write 'capacity: { kind: on-demand }'.",
    });
  } else if (units < step.minimum || (units - step.minimum) % step.increment !== 0) {
    const next = units < step.minimum ? step.minimum : step.minimum + Math.ceil((units - step.minimum) / step.increment) * step.increment;
    draft.report({
      path: [...path, 'units'],
      code: 'CFG-039',
      message: `not a number of units that '${model.name}' is sold in`,
      got: String(units),
      allowed: `${step.minimum} or more, in steps of ${step.increment}`,
      remedy: `Write ${next}.`,
    });
  }
}

/** An application inference profile a model is what its cost and its rights hang on; some regions cannot make one by template. */
function checkRegionOffersServing(draft: Draft): void {
  const region = draft.file.clouds?.aws?.region;
  if (!region || Object.keys(draft.file.models ?? {}).length === 0) return;
  for (const type of ['AWS::Bedrock::ApplicationInferenceProfile', 'AWS::Bedrock::Guardrail'] as const) {
    if (!isTypeMissing(type, region)) continue;
    const regions = regionsWithin(draft.file.residency ?? 'any', 'aws').filter((name) => !isTypeMissing(type, name));
    draft.report({
      path: ['clouds', 'aws', 'region'],
      code: 'CFG-022',
      message: `CloudFormation has no ${type} in this region`,
      got: describeValue(region),
      allowed: regions.join(', '),
      remedy: 'Choose one of these regions for models.',
    });
  }
}

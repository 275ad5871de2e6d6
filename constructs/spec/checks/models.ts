import {
  allowsDimensions,
  chooseOffer,
  findRegion,
  isRegionWithin,
  isTypeMissing,
  type Model,
  type Offer,
  type OfferFault,
  type OfferRequest,
  regionsWithin,
} from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import type { ManagedModelInput } from '../platform-file.ts';
import { guardrailNames } from '../resolve/guardrails.ts';
import { managedModels, modelNameFor, offerRequest } from '../resolve/models.ts';
import { CLOUDS, type Cloud } from '../vocabulary.ts';
import { checkCapacity, checkTokens } from './capacity.ts';
import { type Draft, namesCloud } from './draft.ts';
import { offerFault, offerWarning } from './model-offers.ts';

/** The models that a cloud runs: known, offered where they shall run, within the residency, not retired, with a guardrail that exists. */
export function checkModels(draft: Draft): void {
  const { clouds } = draft.file;
  for (const [alias, model] of managedModels(draft.file)) {
    checkCloudsNamed(draft, alias, model);
    checkTokens(draft, alias, model);
    for (const cloud of CLOUDS) if (clouds?.[cloud]) checkOnCloud(draft, alias, model, cloud);
  }
  checkRegionOffersServing(draft);
}

function checkCloudsNamed(draft: Draft, alias: string, { model }: ManagedModelInput): void {
  if (typeof model === 'string') return;
  for (const cloud of CLOUDS) {
    if (!model[cloud] || namesCloud(draft, cloud)) continue;
    draft.report({
      path: ['models', alias, 'model', cloud],
      code: 'CFG-104',
      message: `a model on ${cloud}, which clouds does not name`,
      allowed: Object.keys(draft.file.clouds ?? {}).join(', '),
      remedy: `Name clouds.${cloud}, or take this out.`,
    });
  }
}

function checkOnCloud(draft: Draft, alias: string, input: ManagedModelInput, cloud: Cloud): void {
  const path = ['models', alias, 'model', ...(typeof input.model === 'object' ? [cloud] : [])];
  const name = modelNameFor(input, cloud);
  if (name === undefined) {
    if (draft.isFaulty('models', alias, 'model', cloud)) return;
    draft.report({
      path,
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
    if (dependsOnRegion(choice.fault) && !isRegionSound(request)) return;
    // Where the user chose the scope, the scope is what does not fit.
    const isScope =
      input.processing !== undefined && ['profile-only', 'processing-not-offered', 'outside-residency'].includes(choice.fault.kind);
    draft.report({
      path: isScope ? ['models', alias, 'processing'] : path,
      got: describeValue(isScope ? input.processing : name),
      ...offerFault(choice.fault, request.residency),
      ...(isScope ? offeredScope(request) : {}),
    });
    return;
  }
  for (const warning of choice.warnings)
    draft.report({ severity: 'warning', path, got: describeValue(name), ...offerWarning(name, warning) });
  checkDimensions(draft, alias, input, choice.model);
  checkGuardrail(draft, alias, input, choice.model);
  checkCapacity(draft, alias, input, choice.model, choice.offer);
  checkDeployable(draft, path, choice.offer);
}

/** A region with a fault of its own makes nothing known of the models in it. */
function isRegionSound({ region, residency, cloud }: OfferRequest): boolean {
  return findRegion(region, cloud).kind === 'known' && isRegionWithin(region, residency, cloud);
}

function dependsOnRegion({ kind }: OfferFault): boolean {
  return ['not-in-region', 'outside-residency', 'profile-only', 'processing-not-offered'].includes(kind);
}

/** Where the model computes if the file leaves it open: the answer to a scope that does not fit. */
function offeredScope({ processing: _, ...request }: OfferRequest): { allowed: string; remedy: string } | undefined {
  const choice = chooseOffer(request);
  if (choice.kind === 'fault') return undefined;
  const { offer } = choice;
  const called = offer.cloud === 'aws' ? (offer.profileId ?? offer.modelId) : offer.sku;
  return {
    allowed: `${offer.processing} (${called})`,
    remedy: `Write 'processing: ${offer.processing}', or leave it out, to call it through ${called}.`,
  };
}

function checkDimensions(draft: Draft, alias: string, input: ManagedModelInput, { name, dimensions }: Model): void {
  if (input.dimensions === undefined) return;
  const at = { path: ['models', alias, 'dimensions'], code: 'CFG-052', got: String(input.dimensions) };
  if (!dimensions) {
    draft.report({ ...at, message: `'${name}' is a chat model and makes no vectors`, allowed: 'nothing', remedy: 'Take it out.' });
  } else if (!allowsDimensions(dimensions, input.dimensions)) {
    const { allowed } = dimensions;
    draft.report({
      ...at,
      message: `'${name}' does not make vectors of that length`,
      allowed: 'min' in allowed ? `${allowed.min} to ${allowed.max}` : allowed.join(', '),
      remedy: `Write ${dimensions.default}, the model's own.`,
    });
  }
}

function checkGuardrail(draft: Draft, alias: string, { guardrail }: ManagedModelInput, { use }: Model): void {
  if (guardrail === undefined) return;
  const at = { path: ['models', alias, 'guardrail'], code: 'CFG-105', got: describeValue(guardrail) };
  const names = guardrailNames(draft.file);
  if (use === 'embedding')
    draft.report({ ...at, message: 'an embedding model takes no guardrail', allowed: 'nothing', remedy: 'Take it out.' });
  else if (!names.includes(guardrail) && !draft.isFaulty('guardrails', guardrail))
    draft.report({
      ...at,
      message: 'no such guardrail',
      allowed: names.join(', '),
      remedy: `Add guardrails.${guardrail}, or name another one.`,
    });
}

/** A deployment of Anthropic's models needs fields that the API version of the kit's blocks has not. */
function checkDeployable(draft: Draft, path: readonly PropertyKey[], offer: Offer): void {
  if (offer.cloud !== 'azure' || offer.format !== 'Anthropic') return;
  draft.report({
    path,
    code: 'CFG-100',
    message: 'models of Anthropic on azure are not offered by this release: their offer is accepted in the portal',
    got: describeValue(offer.model),
    allowed: 'models of other vendors',
    remedy: 'Name another model for azure.',
  });
}

/** An application inference profile is what a model's cost and rights hang on; some regions cannot make one by template. */
function checkRegionOffersServing(draft: Draft): void {
  const region = draft.file.clouds?.aws?.region;
  if (!region || managedModels(draft.file).length === 0) return;
  const missing = (['AWS::Bedrock::ApplicationInferenceProfile', 'AWS::Bedrock::Guardrail'] as const).filter((type) =>
    isTypeMissing(type, region),
  );
  for (const type of missing) {
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

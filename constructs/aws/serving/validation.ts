import { Token } from 'aws-cdk-lib/core';
import type { PropFaults } from '../prop-faults.ts';
import type { ManagedModelProps } from './managed-model.ts';
import type { ModelRouting } from './routing.ts';

// CreateInferenceProfile in the Bedrock API, botocore 1.44.8.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateInferenceProfile.html
const NAME = { min: 1, max: 64, pattern: /^([0-9a-zA-Z][ _-]?)+$/, form: 'letters and digits, each followed by at most one space, - or _' };
const DESCRIPTION = {
  min: 1,
  max: 200,
  pattern: /^([0-9a-zA-Z:.][ _-]?)+$/,
  form: 'letters, digits, : and ., each followed by at most one space, - or _',
};
const MODEL_ID = { min: 3, max: 128, pattern: /^[a-z0-9-]+\.[a-zA-Z0-9][a-zA-Z0-9.:-]*$/, form: 'the form provider.model' };
const TAG = /^[a-zA-Z0-9\s._:/=+@-]*$/;

// Bedrock's prefixes of system profiles as of 2026-11; the list grows, so a prefix outside it is no fault by itself.
const PROFILE_PREFIXES = ['us', 'eu', 'apac', 'jp', 'au', 'ca', 'in', 'us-gov', 'global'];

/** Records every fault in the props of a managed model. */
export function validateModel(faults: PropFaults, props: ManagedModelProps): void {
  faults.text('inferenceProfileName', props.inferenceProfileName, NAME);
  faults.text('description', props.description, DESCRIPTION);
  validateModelId(faults, props.modelId);
  validateRouting(faults, props.modelId, props.routing);
  validateGuardrail(faults, props);
  validateTags(faults, props.tags ?? {});
}

function validateModelId(faults: PropFaults, modelId: string): void {
  if (Token.isUnresolved(modelId)) return;
  const [prefix = '', ...rest] = modelId.split('.');
  if (PROFILE_PREFIXES.includes(prefix)) {
    faults.require(false, {
      prop: 'modelId',
      got: `'${modelId}', an inference profile`,
      allowed: 'the id of a foundation model',
      remedy: `write modelId: '${rest.join('.')}' and routing: { kind: '${prefix === 'global' ? 'global' : 'geography'}', profileId: '${modelId}' }`,
    });
    return;
  }
  faults.text('modelId', modelId, MODEL_ID);
}

function validateRouting(faults: PropFaults, modelId: string, routing: ModelRouting): void {
  if (routing.kind === 'in-region') return;
  const { profileId } = routing;
  if (!Token.isUnresolved(profileId) && !Token.isUnresolved(modelId)) {
    const prefix = profileId.endsWith(`.${modelId}`) ? profileId.slice(0, -modelId.length - 1) : undefined;
    const fits =
      routing.kind === 'global' ? prefix === 'global' : prefix !== undefined && /^[a-z-]{2,8}$/.test(prefix) && prefix !== 'global';
    faults.require(fits, {
      prop: 'routing.profileId',
      got: `'${profileId}'`,
      allowed: routing.kind === 'global' ? `'global.${modelId}'` : `a geography's prefix and '.${modelId}', like 'eu.${modelId}'`,
      remedy: 'name the profile of the same model and of the same kind',
    });
  }
  if (routing.kind === 'geography') validateRegions(faults, routing.regions);
}

function validateRegions(faults: PropFaults, regions: readonly string[] | undefined): void {
  if (!regions) return;
  faults.require(regions.length > 0, {
    prop: 'routing.regions',
    got: 'an empty list',
    allowed: 'one region or more',
    remedy: 'leave it out if unknown',
  });
  const wrong = regions.filter((region) => !Token.isUnresolved(region) && !/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region));
  faults.require(wrong.length === 0, {
    prop: 'routing.regions',
    got: `'${wrong.join("', '")}'`,
    allowed: "region names like 'eu-central-1'",
    remedy: "list the profile's destination regions",
  });
}

function validateGuardrail(faults: PropFaults, { use, guardrail, guardrailEnforcement }: ManagedModelProps): void {
  faults.require(use !== 'embedding' || guardrail === undefined, {
    prop: 'guardrail',
    got: "a guardrail on a model whose use is 'embedding'",
    allowed: 'none: Bedrock applies no guardrail to embeddings',
    remedy: 'take guardrail away, or apply it to the text before embedding it',
  });
  faults.require(guardrailEnforcement === undefined || guardrail !== undefined, {
    prop: 'guardrailEnforcement',
    got: `'${guardrailEnforcement}' without a guardrail`,
    allowed: 'only beside guardrail',
    remedy: 'add a guardrail or take guardrailEnforcement away',
  });
}

function validateTags(faults: PropFaults, tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (Token.isUnresolved(key) || Token.isUnresolved(value)) continue;
    const fits = key.length >= 1 && key.length <= 128 && value.length <= 256 && TAG.test(key) && TAG.test(value) && !/^aws:/i.test(key);
    faults.require(fits, {
      prop: `tags['${key}']`,
      got: `'${value}'`,
      allowed: 'a key of 1 to 128 and a value of up to 256 ASCII letters, digits, spaces and ._:/=+@-, the key not starting with aws:',
      remedy: 'shorten it or replace the characters',
    });
  }
}

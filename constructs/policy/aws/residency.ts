import type { Residency } from '../../catalog/index.ts';
import { shown } from '../json.ts';
import type { Check, Observation, PolicyContext } from '../rule.ts';
import { concerns } from './matching.ts';
import { BEDROCK_INVOKE_ACTIONS, profilePrefix } from './model-arns.ts';
import { observe } from './observe.ts';
import { textsOf } from './references.ts';
import { identityStatements } from './statements.ts';
import { itemsAt, resourcesOfType, type Template, valuesAt } from './template.ts';

// The prefixes of the system profiles that compute inside a residency alone; there is none for one country of Europe, Canada or India.
// https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
const PROFILES_INSIDE = {
  eu: ['eu'],
  eea: ['eu'],
  uk: [],
  ch: [],
  us: ['us', 'us-gov'],
  ca: [],
  jp: ['jp'],
  au: ['au'],
  in: [],
} as const satisfies Record<Exclude<Residency, 'any'>, readonly string[]>;

export const residency: Check<Template> = (template, context) => [...regionFaults(template, context), ...profileFaults(template, context)];

function regionFaults(template: Template, { region, regionsAllowed }: PolicyContext): readonly Observation[] {
  if (regionsAllowed.length === 0) return [];
  const demand = { allowed: regionsAllowed.join(', '), remedy: 'Move it to an allowed region.' };
  const stack = region === undefined || regionsAllowed.includes(region) ? [] : [{ path: 'region', got: region, ...demand }];
  const replicas = resourcesOfType(template, 'AWS::SecretsManager::Secret').flatMap((secret) =>
    itemsAt(secret.properties, 'ReplicaRegions')
      .flatMap((replica) => valuesAt(replica, 'Region'))
      .filter((place) => typeof place !== 'string' || !regionsAllowed.includes(place))
      .map((place) => observe(secret, 'Properties.ReplicaRegions', shown(place), demand)),
  );
  return [...stack, ...replicas];
}

function profileFaults(template: Template, { residency: place }: PolicyContext): readonly Observation[] {
  if (place === undefined || place === 'any') return [];
  const inside: readonly string[] = PROFILES_INSIDE[place];
  const demand = {
    allowed: ['models in the region', ...inside.map((prefix) => `profiles ${prefix}.*`)].join(', '),
    remedy: `Choose a profile that computes inside ${place}.`,
  };
  const leaves = (text: string) => {
    const prefix = profilePrefix(text);
    // An ARN without a region is how a global profile names its model.
    return (prefix !== undefined && !inside.includes(prefix)) || /^arn:[^:]*:bedrock:::foundation-model\//.test(text);
  };
  const profiles = resourcesOfType(template, 'AWS::Bedrock::ApplicationInferenceProfile').flatMap((profile) =>
    valuesAt(profile.properties, 'ModelSource', 'CopyFrom')
      .flatMap((source) => textsOf(template, source))
      .filter(leaves)
      .map((text) => observe(profile, 'Properties.ModelSource.CopyFrom', text, demand)),
  );
  const grants = identityStatements(template)
    .filter((statement) => statement.allow && BEDROCK_INVOKE_ACTIONS.some((action) => concerns(statement, action)))
    .flatMap((statement) =>
      statement.resources.filter(leaves).map((text) => observe(statement.resource, `${statement.path}.Resource`, text, demand)),
    );
  return [...profiles, ...grants];
}

import type { Residency } from '../catalog/index.ts';
import { concerns, covers } from './matching.ts';
import { BEDROCK_INVOKE_ACTIONS, profilePrefix } from './model-arns.ts';
import { demandEvery, observe } from './observe.ts';
import { textsAt, textsOf } from './references.ts';
import type { Observation, PolicyContext, Rule } from './rule.ts';
import { identityStatements, type Statement } from './statements.ts';
import { taggingOf } from './taggable.ts';
import {
  certainElements,
  field,
  isObject,
  itemsAt,
  numberOf,
  type Resource,
  resourcesOf,
  resourcesOfType,
  shown,
  type Template,
  valuesAt,
} from './template.ts';

const immutableAudit: Rule = {
  id: 'GOV-02',
  title: 'The audit bucket is locked, and its objects live longer than the lock (not in ephemeral)',
  when: 'always',
  source: ['S3BucketDefaultLockEnabled', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html'],
  checks: {
    aws: (template, context) =>
      context.profile === 'ephemeral' ? [] : resourcesOfType(template, 'AWS::S3::Bucket').filter(isAuditBucket).flatMap(lockFaults),
  },
};

// A logical id that ends in the construct id `audit`, with CDK's hash behind it or without.
const AUDIT_ID = /audit(?:bucket)?(?:[0-9A-F]{8})?$/i;

/** An audit bucket says so in its construct id or in a tag, or is lockable. */
function isAuditBucket(bucket: Resource): boolean {
  const tags = itemsAt(bucket.properties, 'Tags').map((tag) => field(tag, 'Value'));
  return (
    AUDIT_ID.test(bucket.logicalId) ||
    tags.includes('audit') ||
    valuesAt(bucket.properties, 'ObjectLockEnabled').some((enabled) => enabled !== undefined && enabled !== false)
  );
}

const DAYS_A_YEAR = 365;

function lockFaults(bucket: Resource): readonly Observation[] {
  const retention = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'];
  const path = `Properties.${retention.join('.')}`;
  const remedy = 'Give the audit bucket an object lock with a default retention.';
  const days = [
    ...valuesAt(bucket.properties, ...retention, 'Days').map(numberOf),
    ...valuesAt(bucket.properties, ...retention, 'Years').map((years) => (numberOf(years) ?? 0) * DAYS_A_YEAR),
  ].filter((value) => value !== undefined && value > 0);
  const longest = Math.max(0, ...days.map(Number));
  const expirations = itemsAt(bucket.properties, 'LifecycleConfiguration', 'Rules')
    .flatMap((rule) => valuesAt(rule, 'ExpirationInDays'))
    .flatMap((value) => numberOf(value) ?? []);
  const early = expirations.find((expiration) => expiration < longest);
  return [
    ...demandEvery(
      bucket,
      'Properties.ObjectLockEnabled',
      valuesAt(bucket.properties, 'ObjectLockEnabled'),
      (value) => value === true || value === 'true',
      { allowed: 'true', remedy },
    ),
    ...demandEvery(
      bucket,
      `${path}.Mode`,
      valuesAt(bucket.properties, ...retention, 'Mode'),
      (mode) => mode === 'GOVERNANCE' || mode === 'COMPLIANCE',
      {
        allowed: 'GOVERNANCE or COMPLIANCE',
        remedy,
      },
    ),
    ...(days.length > 0 ? [] : [observe(bucket, path, 'no duration', { allowed: 'Days or Years', remedy })]),
    ...(early === undefined
      ? []
      : [
          observe(bucket, 'Properties.LifecycleConfiguration.Rules', `${early} days`, {
            allowed: `at least the ${longest} days of the lock`,
            remedy: 'Keep audit objects at least as long as they are locked.',
          }),
        ]),
  ];
}

const ownershipTags: Rule = {
  id: 'GOV-03',
  title: 'Every taggable resource carries the ownership tags',
  when: 'always',
  source: ['https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html'],
  checks: {
    aws: (template, context) =>
      context.requiredTags.length === 0 ? [] : resourcesOf(template).flatMap((resource) => tagFaults(resource, context.requiredTags)),
  },
};

function tagFaults(resource: Resource, requiredTags: readonly string[]): readonly Observation[] {
  const missing = requiredTags.filter((key) => !valuesAt(resource.properties, 'Tags').every((tags) => hasTag(tags, key)));
  const allowed = `the tags ${requiredTags.join(', ')}, none empty`;
  switch (taggingOf(resource.type)) {
    case 'none':
      return [];
    case 'list':
    case 'map':
      return missing.length === 0
        ? []
        : [
            observe(resource, 'Properties.Tags', `no ${missing.join(', ')}`, {
              allowed,
              remedy: 'Tag the stack or the construct with Tags.of(scope).add(key, value).',
            }),
          ];
    case undefined:
      return missing.length === 0
        ? []
        : [
            observe(resource, 'Type', `${resource.type}, of which is unknown whether it takes tags`, {
              allowed,
              remedy: 'Tag it if it takes tags; if it takes none, add its type to the table of taggable types.',
            }),
          ];
  }
}

function hasTag(tags: unknown, key: string): boolean {
  const isNamed = (value: unknown) => value !== undefined && value !== null && value !== '';
  if (isObject(tags)) return isNamed(field(tags, key));
  return certainElements(tags).some((tag) => field(tag, 'Key') === key && isNamed(field(tag, 'Value')));
}

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

const residency: Rule = {
  id: 'GOV-04',
  title: 'Data stays in the allowed regions: the stacks, their replicas, and the profiles that models are called through',
  when: 'always',
  source: ['https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html'],
  checks: { aws: (template, context) => [...regionFaults(template, context), ...profileFaults(template, context)] },
};

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

// Actions that take no resource, so that their statements must say `*`.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
const WITHOUT_RESOURCE = ['cloudwatch:putmetricdata', 'ecr:getauthorizationtoken', 'xray:puttelemetryrecords', 'xray:puttracesegments'];

const leastPrivilege: Rule = {
  id: 'GOV-05',
  title: 'Roles carry no AWS-managed policy, and no Allow of all actions of a service or on all resources',
  when: 'always',
  source: ['AwsSolutions-IAM4', 'AwsSolutions-IAM5', 'CKV_AWS_62', 'CKV_AWS_63', 'CKV_AWS_108', 'CKV_AWS_110', 'OWASP LLM06'],
  checks: {
    aws: (template) => [
      ...resourcesOfType(template, 'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap((identity) =>
        textsAt(template, valuesAt(identity.properties, 'ManagedPolicyArns'))
          .filter((text) => /:iam::aws:policy\//.test(text))
          .map((text) =>
            observe(identity, 'Properties.ManagedPolicyArns', text, {
              allowed: 'policies of the account',
              remedy: 'Write down the actions that are needed.',
            }),
          ),
      ),
      ...identityStatements(template)
        .filter((statement) => statement.allow)
        .flatMap(wideGrants),
    ],
  },
};

function wideGrants(statement: Statement): readonly Observation[] {
  const say = (part: string, got: string, remedy: string) => [
    observe(statement.resource, `${statement.path}.${part}`, got, { allowed: 'named actions on named resources', remedy }),
  ];
  if (statement.notActions) return say('NotAction', 'all actions but some', 'Name the actions that are needed.');
  if (statement.notResources) return say('NotResource', 'all resources but some', 'Name the resources.');
  const wide = statement.actions.find((action) => /^(?:[^:]*:)?\*+$/.test(action));
  const unscoped = statement.actions.filter((action) => !WITHOUT_RESOURCE.some((free) => !/[*?]/.test(action) && covers(action, free)));
  return [
    ...(wide === undefined ? [] : say('Action', wide, 'Name the actions that are needed.')),
    ...(statement.resources.includes('*') && unscoped.length > 0
      ? say('Resource', `* for ${unscoped.slice(0, 3).join(', ')}`, 'Name the resources.')
      : []),
  ];
}

/** Rules of ownership, place and rights. */
export const GOVERNANCE_RULES: readonly Rule[] = [immutableAudit, ownershipTags, residency, leastPrivilege];

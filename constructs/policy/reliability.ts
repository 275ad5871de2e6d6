import { isCustomerKey } from './customer-key.ts';
import { demandEvery, observe } from './observe.ts';
import { isPrivate, type Observation, type Rule } from './rule.ts';
import {
  field,
  isObject,
  numberOf,
  type Resource,
  resourcesOf,
  resourcesOfType,
  section,
  shown,
  type Template,
  valuesAt,
} from './template.ts';

/** Types whose loss is the loss of data, of keys to data, or of what people have set by hand. */
export const STATEFUL_TYPES: readonly string[] = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::ECR::Repository',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::S3Vectors::Index',
  'AWS::S3Vectors::VectorBucket',
  'AWS::SecretsManager::Secret',
];

const KEPT_ON_DELETE = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];
const KEPT_ON_REPLACE = ['Retain', 'Snapshot'];

const retained: Rule = {
  id: 'REL-01',
  title: 'What holds data is kept when it is deleted or replaced, and nothing empties it (not in ephemeral)',
  when: 'always',
  source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html'],
  checks: {
    aws: (template, context) => {
      if (context.profile === 'ephemeral') return [];
      const demand = { allowed: 'Retain or Snapshot', remedy: 'Set removalPolicy: RETAIN; only the ephemeral profile may lose data.' };
      const isOneOf = (allowed: readonly string[]) => (policy: unknown) => typeof policy === 'string' && allowed.includes(policy);
      return [
        ...resourcesOfType(template, ...STATEFUL_TYPES).flatMap((resource) => [
          ...demandEvery(resource, 'DeletionPolicy', [resource.deletionPolicy], isOneOf(KEPT_ON_DELETE), demand),
          ...demandEvery(resource, 'UpdateReplacePolicy', [resource.updateReplacePolicy], isOneOf(KEPT_ON_REPLACE), demand),
        ]),
        ...resourcesOfType(template, 'Custom::S3AutoDeleteObjects').map((resource) =>
          observe(resource, 'Type', resource.type, {
            allowed: 'nothing that deletes objects with the stack',
            remedy: 'Leave autoDeleteObjects out.',
          }),
        ),
      ];
    },
  },
};

// CloudFormation takes 500 resources and 200 outputs a template, and 1 MB by S3; the kit stops at four fifths of the first, as CDK warns.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const MOST_RESOURCES = 400;
const MOST_OUTPUTS = 200;
const MOST_BYTES = 1_000_000;

const stackSize: Rule = {
  id: 'REL-03',
  title: 'A template has at most 400 resources and 200 outputs and is smaller than 1 MB',
  when: 'always',
  source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html'],
  checks: {
    aws: (template) => {
      const remedy = 'Move a part into a stack of its own.';
      const limits = [
        { path: 'Resources', size: section(template, 'Resources').length, most: MOST_RESOURCES, unit: 'resources' },
        { path: 'Outputs', size: section(template, 'Outputs').length, most: MOST_OUTPUTS, unit: 'outputs' },
        // As CDK writes it, with an indentation of one.
        { path: 'template', size: Buffer.byteLength(JSON.stringify(template, undefined, 1) ?? ''), most: MOST_BYTES - 1, unit: 'bytes' },
      ];
      return limits
        .filter(({ size, most }) => size > most)
        .map(({ path, size, most, unit }) => ({ path, got: `${size} ${unit}`, allowed: `at most ${most} ${unit}`, remedy }));
    },
  },
};

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const logRetention: Rule = {
  id: 'MON-03',
  title: 'Log groups say how long they keep logs, and are encrypted with a customer key where the platform is private',
  when: 'always',
  source: ['CKV_AWS_66', 'CKV_AWS_158', 'CKV_AWS_338', 'CloudWatchLogGroupRetentionPeriod'],
  checks: {
    aws: (template, context) =>
      resourcesOfType(template, 'AWS::Logs::LogGroup').flatMap((group) => [
        ...demandEvery(group, 'Properties.RetentionInDays', valuesAt(group.properties, 'RetentionInDays'), isRetention, {
          allowed: `one of ${RETENTION_DAYS.join(', ')}`,
          remedy: 'Set retention; without it logs are kept for ever.',
        }),
        ...(isPrivate(context)
          ? demandEvery(group, 'Properties.KmsKeyId', valuesAt(group.properties, 'KmsKeyId'), (key) => isCustomerKey(template, key), {
              allowed: "a key of the account's own",
              remedy: 'Give the log group a key of yours (encryptionKey).',
            })
          : []),
      ]),
  },
};

function isRetention(days: unknown): boolean {
  return RETENTION_DAYS.includes(numberOf(days) ?? 0);
}

const readable: Rule = {
  id: 'KIT-01',
  title: 'Every resource of a template can be read, so that the other rules see it',
  when: 'always',
  source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html'],
  checks: { aws: unreadableParts },
};

function unreadableParts(template: Template): readonly Observation[] {
  const remedy = 'Write the resources out: what a macro makes at deploy is judged by nobody.';
  const allowed = 'an object of resources, each with a Type';
  if (!isObject(template) || !isObject(field(template, 'Resources') ?? {}))
    return [{ path: 'Resources', got: shown(Array.isArray(template) ? 'a list' : typeof template), allowed, remedy }];
  const untyped = section(template, 'Resources').filter(([, value]) => typeof field(value, 'Type') !== 'string');
  const macros = ['Transform', 'Fn::Transform'].filter((key) => field(template, key) !== undefined);
  return [
    ...untyped.map(([logicalId]) => ({ logicalId, path: 'Type', got: 'no type', allowed, remedy })),
    ...macros.map((path) => ({ path, got: 'a macro', allowed: 'no macro', remedy })),
    ...resourcesOf(template)
      .filter(({ properties }) => isMacro(properties))
      .map((resource: Resource) => observe(resource, 'Properties', 'a macro', { allowed: 'no macro', remedy })),
  ];
}

function isMacro(properties: unknown): boolean {
  return field(properties, 'Fn::Transform') !== undefined;
}

/** Rules of what must last, and of the templates themselves. */
export const RELIABILITY_RULES: readonly Rule[] = [retained, stackSize, logRetention, readable];

import type { Check } from '../rule.ts';
import { demandEvery, observe } from './observe.ts';
import { resourcesOfType, type Template } from './template.ts';

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

export const retained: Check<Template> = (template, context) => {
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
};

import { executionRoles, invokePerModel, noSharedKeys as noSharedKeysOnAws, pinned } from '../aws/infer.ts';
import { privateModels as privateModelsOnAws } from '../aws/model-endpoints.ts';
import {
  closedByDefault,
  managedIdentity,
  noSharedKeys as noSharedKeysOnAzure,
  privateModels as privateModelsOnAzure,
} from '../azure/ai-accounts.ts';
import { declaredCapacity, pinnedModels } from '../azure/deployments.ts';
import { invokePerAccount } from '../azure/role-assignments.ts';
import type { Rule } from '../rule.ts';

/** Rules of models and of who may call them. */
export const MODELS_RULES: readonly Rule[] = [
  {
    id: 'INF-03',
    title: 'An account for models lets in nobody but who is listed',
    when: 'always',
    severity: 'high',
    reason: 'An account that answers whoever calls is one leaked token away from being used by strangers.',
    fix: 'Deny by default and list who may call.',
    source: ['Azure.AI.PublicAccess', 'GENSEC01'],
    checks: { azure: closedByDefault },
  },
  {
    id: 'INF-04',
    title: 'Models are reached through a private endpoint that is not open to all',
    when: 'private',
    severity: 'high',
    reason: 'Prompts and answers pass the public internet, and anybody on it can try to call.',
    fix: 'Reach models through a private endpoint.',
    source: [
      'GENSEC01',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html',
      'CKV_AZURE_134',
      'Azure.AI.PublicAccess',
      'Azure.AI.PrivateEndpoints',
    ],
    checks: { aws: privateModelsOnAws, azure: privateModelsOnAzure },
  },
  {
    id: 'INF-05',
    title: 'Nobody calls a model with a long-lived key: no IAM user, access key, Bedrock API key or account key',
    when: 'always',
    severity: 'critical',
    reason: 'A key that does not end is copied, leaks, and cannot be told from its owner.',
    fix: 'Call with an identity that gets short-lived tokens.',
    source: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html', 'CKV_AZURE_236', 'Azure.AI.DisableLocalAuth'],
    checks: { aws: noSharedKeysOnAws, azure: noSharedKeysOnAzure },
  },
  {
    id: 'INF-06',
    title:
      'What runs has an identity of its own: a role trusted by one service, for Bedrock and SageMaker on behalf of this account alone; an account with a user-assigned identity',
    when: 'always',
    severity: 'high',
    reason: 'A role that several services share has the rights of all of them; one that is shared with another account can be borrowed.',
    fix: 'Give each workload an identity of its own.',
    source: ['CKV_AWS_60', 'CKV_AWS_61', 'CKV_AZURE_238', 'Azure.AI.ManagedIdentity'],
    checks: { aws: executionRoles, azure: managedIdentity },
  },
  {
    id: 'INF-07',
    title: 'The right to invoke names its models, profiles, endpoints or account',
    when: 'always',
    severity: 'high',
    reason: 'A right to call everything also calls what is dear, unguarded or not approved.',
    fix: 'Grant the right to call on the model or account that is meant.',
    source: ['AwsSolutions-IAM5', 'CKV_AWS_111', 'OWASP LLM06'],
    checks: { aws: invokePerModel, azure: invokePerAccount },
  },
  {
    id: 'INF-14',
    title: 'Models are named with their version; in prod a guardrail is used in a published version, never DRAFT',
    when: 'always',
    severity: 'medium',
    reason: 'A model or guardrail that changes by itself changes the answers without a change of yours.',
    fix: 'Name the version, and change it by a deployment.',
    source: [
      'OWASP LLM03',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-deploy.html',
      'https://learn.microsoft.com/azure/ai-foundry/openai/concepts/model-versions',
    ],
    checks: { aws: pinned, azure: pinnedModels },
  },
  {
    id: 'INF-22',
    title: 'A deployment of a model says its kind and capacity',
    when: 'always',
    severity: 'medium',
    reason: 'What takes no stated share of the quota takes what others need, and costs what nobody has approved.',
    fix: 'Say how much capacity a deployment takes.',
    source: ['OWASP LLM10'],
    checks: { azure: declaredCapacity },
  },
];

import { z } from 'zod';
import { form, notes } from './primitives.ts';

const accountId = form(/^\d{12}$/, {
  code: 'CFG-019',
  allowed: '12 digits in quotes',
  example: '111122223333',
  remedy: 'Write the account id in quotes, so that YAML does not read a number.',
});

const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;
const subscription = form(GUID, {
  code: 'CFG-019',
  allowed: 'a GUID',
  example: '00000000-1111-2222-3333-444444444444',
  remedy: "Take the id from 'az account show --query id'.",
});

// IAM API: policy ARNs; the partition is open (aws, aws-cn, aws-us-gov, aws-eusc).
const policyArn = form(/^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@\-/]+$/, {
  code: 'CFG-063',
  allowed: 'the ARN of a managed policy',
  example: 'arn:aws:iam::111122223333:policy/boundary',
  remedy: 'Give the complete ARN of the policy.',
});

// KMS API: a key ARN; an alias does not say which key it is, and Bedrock takes none.
const keyArn = form(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]{36}$/, {
  code: 'CFG-063',
  allowed: 'the ARN of a KMS key (no alias)',
  example: 'arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  remedy: 'Give the complete key ARN.',
});

const encryptionKeys = z.strictObject({ data: keyArn.optional(), secrets: keyArn.optional(), logs: keyArn.optional() });

const awsCloud = z.strictObject({
  region: z.string().register(notes, { code: 'CFG-010', allowed: 'the name of an AWS region', example: 'eu-central-1' }),
  account: accountId.optional(),
  permissionsBoundary: policyArn.optional(),
  encryptionKeys: encryptionKeys.optional(),
  logBucket: z
    .strictObject({ name: z.string().register(notes, { code: 'CFG-012', example: 'central-access-logs' }), region: z.string().optional() })
    .optional(),
});

const azureCloud = z.strictObject({
  location: z.string().register(notes, { code: 'CFG-010', allowed: 'the name of an Azure location', example: 'swedencentral' }),
  subscription: subscription.optional(),
  keyVault: z.strictObject({ name: z.string().register(notes, { code: 'CFG-014', example: 'kv-central' }) }).optional(),
  logStorage: z.strictObject({ name: z.string().register(notes, { code: 'CFG-013', example: 'stcentrallogs' }) }).optional(),
});

export const clouds = z
  .strictObject({ aws: awsCloud.optional(), azure: azureCloud.optional() })
  .register(notes, { example: { aws: { region: 'eu-central-1' } } });

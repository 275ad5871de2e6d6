import { z } from 'zod';
import { armIdForm, armIdPattern } from '../arm-ids.ts';
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

/** The ARM id of something that exists. `example` is its name. */
export function armId(type: string, example: string, command: string) {
  const id = armIdForm(type)
    .replace('<id>', '00000000-1111-2222-3333-444444444444')
    .replace('<group>', 'central')
    .replace(/<name>$/, example)
    .replaceAll('<name>', 'central');
  return form(armIdPattern(type), {
    code: 'CFG-063',
    allowed: `the ARM id of a ${type}: ${armIdForm(type)}`,
    example: id,
    remedy: `Take the id from '${command}'.`,
  });
}

const groupName = z.string().register(notes, { code: 'CFG-106', example: 'rg-llm-data' });
const publicRange = form(/^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/, {
  code: 'CFG-045',
  allowed: 'a public IPv4 address, or a range such as 203.0.113.0/24',
  example: '203.0.113.0/24',
  remedy: 'Write the address alone, or the range as address/prefix.',
});

const registry = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new') }),
    z.strictObject({
      kind: z.literal('existing'),
      id: armId('Microsoft.ContainerRegistry/registries', 'crcentral', 'az acr show --query id'),
      // A registry with a label of its own has a hash behind its name.
      loginServer: form(/^[a-z0-9]{5,50}(?:-[a-z0-9]+)?\.azurecr\.io$/, {
        code: 'CFG-106',
        allowed: 'the host name of a registry, <name>.azurecr.io',
        example: 'crcentral.azurecr.io',
        remedy: "Take it from 'az acr show --query loginServer'.",
      }),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .register(notes, { example: { kind: 'new' } });

const azureCloud = z.strictObject({
  location: z.string().register(notes, { code: 'CFG-010', allowed: 'the name of an Azure location', example: 'swedencentral' }),
  subscription: subscription.optional(),
  resourceGroups: z.strictObject({ data: groupName.optional(), run: groupName.optional() }).optional(),
  logWorkspace: z
    .strictObject({
      id: armId('Microsoft.OperationalInsights/workspaces', 'log-central', 'az monitor log-analytics workspace show --query id'),
    })
    .optional(),
  flowLogStorage: z
    .strictObject({ id: armId('Microsoft.Storage/storageAccounts', 'stcentrallogs', 'az storage account show --query id') })
    .optional(),
  keyVault: z.strictObject({ id: armId('Microsoft.KeyVault/vaults', 'kv-central', 'az keyvault show --query id') }).optional(),
  registry: registry.optional(),
  allowedCidrs: z.array(publicRange).optional(),
});

export const clouds = z
  .strictObject({ aws: awsCloud.optional(), azure: azureCloud.optional() })
  .register(notes, { example: { aws: { region: 'eu-central-1' } } });

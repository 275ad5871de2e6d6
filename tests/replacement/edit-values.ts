import type { Schema, SpecField } from './spec-fields.ts';
import { alternativesOf } from './spec-fields.ts';

/** Stands for a field that is taken out of the file. */
export const REMOVED = Symbol('removed');

const ID = (type: string, name: string) =>
  `/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/central/providers/${type}/${name}`;
const VNET = ID('Microsoft.Network/virtualNetworks', 'other');

/** Texts that are right by what they name; the schema knows their form alone. By the end of a field's path, the longest match wins. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  name: ['other-platform'],
  'owner.team': ['other'],
  'owner.email': ['other@example.com'],
  'owner.costCenter': ['9999'],
  'naming.seed': ['other-seed-1'],
  'tags.names.*': ['other-key'],
  'tags.add.*': ['other value'],
  'clouds.aws.region': ['eu-west-1', 'eu-west-3'],
  'clouds.aws.account': ['444455556666'],
  'clouds.aws.permissionsBoundary': ['arn:aws:iam::111122223333:policy/other'],
  'encryptionKeys.data': ['arn:aws:kms:eu-central-1:111122223333:key/11234567-89ab-cdef-0123-456789abcdef'],
  'encryptionKeys.secrets': ['arn:aws:kms:eu-central-1:111122223333:key/21234567-89ab-cdef-0123-456789abcdef'],
  'encryptionKeys.logs': ['arn:aws:kms:eu-central-1:111122223333:key/31234567-89ab-cdef-0123-456789abcdef'],
  'logBucket.name': ['other-logs'],
  'logBucket.region': ['eu-central-1'],
  'clouds.azure.location': ['germanywestcentral', 'francecentral', 'westeurope'],
  'clouds.azure.subscription': ['00000000-9999-2222-3333-444444444444'],
  'resourceGroups.data': ['rg-other-data'],
  'resourceGroups.run': ['rg-other-run'],
  'logWorkspace.id': [ID('Microsoft.OperationalInsights/workspaces', 'other')],
  'flowLogStorage.id': [ID('Microsoft.Storage/storageAccounts', 'stotherlogs')],
  'keyVault.id': [ID('Microsoft.KeyVault/vaults', 'kv-other'), ID('Microsoft.KeyVault/vaults', 'kv-central')],
  'registry.id': [ID('Microsoft.ContainerRegistry/registries', 'crother')],
  'registry.loginServer': ['crcentral-abc123.azurecr.io', 'crother.azurecr.io'],
  'allowedCidrs.[]': ['203.0.114.0/24'],
  cidr: ['10.99.0.0/16', '192.168.7.0/24'],
  'egress.url': ['http://other.example.com:3128'],
  'allowedDomains.[]': ['other.example.com'],
  'peers.[]': ['10.77.0.0/16'],
  'clientCidrs.[]': ['192.168.99.0/24'],
  vpcId: ['vpc-0123456789abcdef9'],
  vpcCidr: ['10.0.0.0/15', '10.128.0.0/16'],
  'availabilityZones.[]': ['eu-central-1c'],
  'subnetIds.[]': ['subnet-0123456789abcdef9'],
  'routeTableIds.[]': ['rtb-0123456789abcdef9'],
  'existingEndpoints.[]': ['secretsmanager', 'logs', 'sts'],
  vnetId: [VNET],
  vnetCidr: ['10.128.0.0/16'],
  'subnetIds.app': [`${ID('Microsoft.Network/virtualNetworks', 'spoke')}/subnets/other`],
  'subnetIds.serving': [`${ID('Microsoft.Network/virtualNetworks', 'spoke')}/subnets/other`],
  'subnetIds.data': [`${ID('Microsoft.Network/virtualNetworks', 'spoke')}/subnets/other`],
  'subnetIds.endpoints': [`${ID('Microsoft.Network/virtualNetworks', 'spoke')}/subnets/other`],
  'zoneIds.*': [ID('Microsoft.Network/privateDnsZones', 'privatelink.blob.core.windows.net')],
  'secrets.*.description': ['Another description'],
  'existing.aws': ['arn:aws:secretsmanager:eu-central-1:111122223333:secret:other-AbCdEf'],
  'existing.azure': ['https://kv-central.vault.azure.net/secrets/other'],
  'deniedTopics.[].name': ['Other topic'],
  'deniedTopics.[].definition': ['Another definition'],
  'examples.[]': ['Another question?'],
  'blockedWords.[]': ['other'],
  blockedMessage: ['Another message.'],
  'models.*.model': ['claude-haiku-4.5', 'cohere-embed-v4', 'gpt-5.1', 'gpt-5.2', 'text-embedding-3-small'],
  'models.*.model.aws': ['claude-haiku-4.5', 'cohere-embed-v4'],
  'models.*.model.azure': ['gpt-5.1', 'gpt-5.2', 'text-embedding-3-small'],
  'models.*.guardrail': ['strict', 'standard'],
  'models.*.url': ['https://other.example.com/v1'],
  'models.*.auth.secret': ['other-key', 'openai-key'],
  'residencyException.reason': ['another reason'],
  'residencyException.approvedBy': ['ciso'],
  'residencyException.expires': ['2027-04-01'],
  'routes.*.model': ['embedder', 'openai', 'gemini', 'assistant'],
  'fallbacks.[]': ['gemini'],
  'experiment.name': ['another-experiment'],
  'jwt.[].issuer': ['https://other.example.com'],
  'jwt.[].jwksUri': ['https://other.example.com/keys'],
  'audiences.[]': ['other'],
  consumerClaim: ['client_id'],
  'corsOrigins.[]': ['https://other.example.com'],
  'consumers.*.routes.[]': ['careful', 'chat'],
  'subjects.[]': ['other-client'],
  'exemptions.[].rule': ['NET-02'],
  'exemptions.[].environment': ['main'],
  'exemptions.[].where': ['Other'],
  'exemptions.[].reason': ['another reason'],
  'exemptions.[].expires': ['2027-04-01'],
};

/** What must change along with a field, since both say the same thing. */
export const COMPANIONS: Readonly<Record<string, object>> = {
  'clouds.azure.registry.id': { clouds: { azure: { registry: { loginServer: 'crother.azurecr.io' } } } },
  // Shares make up the whole.
  'routes.*.split.*': { routes: { chat: { split: { openai: 9 } } } },
  'models.*.auth.secret': { secrets: { 'other-key': {} } },
  // A model of another use has other numbers.
  'models.*.type': { models: { gemini: { maxOutputTokens: null, images: null, dimensions: 768 } } },
  'network.azure.vnetId': {
    network: {
      azure: {
        subnetIds: Object.fromEntries(['app', 'serving', 'data', 'endpoints'].map((tier) => [tier, `${VNET}/subnets/${tier}`])),
      },
    },
  },
};

/** Values that may take the place of another one: what the schema allows, texts by the table, and nothing at all. */
export function candidateValues({ path, form, schemas }: SpecField, current: unknown): readonly unknown[] {
  const candidates = form === 'value' ? valuesOf(path, schemas, current) : schemas.map(sampleOf);
  const others = new Map(candidates.map((value) => [JSON.stringify(value), value]));
  others.delete(JSON.stringify(current));
  return [...others.values(), ...(current === undefined ? [] : [REMOVED])];
}

function valuesOf(path: string, schemas: readonly Schema[], current: unknown): readonly unknown[] {
  const words = schemas.flatMap((schema) => schema.enum ?? (schema.const === undefined ? [] : [schema.const]));
  const numbers = schemas.flatMap((schema) => numbersOf(schema, current));
  return [...words, ...numbers, ...(schemas.some((schema) => isText(schema)) ? textsAt(path) : [])];
}

function isText({ type, enum: words, const: word }: Schema): boolean {
  return type === 'string' && words === undefined && word === undefined;
}

function textsAt(path: string): readonly string[] {
  const [best] = Object.keys(TEXTS)
    .filter((end) => path === end || path.endsWith(`.${end}`))
    .sort((one, other) => other.length - one.length);
  if (best === undefined) throw new Error(`no other text is known for ${path}: enter one in tests/replacement/edit-values.ts`);
  return TEXTS[best] ?? [];
}

function numbersOf({ type, minimum, maximum, multipleOf = 1, examples = [] }: Schema, current: unknown): readonly unknown[] {
  if (type !== 'integer' && type !== 'number') return [];
  const near = typeof current === 'number' ? [current + multipleOf, current - multipleOf] : [];
  return [...near, ...examples, ...[minimum, maximum].filter((bound) => bound !== undefined)].filter(
    (value) => typeof value === 'number' && value >= (minimum ?? 0) && value <= (maximum ?? Number.MAX_SAFE_INTEGER),
  );
}

/** The least that a schema takes. */
function sampleOf(schema: Schema): unknown {
  const [first = schema] = alternativesOf(schema);
  const { const: word, enum: words, examples, minimum, type, properties = {}, required = [], items } = first;
  if (word !== undefined) return word;
  if (examples?.[0] !== undefined && type !== 'object') return examples[0];
  if (words) return words[0];
  if (type === 'array') return items ? [sampleOf(items)] : [];
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (type === 'object') return Object.fromEntries(required.map((key) => [key, sampleOf(properties[key] ?? {})]));
  return 'sample';
}

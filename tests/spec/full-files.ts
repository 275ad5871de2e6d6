import type { PlatformFile } from '../../constructs/index.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

const residencyException = { reason: 'contract with EU processing', approvedBy: 'dpo', expires: '2027-06-30' };
const auth = { kind: 'api-key', secret: 'openai-key' } as const;

/** A model of each provider; together they use every key of an external one. */
const EXTERNAL_MODELS = {
  openai: { kind: 'external', provider: 'openai', model: 'gpt-5.5', auth, residencyException },
  gemini: {
    kind: 'external',
    provider: 'gemini',
    model: 'gemini-2.5-flash',
    auth,
    type: 'chat',
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    images: true,
    residencyException,
  },
  vectors: {
    kind: 'external',
    provider: 'openai-compatible',
    model: 'BAAI/bge-m3',
    url: 'https://models.example.com/v1',
    type: 'embedding',
    contextTokens: 8_192,
    dimensions: 1024,
    residencyException,
  },
} as const satisfies NonNullable<PlatformFile['models']>;

const COMMON = {
  version: 1,
  name: 'full-platform',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'restricted',
  residency: 'eu',
  naming: { seed: 'example-seed', generation: 2 },
  tags: { names: { owner: 'x-team', contact: 'x-contact', costCenter: 'x-cost' }, add: { 'x-purpose': 'support' } },
  keys: { rotationDays: 180, deletionWindowDays: 14 },
  routes: {
    chat: { split: { assistant: 90, openai: 10 }, stickyBy: 'consumer', experiment: { name: 'openai-or-not' } },
    careful: { model: 'assistant', fallbacks: ['openai'] },
    embed: { model: 'embedder' },
  },
  gateway: {
    kind: 'serverless',
    auth: {
      apiKeys: true,
      jwt: [
        {
          issuer: 'https://login.example.com/tenant',
          audiences: ['llm'],
          consumerClaim: 'azp',
          jwksUri: 'https://login.example.com/tenant/keys',
        },
      ],
    },
    limits: { maxBodyBytes: 2_000_000, maxMessages: 500, maxInputsPerEmbedding: 100, countersFail: 'open' },
    timeouts: { totalSeconds: 240, firstByteSeconds: 60, idleSeconds: 30 },
    attempts: 3,
    corsOrigins: ['https://app.example.com'],
  },
  consumers: {
    'support-web': { routes: ['chat', 'careful', 'embed'], requestsPerMinute: 600, tokensPerMinute: 60_000, subjects: ['web-client'] },
    batch: { routes: ['embed'], tokensPerMonth: 50_000_000 },
  },
  exemptions: [{ rule: 'NET-01', cloud: 'aws', environment: 'dev', where: 'Network', reason: 'trial', expires: '2027-03-01' }],
} as const satisfies Partial<PlatformFile>;

/** A valid file for AWS with an existing network. Together with the one for Azure it uses every key of the grammar. */
export const FULL_AWS: PlatformFile = {
  ...COMMON,
  clouds: {
    aws: {
      region: 'eu-central-1',
      account: '111122223333',
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      encryptionKeys: { data: KEY, secrets: KEY, logs: KEY },
      logBucket: { name: 'central-logs', region: 'eu-central-1' },
    },
  },
  environments: { dev: { profile: 'dev', keys: { rotationDays: null, deletionWindowDays: 7 } }, prod: { profile: 'prod' } },
  network: {
    aws: {
      kind: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidr: '10.0.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      routeTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
      existingEndpoints: ['kms', 's3'],
      missingEndpoints: 'create',
      clientCidrs: ['192.168.0.0/16'],
    },
  },
  data: {
    buckets: ['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'audit'],
    retentionDays: { raw: 365, quarantine: 7, feedback: 180, artifacts: 90, audit: 2555 },
    softDeleteDays: 14,
    erasureWithinDays: 30,
    auditLock: { kind: 'removable', days: 400 },
    removal: 'retain',
    pii: 'redact',
  },
  secrets: {
    'openai-key': { maxAgeDays: 90, description: 'Key of the OpenAI project' },
    'wandb-key': { existing: { aws: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:wandb-AbCdEf' } },
  },
  guardrails: {
    standard: { contentFilters: { hate: 'high', 'prompt-attack': 'low' }, pii: { action: 'block', kinds: ['email', 'iban'] } },
    strict: {
      deniedTopics: [{ name: 'Legal advice', definition: 'Advice on a case at law', examples: ['Shall I sue?'] }],
      blockedWords: ['acme'],
      profanity: 'allow',
      grounding: { grounding: 0.7, relevance: 0.5 },
      blockedMessage: 'I cannot help with that.\nAsk a person.',
      version: 'published',
    },
  },
  models: {
    ...EXTERNAL_MODELS,
    assistant: {
      kind: 'managed',
      model: 'claude-sonnet-5.5',
      processing: 'geography',
      guardrail: 'strict',
      capacity: { kind: 'on-demand' },
    },
    embedder: { kind: 'managed', model: { aws: 'titan-embed-v2' }, dimensions: 512 },
  },
};

const SUBSCRIPTION = '00000000-1111-2222-3333-444444444444';
const HUB = 'aaaaaaaa-1111-2222-3333-444444444444';

/** The ARM id of something in the platform's own subscription, or in another one. */
export function armId(type: string, name: string, subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/central/providers/${type}/${name}`;
}

const zoneId = (zone: string) => armId('Microsoft.Network/privateDnsZones', zone, HUB);

/** The DNS zones of a hub that a platform with models, buckets, secrets and a registry needs. */
export const HUB_ZONES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'privatelink.azurecr.io',
    'privatelink.blob.core.windows.net',
    'privatelink.cognitiveservices.azure.com',
    'privatelink.openai.azure.com',
    'privatelink.services.ai.azure.com',
    'privatelink.vaultcore.azure.net',
  ].map((zone) => [zone, zoneId(zone)]),
);

/** A valid file for Azure with a new network. */
export const FULL_AZURE: PlatformFile = {
  ...COMMON,
  clouds: {
    azure: {
      location: 'swedencentral',
      subscription: SUBSCRIPTION,
      resourceGroups: { data: 'rg-data', run: 'rg-run' },
      logWorkspace: { id: armId('Microsoft.OperationalInsights/workspaces', 'log-central', HUB) },
      flowLogStorage: { id: armId('Microsoft.Storage/storageAccounts', 'stcentrallogs', HUB) },
      keyVault: { id: armId('Microsoft.KeyVault/vaults', 'kv-central') },
      registry: {
        kind: 'existing',
        id: armId('Microsoft.ContainerRegistry/registries', 'crCentral', HUB),
        loginServer: 'crcentral.azurecr.io',
      },
    },
  },
  environments: { dev: { profile: 'dev' }, prod: { profile: 'prod', network: { zones: 3 } } },
  network: {
    kind: 'new',
    cidr: '10.20.0.0/16',
    zones: 2,
    egress: { kind: 'nat', gateways: 2 },
    peers: ['10.30.0.0/16'],
    clientCidrs: ['192.168.0.0/16'],
    flowLogDays: 180,
    azure: {
      egress: { kind: 'firewall', allowedDomains: ['api.openai.com', 'generativelanguage.googleapis.com', '.example.com'] },
      dns: { kind: 'hub', zoneIds: HUB_ZONES },
    },
  },
  data: { auditLock: { kind: 'permanent', days: 365 }, pii: 'keep' },
  secrets: { 'openai-key': { existing: { azure: 'https://kv-central.vault.azure.net/secrets/openai' } } },
  guardrails: { standard: { contentFilters: { insults: 'none', misconduct: 'none' }, pii: { action: 'allow' } } },
  models: {
    ...EXTERNAL_MODELS,
    assistant: { kind: 'managed', model: 'gpt-5.4', capacity: { kind: 'provisioned', units: 15 } },
    embedder: {
      kind: 'managed',
      model: { azure: 'text-embedding-3-large' },
      dimensions: 256,
      capacity: { kind: 'on-demand', tokensPerMinute: 120_000 },
    },
  },
};

const VNET = armId('Microsoft.Network/virtualNetworks', 'spoke');

/** A valid file for Azure with an existing network. */
export const EXISTING_AZURE: PlatformFile = {
  ...FULL_AZURE,
  environments: { dev: { profile: 'dev' }, prod: { profile: 'prod' } },
  network: {
    azure: {
      kind: 'existing',
      vnetId: VNET,
      vnetCidr: '10.0.0.0/16',
      subnetIds: {
        app: `${VNET}/subnets/app`,
        serving: `${VNET}/subnets/serving`,
        data: `${VNET}/subnets/data`,
        endpoints: `${VNET}/subnets/endpoints`,
      },
      dns: { kind: 'policy' },
    },
  },
};

/** A valid file for Azure without a network, whose callers are listed. */
export const OPEN_AZURE: PlatformFile = {
  ...FULL_AZURE,
  dataClassification: 'confidential',
  clouds: { azure: { location: 'swedencentral', registry: { kind: 'new' }, allowedCidrs: ['198.51.100.7', '203.0.113.0/24'] } },
  environments: { dev: { profile: 'dev' } },
  network: { kind: 'none' },
  secrets: { 'openai-key': {} },
};

import { armId, HUB_ZONES } from '../full-files.ts';
import { added, type BadInput, changed, GOOD_FILE, onAwsAlone, onAzureAlone } from './fixture.ts';

const OTHER = 'bbbbbbbb-1111-2222-3333-444444444444';
const VAULT = armId('Microsoft.KeyVault/vaults', 'kv-central');
const VNET = armId('Microsoft.Network/virtualNetworks', 'spoke');
const SUBNET = `${VNET}/subnets/endpoints`;

/** The good file with more said of Azure. */
const azure = (keys: string, file = GOOD_FILE): string => changed('location: swedencentral', `location: swedencentral, ${keys}`, file);
const OF_SUBSCRIPTION = 'subscription: 00000000-1111-2222-3333-444444444444';

/** A file for Azure alone with a network there. */
const network = (fields: string): string => onAzureAlone(added(`network: { azure: { ${fields} } }`));
const existing = (from = '', to = ''): string =>
  network(`kind: existing, vnetId: ${VNET}, vnetCidr: 10.0.0.0/16, subnetIds: { endpoints: ${SUBNET} }`.replace(from, () => to));

const hub = (zones: Readonly<Record<string, string>>, mark = ''): string =>
  network(`kind: new, dns: { kind: hub, ${mark}zoneIds: ${JSON.stringify(zones)} }`);
const { 'privatelink.vaultcore.azure.net': VAULT_ZONE = '', ...ZONES_BUT_VAULT } = HUB_ZONES;

const secret = (file: string): string =>
  changed('{ maxAgeDays: 90 }', '{ existing: { §azure: "https://kv-central.vault.azure.net/secrets/openai" } }', file);

const malformed = (what: string, yaml: string, path: string, got: RegExp, allowed: RegExp): BadInput => ({
  row: 63,
  what,
  yaml,
  fault: { code: 'CFG-063', path, message: /not a valid value/, got, allowed, remedy: /^Take the id from 'az / },
});

const unsupported = (what: string, content: string, path: string, message: RegExp, allowed: RegExp, remedy: RegExp): BadInput => ({
  row: 111,
  what,
  yaml: changed('azure: gpt-5.1 }', 'azure: gpt-5.1 }, guardrail: strict').replace('contentFilters: { hate: high }', () => content),
  fault: { code: 'CFG-111', path: `guardrails.strict.${path}`, message, got: /./, allowed, remedy },
});

/** What is wrong with a file for Azure, by row; the kit's own codes from 100. */
export const AZURE: readonly BadInput[] = [
  ...(['vnetId', 'vnetCidr', 'subnetIds'] as const).map(
    (field): BadInput => ({
      row: 3,
      what: `an existing network without ${field}`,
      yaml: network('kind: existing')
        .replace('azure: { kind', '§azure: { kind')
        .replace(
          'kind: existing',
          [
            'kind: existing',
            ...(field === 'vnetId' ? [] : [`vnetId: ${VNET}`]),
            ...(field === 'vnetCidr' ? [] : ['vnetCidr: 10.0.0.0/16']),
            ...(field === 'subnetIds' ? [] : [`subnetIds: { endpoints: ${SUBNET} }`]),
          ].join(', '),
        ),
      fault: {
        code: 'CFG-003',
        path: `network.azure.${field}`,
        message: /existing network needs it/,
        allowed: /virtual network has/,
        remedy: new RegExp(`network\\.azure\\.${field}`),
      },
    }),
  ),
  {
    row: 5,
    what: 'tokens a minute that are no whole thousands',
    yaml: changed('azure: gpt-5.1 }', 'azure: gpt-5.1 }, capacity: { kind: on-demand, §tokensPerMinute: 1500 }'),
    fault: {
      code: 'CFG-005',
      path: 'models.chat.capacity.tokensPerMinute',
      got: /^1500$/,
      allowed: /whole thousands/,
      remedy: /thousands/,
    },
  },
  {
    row: 18,
    what: 'a tag that DNS zones of Azure go without',
    yaml: added('tags: { names: { §owner: "org:owner" }, add: { "Cost Center": "1", 2nd: x, org.unit_a-b: y } }'),
    environment: 'prod',
    fault: {
      severity: 'warning',
      code: 'CFG-018',
      path: 'tags.names.owner',
      message: /DNS zones.*go without: org:owner, Cost Center, 2nd$/,
      got: /^'org:owner'$/,
      allowed: /ASCII letters/,
      remedy: /zones of a hub/,
    },
  },
  ...(
    [
      ['everybody', '0.0.0.0/0', /at least 8/],
      ['a private range', '10.0.0.0/16', /is private/],
      ['a range that the firewalls do not take', '203.0.113.7/32', /without a prefix/],
      ['an address beyond 255', '203.0.113.256', /0 to 255/],
    ] as const
  ).map(
    ([what, range, remedy]): BadInput => ({
      row: 45,
      what: `callers that are ${what}`,
      yaml: azure(`allowedCidrs: [198.51.100.7, §${range}]`),
      fault: {
        code: 'CFG-045',
        path: 'clouds.azure.allowedCidrs[1]',
        message: /firewalls of Azure/,
        got: /^'\d/,
        allowed: /\/8 to \/30/,
        remedy,
      },
    }),
  ),
  malformed(
    'the name of a key vault',
    azure('keyVault: { §id: kv-central }'),
    'clouds.azure.keyVault.id',
    /kv-central/,
    /KeyVault\/vaults/,
  ),
  malformed(
    'the id of something else than a workspace',
    azure(`logWorkspace: { §id: ${VAULT} }`),
    'clouds.azure.logWorkspace.id',
    /subscriptions/,
    /OperationalInsights\/workspaces\/<name>$/,
  ),
  malformed(
    'an id with an end that is no part of it',
    azure(`keyVault: { §id: "${VAULT}/secrets/a" }`),
    'clouds.azure.keyVault.id',
    /subscriptions/,
    /KeyVault\/vaults\/<name>$/,
  ),
  malformed('the name of a network', existing(`vnetId: ${VNET}`, '§vnetId: spoke'), 'network.azure.vnetId', /spoke/, /virtualNetworks/),
  {
    row: 63,
    what: 'a key vault of another subscription',
    yaml: azure(`${OF_SUBSCRIPTION}, keyVault: { §id: ${armId('Microsoft.KeyVault/vaults', 'kv-central', OTHER)} }`),
    fault: {
      code: 'CFG-063',
      path: 'clouds.azure.keyVault.id',
      message: /another subscription/,
      got: /bbbbbbbb/,
      allowed: /00000000-1111/,
      remedy: /key vault of subscription 00000000/,
    },
  },
  {
    row: 63,
    what: 'a network of another subscription',
    yaml: azure(OF_SUBSCRIPTION, existing(`vnetId: ${VNET}`, `§vnetId: ${VNET}`)).replaceAll(
      '00000000-1111-2222-3333-444444444444/',
      `${OTHER}/`,
    ),
    fault: {
      code: 'CFG-063',
      path: 'network.azure.vnetId',
      message: /another subscription/,
      got: /bbbbbbbb/,
      allowed: /00000000-1111/,
      remedy: /network of subscription 00000000/,
    },
  },
  {
    row: 63,
    what: 'the host of another registry',
    yaml: azure(
      `registry: { kind: existing, id: ${armId('Microsoft.ContainerRegistry/registries', 'crCentral')}, §loginServer: crother.azurecr.io }`,
    ),
    fault: {
      code: 'CFG-063',
      path: 'clouds.azure.registry.loginServer',
      message: /another registry than 'crCentral'/,
      got: /crother/,
      allowed: /crcentral\.azurecr\.io/,
      remedy: /az acr show/,
    },
  },
  {
    row: 63,
    what: 'a secret whose vault has no known id',
    yaml: secret(GOOD_FILE),
    fault: {
      code: 'CFG-063',
      path: 'secrets.openai-key.existing.azure',
      message: /ARM id of its vault is not known/,
      got: /kv-central/,
      allowed: /clouds\.azure\.keyVault/,
      remedy: /Add clouds\.azure\.keyVault/,
    },
  },
  {
    row: 63,
    what: 'a secret of another vault',
    yaml: secret(azure(`keyVault: { id: ${armId('Microsoft.KeyVault/vaults', 'kv-other')} }`)),
    fault: {
      code: 'CFG-063',
      path: 'secrets.openai-key.existing.azure',
      message: /another vault than 'kv-other'/,
      got: /kv-central/,
      allowed: /https:\/\/kv-other\.vault\.azure\.net/,
      remedy: /vault of this secret/,
    },
  },
  {
    row: 63,
    what: 'the id of another DNS zone',
    yaml: hub({ ...ZONES_BUT_VAULT, 'privatelink.azconfig.io': VAULT_ZONE }).replace(
      '"privatelink.azconfig.io"',
      '§"privatelink.azconfig.io"',
    ),
    fault: {
      code: 'CFG-063',
      path: "network.azure.dns.zoneIds['privatelink.azconfig.io']",
      message: /another zone, privatelink\.vaultcore/,
      got: /subscriptions/,
      allowed: /own name/,
      remedy: /'privatelink\.vaultcore\.azure\.net'/,
    },
  },
  {
    row: 63,
    what: 'a DNS zone in capitals',
    yaml: hub({ ...ZONES_BUT_VAULT, 'Privatelink.vaultcore.azure.net': VAULT_ZONE }).replace('"Privatelink', '§"Privatelink'),
    fault: {
      code: 'CFG-063',
      path: "network.azure.dns.zoneIds['Privatelink.vaultcore.azure.net']",
      message: /lower case/,
      got: /subscriptions/,
      allowed: /lower case/,
      remedy: /'privatelink\.vaultcore\.azure\.net'/,
    },
  },
  {
    row: 64,
    what: 'flow logs for longer than Azure keeps them',
    yaml: network('kind: new, §flowLogDays: 400'),
    fault: {
      code: 'CFG-064',
      path: 'network.azure.flowLogDays',
      message: /flow logs on Azure/,
      got: /^400$/,
      allowed: /1 to 365/,
      remedy: /^Write 365/,
    },
  },
  {
    row: 69,
    what: 'a range that Container Apps keeps',
    yaml: network('kind: new, §cidr: 172.30.0.0/16'),
    fault: {
      code: 'CFG-069',
      path: 'network.azure.cidr',
      message: /172\.30\.0\.0\/16, which Azure reserves for Container Apps/,
      got: /172\.30/,
      allowed: /apart/,
      remedy: /10\.42\.0\.0\/16/,
    },
  },
  {
    row: 69,
    what: 'a subnet of another network',
    yaml: existing(`endpoints: ${SUBNET}`, `§endpoints: ${SUBNET.replace('spoke', 'other')}`),
    fault: {
      code: 'CFG-069',
      path: 'network.azure.subnetIds.endpoints',
      message: /another network/,
      got: /subscriptions/,
      allowed: /spoke\/subnets/,
      remedy: /subnet of the network/,
    },
  },
  {
    row: 70,
    what: 'a new network on Azure too small for its subnets',
    yaml: network('kind: new, §cidr: 10.0.0.0/23'),
    fault: {
      code: 'CFG-070',
      path: 'network.azure.cidr',
      message: /too small for the subnets/,
      got: /\/23', 512 addresses$/,
      allowed: /1024 addresses at least/,
      remedy: /a \/22 or larger/,
    },
  },
  {
    row: 70,
    what: 'an existing network too small for a subnet',
    yaml: existing('vnetCidr: 10.0.0.0/16', '§vnetCidr: 10.0.0.0/30'),
    fault: { code: 'CFG-070', path: 'network.azure.vnetCidr', message: /too small/, got: /\/30/, allowed: /\/29/, remedy: /whole network/ },
  },
  {
    row: 71,
    what: 'an existing network without a subnet for private endpoints',
    yaml: existing(`subnetIds: { endpoints: ${SUBNET} }`, `§subnetIds: { app: ${SUBNET} }`),
    fault: {
      code: 'CFG-071',
      path: 'network.azure.subnetIds.endpoints',
      message: /no subnet: account, blob, vault$/,
      allowed: /id of a subnet/,
      remedy: /subnetIds\.endpoints/,
    },
  },
  {
    row: 71,
    what: 'a hub without a DNS zone that the platform needs',
    yaml: hub(ZONES_BUT_VAULT, '§'),
    fault: {
      code: 'CFG-071',
      path: 'network.azure.dns.zoneIds',
      message: /needs: privatelink\.vaultcore\.azure\.net$/,
      got: /privatelink/,
      allowed: /privatelink\.cognitiveservices\.azure\.com, privatelink\.openai\.azure\.com/,
      remedy: /kind: own/,
    },
  },
  {
    row: 100,
    what: 'a model of Anthropic on Azure',
    yaml: changed('azure: gpt-5.1 }', '§azure: claude-sonnet-5.5 }', GOOD_FILE.replace('residency: eu', 'residency: any')),
    fault: {
      code: 'CFG-100',
      path: 'models.chat.model.azure',
      message: /Anthropic on azure are not offered/,
      got: /claude-sonnet-5\.5/,
      allowed: /other vendors/,
      remedy: /another model/,
    },
  },
  {
    row: 103,
    what: 'zones on Azure',
    yaml: network('kind: new, §zones: 3'),
    fault: {
      code: 'CFG-103',
      path: 'network.azure.zones',
      message: /spans all zones/,
      got: /^3$/,
      allowed: /^kind, cidr/,
      remedy: /holds for AWS/,
    },
  },
  {
    row: 103,
    what: 'a number of NAT gateways on Azure',
    yaml: network('kind: new, egress: { kind: nat, §gateways: 1 }'),
    fault: {
      code: 'CFG-103',
      path: 'network.azure.egress.gateways',
      message: /one NAT gateway/,
      got: /^1$/,
      allowed: /^kind$/,
      remedy: /holds for AWS/,
    },
  },
  {
    row: 103,
    what: 'the id of a network that is new',
    yaml: network(`kind: new, §vnetId: ${VNET}`),
    fault: {
      code: 'CFG-103',
      path: 'network.azure.vnetId',
      message: /kind existing, this one is 'new'/,
      allowed: /cidr.*dns/,
      remedy: /vnetId: null/,
    },
  },
  {
    row: 103,
    what: 'callers of a platform that has a network',
    yaml: azure('§allowedCidrs: [203.0.113.0/24]', network('kind: new')),
    fault: {
      code: 'CFG-103',
      path: 'clouds.azure.allowedCidrs',
      message: /private endpoints alone/,
      got: /203/,
      allowed: /without a network/,
      remedy: /allowedCidrs: null/,
    },
  },
  {
    row: 103,
    what: 'tokens a minute on AWS alone',
    yaml: changed(
      'model: claude-sonnet-5.5',
      'model: claude-sonnet-5.5, capacity: { kind: on-demand, §tokensPerMinute: 120000 }',
      onAwsAlone(),
    ),
    fault: {
      code: 'CFG-103',
      path: 'models.chat.capacity.tokensPerMinute',
      message: /has no effect: on aws/,
      got: /^120000$/,
      allowed: /nothing on aws/,
      remedy: /clouds\.azure/,
    },
  },
  ...(
    [
      ['the resource group of a dot at its end', 'resourceGroups: { §run: "rg." }', 'resourceGroups.run', /rg\./],
      ['the resource group with a space', 'resourceGroups: { §data: "rg data" }', 'resourceGroups.data', /rg data/],
      [
        'the registry of two letters',
        `registry: { kind: existing, §id: ${armId('Microsoft.ContainerRegistry/registries', 'cr')}, loginServer: crcentral.azurecr.io }`,
        'registry.id',
        /^'cr'$/,
      ],
    ] as const
  ).map(
    ([what, keys, path, got]): BadInput => ({
      row: 106,
      what,
      yaml: azure(keys),
      fault: {
        code: 'CFG-106',
        path: `clouds.azure.${path}`,
        message: /not a name/,
        got,
        allowed: /to \d+ letters/,
        remedy: /legal name would be/,
      },
    }),
  ),
  {
    row: 106,
    what: 'a host of something else than a registry',
    yaml: azure(
      `registry: { kind: existing, id: ${armId('Microsoft.ContainerRegistry/registries', 'crcentral')}, §loginServer: "https://crcentral.azurecr.io" }`,
    ),
    fault: {
      code: 'CFG-106',
      path: 'clouds.azure.registry.loginServer',
      got: /https/,
      allowed: /<name>\.azurecr\.io/,
      remedy: /az acr show/,
    },
  },
  {
    row: 110,
    what: 'what the default guardrail does not do on Azure',
    yaml: changed('  chat: {', '  §chat: {'),
    fault: {
      severity: 'warning',
      code: 'CFG-110',
      path: 'models.chat',
      message: /insults, misconduct, personal data/,
      remedy: /redaction step/,
    },
  },
  unsupported(
    'a filter that Azure has not',
    'contentFilters: { §insults: low }',
    'contentFilters.insults',
    /no filter for insults/,
    /^none$/,
    /'hate'/,
  ),
  unsupported(
    'a filter that Azure has in parts',
    'contentFilters: { §misconduct: high }',
    'contentFilters.misconduct',
    /no filter for misconduct/,
    /^none$/,
    /blockedWords/,
  ),
  unsupported(
    'a filter that Azure does not switch off',
    'contentFilters: { §hate: none }',
    'contentFilters.hate',
    /approval by Microsoft/,
    /low, medium, high/,
    /'low'/,
  ),
  unsupported('personal data in prompts', '§pii: { action: block, kinds: [email] }', 'pii', /personal data/, /nothing/, /data\.pii/),
  unsupported(
    'topics in words',
    '§deniedTopics: [{ name: Law, definition: Legal advice }]',
    'deniedTopics',
    /no topics/,
    /nothing/,
    /blockedWords/,
  ),
  unsupported('a check against sources', '§grounding: { grounding: 0.7, relevance: 0.5 }', 'grounding', /sources/, /nothing/, /evaluation/),
  unsupported('a message of its own', '§blockedMessage: Ask a person', 'blockedMessage', /no message/, /nothing/, /content_filter/),
  unsupported('a word twice', 'blockedWords: [acme, §acme]', 'blockedWords[1]', /a word twice/, /once/, /Take one out/),
  unsupported(
    'more words than an account is told one by one',
    `§blockedWords: [${Array.from({ length: 101 }, (_, index) => `w${index}`).join(', ')}]`,
    'blockedWords',
    /more than 100 words/,
    /at most 100/,
    /other filters/,
  ),
  {
    row: 113,
    what: 'a platform that nobody reaches',
    yaml: changed('  azure: {', '  §azure: {'),
    fault: {
      severity: 'warning',
      code: 'CFG-113',
      path: 'clouds.azure',
      message: /nobody reaches models, buckets, vault on azure/,
      allowed: /addresses in allowedCidrs, or a network/,
      remedy: /'allowedCidrs: \["203\.0\.113\.7"\]'.*'network: \{ kind: new \}'/,
    },
  },
];

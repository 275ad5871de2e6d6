import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { UNSUPPORTED_CONTENT_FILTERS } from '../../constructs/azure/guardrail/index.ts';
import { type PlatformFile, type PlatformSpec, parsePlatformSpec } from '../../constructs/index.ts';
import { armIdForm, armIdPattern, parseArmId } from '../../constructs/spec/arm-ids.ts';
import { CONTENT_FILTERS } from '../../constructs/spec/guardrail-filters.ts';
import { platformJsonSchema } from '../../constructs/spec/json-schema.ts';
import { neededEndpointGroups } from '../../constructs/spec/needed-endpoints.ts';
import { unsupportedOn } from '../../constructs/spec/unsupported-content.ts';
import { armId, EXISTING_AZURE, FULL_AZURE, HUB_ZONES, OPEN_AZURE } from './full-files.ts';

const MINIMAL: PlatformFile = {
  version: 1,
  name: 'demo',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'example-seed' },
  clouds: { azure: { location: 'swedencentral' } },
  environments: { ephemeral: { profile: 'ephemeral' }, dev: { profile: 'dev' }, prod: { profile: 'prod' } },
};
const NO_FLOW_LOGS = { azure: { location: 'swedencentral', flowLogStorage: { id: armId('Microsoft.Storage/storageAccounts', 'stlogs') } } };
const CHAT = { chat: { kind: 'managed', model: 'gpt-5.1' } } as const;

const parse = (file: Partial<PlatformFile> = {}, environment = 'dev'): PlatformSpec =>
  parsePlatformSpec({ ...MINIMAL, ...file }, { environment });
const azureOf = (file: Partial<PlatformFile> = {}, environment = 'dev') => parse(file, environment).clouds.azure;

describe('A minimal file for Azure', () => {
  test('gets every default and nothing that it did not ask for', () => {
    expect(parse().clouds).toEqual({
      azure: {
        location: 'swedencentral',
        resourceGroups: {},
        registry: { kind: 'none' },
        network: { kind: 'none' },
        allowedCidrs: [],
        models: {},
        secrets: {},
      },
    });
  });

  test('is private in prod, and with restricted data everywhere', () => {
    expect(azureOf({}, 'prod')?.network).toEqual({
      kind: 'new',
      cidr: '10.42.0.0/16',
      zones: 3,
      egress: { kind: 'none' },
      peers: [],
      clientCidrs: [],
      flowLogDays: 365,
      dns: { kind: 'own' },
    });
    for (const environment of ['ephemeral', 'dev'])
      expect(azureOf({ dataClassification: 'restricted' }, environment)?.network).toMatchObject({ kind: 'new', dns: { kind: 'own' } });
  });
});

describe('What exists on Azure', () => {
  test('is taken over as it is given', () => {
    const spec = parsePlatformSpec(FULL_AZURE, { environment: 'dev' }).clouds.azure;
    expect(spec).toMatchObject(FULL_AZURE.clouds.azure ?? {});
    expect(spec?.network).toMatchObject({ kind: 'new', dns: { kind: 'hub', zoneIds: HUB_ZONES } });
  });

  test('may be a network: its ids, its range and its DNS, and no more', () => {
    const { clouds } = parsePlatformSpec(EXISTING_AZURE, { environment: 'prod' });
    expect(clouds.azure?.network).toEqual({ ...EXISTING_AZURE.network?.azure });
  });

  test('may be a network of which DNS is not said: the zones are its own', () => {
    const { dns: _, ...network } = EXISTING_AZURE.network?.azure ?? {};
    const spec = parsePlatformSpec({ ...EXISTING_AZURE, network: { azure: network } }, { environment: 'dev' });
    expect(spec.clouds.azure?.network).toMatchObject({ kind: 'existing', dns: { kind: 'own' } });
  });

  test('may be written in any case, as ARM takes it', () => {
    const given = armId('Microsoft.KeyVault/vaults', 'kv-central');
    for (const id of [given.toLowerCase(), given.toUpperCase()])
      expect(azureOf({ clouds: { azure: { location: 'swedencentral', keyVault: { id } } } })?.keyVault).toEqual({ id });
  });

  test('may lie in another subscription where an organisation keeps it centrally: workspace, flow logs, registry, DNS zones', () => {
    const { subscription, logWorkspace, flowLogStorage, registry } = FULL_AZURE.clouds.azure ?? {};
    const ids = [logWorkspace?.id, flowLogStorage?.id, registry?.kind === 'existing' ? registry.id : '', ...Object.values(HUB_ZONES)];
    expect(ids.map((id = '') => parseArmId(id).subscription)).not.toContain(subscription);
  });

  test('may be a subscription in other letters than its ids', () => {
    const subscription = 'ABCDEF00-1111-2222-3333-444444444444';
    const id = armId('Microsoft.KeyVault/vaults', 'kv-central', subscription.toLowerCase());
    expect(azureOf({ clouds: { azure: { location: 'swedencentral', subscription, keyVault: { id } } } })?.keyVault).toEqual({ id });
  });

  test('may be a registry with a label of its own, whose host has a hash', () => {
    const registry = {
      kind: 'existing',
      id: armId('Microsoft.ContainerRegistry/registries', 'crCentral'),
      loginServer: 'crcentral-a1b2c3d4.azurecr.io',
    } as const;
    expect(azureOf({ clouds: { azure: { location: 'swedencentral', registry } } })?.registry).toEqual(registry);
  });
});

describe('A platform without a network on Azure', () => {
  test('is called by nobody but those who are listed', () => {
    expect(parsePlatformSpec(OPEN_AZURE, { environment: 'dev' }).clouds.azure?.allowedCidrs).toEqual(['198.51.100.7', '203.0.113.0/24']);
  });

  const closedIn = (file: Partial<PlatformFile>, environment = 'dev') =>
    parse(file, environment).warnings.flatMap(({ code, message }) =>
      code === 'CFG-113' ? [/reaches (.*) on azure/.exec(message)?.[1]] : [],
    );

  test('that lists nobody is told what nobody reaches', () => {
    expect(closedIn({ models: CHAT })).toEqual(['models']);
    const clouds = { azure: { location: 'swedencentral', registry: { kind: 'new' } } } as const;
    expect(closedIn({ clouds, data: {}, secrets: { key: {} } })).toEqual(['buckets, registry, vault']);
  });

  test.each<[string, Partial<PlatformFile>, string]>([
    ['somebody is listed', { clouds: { azure: { location: 'swedencentral', allowedCidrs: ['203.0.113.7'] } } }, 'dev'],
    ['there is a network', { network: { kind: 'new' } }, 'dev'],
    ['prod has one without a word', {}, 'prod'],
    ['restricted data has one without a word', { dataClassification: 'restricted' }, 'dev'],
    ['nothing is made that is called', { models: {}, secrets: {} }, 'dev'],
  ])('is told nothing where %s', (_, part, environment) => {
    expect(closedIn({ models: CHAT, secrets: { key: {} }, ...part }, environment)).toEqual([]);
  });
});

describe('Shared fields of the network that mean nothing on Azure', () => {
  test('are for AWS: they hold there, and change nothing here', () => {
    const network = { kind: 'new', zones: 3, egress: { kind: 'nat', gateways: 2 } } as const;
    const { aws, azure } = parse({ clouds: { aws: { region: 'eu-central-1' }, azure: { location: 'swedencentral' } }, network }).clouds;
    expect(aws?.network).toMatchObject({ zones: 3, egress: { kind: 'nat', gateways: 2 } });
    expect(azure?.network).toMatchObject({ egress: { kind: 'nat' } });
    expect(azure?.network).not.toHaveProperty('egress.gateways');
  });

  test('may be more gateways than zones where nothing is made on AWS', () => {
    expect(azureOf({ network: { kind: 'new', zones: 2, egress: { kind: 'nat', gateways: 3 } } })?.network.kind).toBe('new');
  });
});

describe('Flow logs', () => {
  test.each([1, 100, 365])('on Azure are kept for any number of days up to a year: %i', (flowLogDays) => {
    expect(azureOf({ network: { kind: 'new', flowLogDays } })?.network).toMatchObject({ flowLogDays });
  });

  test('on both clouds may be kept for a time of their own on each', () => {
    const clouds = { aws: { region: 'eu-central-1' }, azure: { location: 'swedencentral' } };
    const made = parse({ clouds, network: { kind: 'new', flowLogDays: 731, azure: { flowLogDays: 100 } } }).clouds;
    expect([made.aws?.network, made.azure?.network]).toMatchObject([{ flowLogDays: 731 }, { flowLogDays: 100 }]);
  });
});

describe('A model on Azure', () => {
  test('takes 50 thousand tokens a minute unless the file says otherwise', () => {
    expect(azureOf({ models: CHAT })?.models.chat?.throughput).toEqual({ kind: 'pay-as-you-go', capacity: 50 });
  });

  test('takes what the file says, in units of a thousand', () => {
    const { assistant, embedder } = parsePlatformSpec(FULL_AZURE, { environment: 'dev' }).clouds.azure?.models ?? {};
    expect([assistant?.throughput, embedder?.throughput]).toEqual([
      { kind: 'provisioned', capacity: 15 },
      { kind: 'pay-as-you-go', capacity: 120 },
    ]);
  });

  test('takes its tokens from a file for both clouds, where AWS has no such limit', () => {
    const capacity = { kind: 'on-demand', tokensPerMinute: 20_000 } as const;
    const clouds = { aws: { region: 'eu-central-1' }, azure: { location: 'swedencentral' } };
    const models = { chat: { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' }, capacity } } as const;
    const made = parse({ clouds, models }).clouds;
    expect(made.azure?.models.chat?.throughput).toEqual({ kind: 'pay-as-you-go', capacity: 20 });
    expect(made.aws?.models.chat).not.toHaveProperty('throughput');
  });
});

describe('The private endpoints of a platform', () => {
  test('are those of what it makes itself', () => {
    expect(neededEndpointGroups({ storage: false })).toEqual([]);
    expect(neededEndpointGroups({ guardrails: { strict: {} }, storage: false })).toEqual(['account']);
    expect(neededEndpointGroups({ models: CHAT, secrets: { a: {} }, registry: { kind: 'new' }, storage: true })).toEqual([
      'account',
      'blob',
      'registry',
      'vault',
    ]);
  });

  test('are not those of a given vault, of secrets that exist, and of a given registry', () => {
    expect(neededEndpointGroups({ secrets: { a: {} }, keyVault: {}, registry: { kind: 'existing' }, storage: false })).toEqual([]);
    expect(neededEndpointGroups({ secrets: { a: { existing: 'x' } }, registry: { kind: 'none' }, storage: false })).toEqual([]);
  });

  test('need no zone in a hub that nothing is asked of', () => {
    const dns = { kind: 'hub', zoneIds: {} } as const;
    const flowLogStorage = { id: armId('Microsoft.Storage/storageAccounts', 'stlogs') };
    const clouds = { azure: { location: 'swedencentral', flowLogStorage } };
    expect(azureOf({ clouds, network: { azure: { kind: 'new', dns } } })?.network).toMatchObject({ dns });
    expect(() => azureOf({ network: { azure: { kind: 'new', dns } } })).toThrow(/CFG-071.*privatelink\.blob\.core\.windows\.net/);
  });
});

describe('A guardrail', () => {
  // Somebody may call, so that a guardrail is all there is to warn of.
  const clouds = { azure: { location: 'swedencentral', allowedCidrs: ['203.0.113.7'] } };
  const warningsWith = (file: Partial<PlatformFile>) =>
    parse({ clouds, models: CHAT, ...file }).warnings.map(({ code, path, message }) => [
      code,
      path,
      /look for (.*), as/.exec(message)?.[1],
    ]);

  test('can do all of the vocabulary on AWS', () => {
    expect(unsupportedOn('aws', { contentFilters: { insults: 'high', hate: 'none' }, blockedMessage: 'No' })).toEqual([]);
  });

  test('has the same filters without a counterpart as the block on Azure', () => {
    const lacking = CONTENT_FILTERS.filter((filter) => unsupportedOn('azure', { contentFilters: { [filter]: 'low' } }).length > 0);
    expect(lacking).toEqual(Object.keys(UNSUPPORTED_CONTENT_FILTERS));
  });

  test('that says only what Azure can do is no fault', () => {
    const content = {
      contentFilters: { hate: 'high', insults: 'none', 'prompt-attack': 'none' },
      pii: { action: 'allow' },
      deniedTopics: [],
      blockedWords: ['acme'],
      profanity: 'allow',
    } as const;
    expect(unsupportedOn('azure', content)).toEqual([]);
  });

  const topics = { law: { deniedTopics: [{ name: 'Law', definition: 'Legal advice' }] } };

  test('that no model has is made all the same, so that it is held to what Azure can do', () => {
    expect(() => parse({ models: CHAT, guardrails: topics })).toThrow(/CFG-111 guardrails\.law\.deniedTopics/);
    expect(parse({ clouds: { aws: { region: 'eu-central-1' } }, guardrails: topics }).guardrails.law?.deniedTopics).toHaveLength(1);
  });

  test('whose defaults no model on Azure has is told nothing', () => {
    const embedder = { embedder: { kind: 'managed', model: 'text-embedding-3-large' } } as const;
    expect(warningsWith({ models: embedder, guardrails: { strict: { profanity: 'allow' } } })).toEqual([]);
  });

  test('on both clouds is held to what Azure can do', () => {
    const clouds = { aws: { region: 'eu-central-1' }, azure: { location: 'swedencentral' } };
    const models = { chat: { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' }, guardrail: 'law' } } as const;
    expect(() => parse({ clouds, models, guardrails: topics })).toThrow(/CFG-111 guardrails\.law\.deniedTopics/);
  });

  test('blocks words of models of OpenAI alone', () => {
    const models = { chat: { kind: 'managed', model: 'mistral-large-3' } } as const;
    expect(() => parse({ residency: 'any', models, guardrails: { standard: { blockedWords: ['acme'] } } })).toThrow(
      /CFG-111 guardrails\.standard\.blockedWords: .*Mistral AI/,
    );
  });

  test('of the kit is told once what it does not do on Azure', () => {
    expect(warningsWith({})).toEqual([['CFG-110', 'models.chat', 'insults, misconduct, personal data']]);
    expect(warningsWith({ models: { ...CHAT, second: CHAT.chat } })).toHaveLength(1);
  });

  test('of which nothing more is expected than Azure does is told nothing', () => {
    expect(warningsWith({ data: { pii: 'keep' } })).toEqual([['CFG-110', 'models.chat', 'insults, misconduct']]);
    const standard = { contentFilters: { insults: 'none', misconduct: 'none' } } as const;
    expect(warningsWith({ guardrails: { standard } })).toEqual([['CFG-110', 'models.chat', 'personal data']]);
    expect(warningsWith({ guardrails: { standard }, data: { pii: 'keep' } })).toEqual([]);
  });

  test('stays neutral in the spec, so that each cloud takes what it can do', () => {
    expect(parse({ models: CHAT }).guardrails.standard).toMatchObject({
      contentFilters: { insults: { input: 'medium', output: 'medium' } },
      pii: { action: 'anonymize' },
    });
  });
});

describe('Tags on Azure', () => {
  const tags = { names: { owner: 'org:owner' } };
  const toldOf = (file: Partial<PlatformFile>, environment = 'prod') =>
    parse({ models: CHAT, tags, ...file }, environment).warnings.filter(({ code }) => code === 'CFG-018');

  test("that DNS does not keep are told of where the platform's own zones go without them", () => {
    expect(toldOf({})).toHaveLength(1);
    expect(toldOf({ network: { kind: 'new' } }, 'dev')).toHaveLength(1);
  });

  test.each<[string, Partial<PlatformFile>, string]>([
    ['a policy keeps the zones', { network: { azure: { dns: { kind: 'policy' } } } }, 'prod'],
    ['there is no network', {}, 'dev'],
    ['nothing has an endpoint', { models: {}, network: { kind: 'new' }, clouds: NO_FLOW_LOGS }, 'dev'],
    ['every key is kept', { tags: { names: { owner: 'org-owner' }, add: { cost_centre: '1', 'org.unit': 'x' } } }, 'prod'],
    ['Azure is not named', { clouds: { aws: { region: 'eu-central-1' } }, models: {} }, 'prod'],
  ])('are no matter where %s', (_, part, environment) => {
    expect(toldOf(part, environment)).toEqual([]);
  });
});

describe('An ARM id', () => {
  const type = 'Microsoft.Network/virtualNetworks/subnets';
  const id = `${armId('Microsoft.Network/virtualNetworks', 'spoke')}/subnets/app`;

  test('is read for its parts', () => {
    expect(parseArmId(id)).toEqual({ subscription: '00000000-1111-2222-3333-444444444444', resourceGroup: 'central', name: 'app' });
    expect(armIdForm(type)).toBe(
      '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>/subnets/<name>',
    );
  });

  test.each([
    ['as it is', id, true],
    ['in other case', id.toUpperCase(), true],
    ['without its last part', id.slice(0, id.lastIndexOf('/')), false],
    ['with more behind it', `${id}/x`, false],
    ['of another type', id.replace('subnets', 'subnet'), false],
    ['without a subscription', id.replace(/subscriptions\/[^/]+/, 'subscriptions/x'), false],
    ['with another sign for a dot', id.replace('Microsoft.', 'Microsoft-'), false],
  ])('%s has the form, or has it not', (_, text, fits) => {
    expect(armIdPattern(type).test(text)).toBe(fits);
  });

  test('in any case is right for an editor too', () => {
    const given = { ...FULL_AZURE.clouds.azure, keyVault: { id: armId('Microsoft.KeyVault/vaults', 'kv-central').toLowerCase() } };
    const accepts = z.fromJSONSchema(platformJsonSchema() as never).safeParse({ ...FULL_AZURE, clouds: { azure: given } });
    expect(accepts.success).toBe(true);
  });
});

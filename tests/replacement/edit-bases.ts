import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';
import { armId, EXISTING_AZURE, FULL_AWS, FULL_AZURE, OPEN_AZURE } from '../spec/full-files.ts';

/** What makes as much as it can by itself, and only one of each: an edit is then seen in a small program. */
const OWN = {
  version: 1,
  name: 'own-platform',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'k7m2-q9xd-4tbn', generation: 1 },
  environments: { main: { profile: 'prod' } },
  network: { kind: 'new', cidr: '10.42.0.0/20', egress: { kind: 'nat' }, peers: ['10.50.0.0/16'], clientCidrs: ['10.60.0.0/16'] },
  data: { buckets: ['raw', 'logs', 'audit'], retentionDays: { raw: 300 }, softDeleteDays: 20, auditLock: { kind: 'removable', days: 365 } },
  secrets: { 'openai-key': { maxAgeDays: 90 } },
  guardrails: { standard: { profanity: 'block' }, strict: {} },
} as const satisfies Omit<PlatformFile, 'clouds'>;

/** Next to nothing, so that a profile decides alone. */
const BARE = {
  version: 1,
  name: 'bare-platform',
  owner: OWN.owner,
  dataClassification: 'internal',
  residency: 'any',
  naming: OWN.naming,
  environments: OWN.environments,
  data: {},
  secrets: { 'openai-key': {} },
} as const satisfies Omit<PlatformFile, 'clouds'>;

const OWN_AWS: PlatformFile = {
  ...OWN,
  clouds: { aws: { region: 'eu-central-1', account: '111122223333' } },
  models: {
    assistant: { kind: 'managed', model: 'claude-sonnet-5.5', guardrail: 'standard' },
    embedder: { kind: 'managed', model: 'titan-embed-v2', dimensions: 1024 },
  },
};

const OWN_AZURE: PlatformFile = {
  ...OWN,
  clouds: { azure: { location: 'swedencentral', registry: { kind: 'new' } } },
  models: {
    assistant: { kind: 'managed', model: 'gpt-5.4', guardrail: 'standard' },
    embedder: { kind: 'managed', model: 'text-embedding-3-large', dimensions: 1024 },
  },
};

/** The exemptions of the full files are for an environment that the edited ones do not have. */
function edited<T extends PlatformFile>(file: T): PlatformFile {
  return { ...file, exemptions: file.exemptions?.map((exemption) => ({ ...exemption, environment: 'main' })) ?? [] };
}

const PROXY = { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '192.168.1.0/24' } as const;
const FIREWALL = { kind: 'firewall', allowedDomains: ['api.openai.com'] } as const;

/** The files that are edited, by cloud: own things first, since there is most to lose. */
export const BASES: Readonly<Record<Cloud, Readonly<Record<string, PlatformFile>>>> = {
  aws: {
    own: OWN_AWS,
    'in an existing network': edited(FULL_AWS),
    'with NAT gateways': { ...OWN_AWS, network: { kind: 'new', egress: { kind: 'nat', gateways: 2 } } },
    'with a firewall': { ...OWN_AWS, network: { kind: 'new', egress: FIREWALL } },
    'with a proxy': { ...OWN_AWS, network: { kind: 'new', egress: PROXY } },
    'with NAT gateways on AWS': {
      ...OWN_AWS,
      network: {
        aws: { kind: 'new', zones: 3, egress: { kind: 'nat', gateways: 2 }, peers: ['10.50.0.0/16'], clientCidrs: ['10.60.0.0/16'] },
      },
    },
    'with a firewall on AWS': { ...OWN_AWS, network: { aws: { kind: 'new', egress: FIREWALL } } },
    'with a proxy on AWS': { ...OWN_AWS, network: { aws: { kind: 'new', egress: PROXY } } },
    bare: { ...BARE, clouds: { aws: { region: 'eu-central-1' } } },
    'with a plain network': { ...BARE, clouds: { aws: { region: 'eu-central-1' } }, network: { kind: 'new' } },
  },
  azure: {
    own: OWN_AZURE,
    'with what is given': edited(FULL_AZURE),
    'in an existing network': edited(EXISTING_AZURE),
    'without a network': edited(OPEN_AZURE),
    'with a given registry': {
      ...OWN_AZURE,
      clouds: {
        azure: {
          location: 'swedencentral',
          registry: {
            kind: 'existing',
            id: armId('Microsoft.ContainerRegistry/registries', 'crcentral'),
            loginServer: 'crcentral.azurecr.io',
          },
        },
      },
    },
    'with a firewall': { ...OWN_AZURE, network: { kind: 'new', egress: FIREWALL } },
    'with a proxy': { ...OWN_AZURE, network: { kind: 'new', egress: PROXY } },
    'with a proxy on Azure': { ...OWN_AZURE, network: { azure: { kind: 'new', egress: PROXY } } },
    bare: { ...BARE, clouds: { azure: { location: 'swedencentral' } } },
    'with a plain network': { ...BARE, clouds: { azure: { location: 'swedencentral' } }, network: { kind: 'new' } },
  },
};

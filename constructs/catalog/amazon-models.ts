import { DEFAULT_REGIONS, HOME_REGIONS, US_SOURCES } from './bedrock-profiles.ts';
import type { BedrockProfile, Model } from './model.ts';
import { SOURCES } from './sources.ts';

const NOVA = { vendor: 'amazon', use: 'chat', tools: true } as const;

const UNITED_STATES = [...HOME_REGIONS.us, 'us-west-1'] as const;
// The first Nova generation reaches fewer European regions than the profiles of today.
const NOVA_EUROPE = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'] as const;
const NOVA_PROFILES: readonly BedrockProfile[] = [
  { prefix: 'us', sourceRegions: UNITED_STATES },
  { prefix: 'eu', sourceRegions: NOVA_EUROPE, homeRegions: NOVA_EUROPE },
  { prefix: 'apac', sourceRegions: ['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'] },
];

/** The models of Amazon itself. */
export const AMAZON_MODELS: readonly Model[] = [
  {
    name: 'nova-2-lite',
    ...NOVA,
    contextTokens: 1_000_000,
    maxOutputTokens: 64_000,
    inputs: ['text', 'image'],
    aws: {
      modelId: 'amazon.nova-2-lite-v1:0',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: [...US_SOURCES, 'ca-west-1'] },
        { prefix: 'eu', sourceRegions: HOME_REGIONS.eu },
        { prefix: 'jp', sourceRegions: ['ap-northeast-1'] },
        {
          prefix: 'global',
          sourceRegions: [
            ...([...US_SOURCES, 'ca-west-1', ...HOME_REGIONS.eu, 'eu-west-2', 'il-central-1', 'me-central-1'] as const),
            ...(['ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'] as const),
            ...(['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'] as const),
          ],
        },
      ],
      sources: [SOURCES.nova2LiteCard, SOURCES.bedrockApi],
    },
    sources: [SOURCES.nova2LiteCard],
  },
  {
    name: 'nova-premier',
    ...NOVA,
    contextTokens: 1_000_000,
    maxOutputTokens: 10_000,
    inputs: ['text', 'image'],
    aws: {
      modelId: 'amazon.nova-premier-v1:0',
      inRegion: [],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'nova-pro',
    ...NOVA,
    contextTokens: 300_000,
    maxOutputTokens: 10_000,
    inputs: ['text', 'image'],
    aws: {
      modelId: 'amazon.nova-pro-v1:0',
      inRegion: ['ap-southeast-2', 'eu-west-2', 'us-east-1'],
      profiles: NOVA_PROFILES,
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'nova-lite',
    ...NOVA,
    contextTokens: 300_000,
    maxOutputTokens: 10_000,
    inputs: ['text', 'image'],
    aws: {
      modelId: 'amazon.nova-lite-v1:0',
      inRegion: ['ap-northeast-1', 'ap-southeast-2', 'eu-north-1', 'eu-west-2', 'us-east-1', 'us-east-2', 'us-west-2'],
      profiles: [...NOVA_PROFILES, { prefix: 'ca', sourceRegions: ['ca-central-1'] }],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'nova-micro',
    ...NOVA,
    contextTokens: 128_000,
    maxOutputTokens: 10_000,
    inputs: ['text'],
    aws: {
      modelId: 'amazon.nova-micro-v1:0',
      inRegion: ['ap-southeast-2', 'eu-west-2', 'us-east-1'],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }, ...NOVA_PROFILES.slice(1)],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'titan-embed-v2',
    vendor: 'amazon',
    use: 'embedding',
    contextTokens: 8_192,
    inputs: ['text'],
    tools: false,
    dimensions: { default: 1024, allowed: [256, 512, 1024] },
    aws: {
      modelId: 'amazon.titan-embed-text-v2:0',
      inRegion: [
        ...DEFAULT_REGIONS.filter((region) => region !== 'ap-southeast-1' && region !== 'us-west-1'),
        ...(['ap-south-2', 'eu-central-2', 'eu-south-1'] as const),
      ],
      profiles: [],
      sources: [SOURCES.bedrockApi, SOURCES.bedrockApiOptIn],
    },
    sources: [SOURCES.titanEmbeddings],
  },
];

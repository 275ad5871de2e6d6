import { HOME_REGIONS } from './bedrock-profiles.ts';
import { EU_ZONE, GLOBAL_OF_PARTNERS, US_ZONE } from './foundry-regions.ts';
import type { BedrockOffering, Model } from './model.ts';
import { SOURCES } from './sources.ts';

const UNITED_STATES = [...HOME_REGIONS.us, 'us-west-1'] as const;
const TEXT_CHAT = { use: 'chat', inputs: ['text'], tools: true } as const;

function gptOss(modelId: string): BedrockOffering {
  return {
    modelId,
    inRegion: [
      ...(['ap-northeast-1', 'ap-south-1', 'ap-southeast-2', 'ap-southeast-3', 'eu-central-1', 'eu-north-1', 'eu-south-1'] as const),
      ...(['eu-west-1', 'eu-west-2', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-2'] as const),
    ],
    profiles: [],
    sources: [SOURCES.bedrockApi, SOURCES.bedrockApiOptIn],
  };
}

/** Models with published weights, as the clouds serve them. */
export const OPEN_WEIGHT_MODELS: readonly Model[] = [
  {
    name: 'gpt-oss-120b',
    vendor: 'openai',
    ...TEXT_CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 128_000,
    aws: gptOss('openai.gpt-oss-120b-1:0'),
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'gpt-oss-20b',
    vendor: 'openai',
    ...TEXT_CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 128_000,
    aws: gptOss('openai.gpt-oss-20b-1:0'),
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'mistral-large-3',
    vendor: 'mistral',
    use: 'chat',
    contextTokens: 256_000,
    maxOutputTokens: 8_192,
    inputs: ['text', 'image'],
    tools: true,
    aws: {
      modelId: 'mistral.mistral-large-3-675b-instruct',
      inRegion: ['ap-northeast-1', 'ap-south-1', 'ap-southeast-2', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-2'],
      profiles: [],
      sources: [SOURCES.bedrockApi],
    },
    azure: {
      format: 'Mistral AI',
      name: 'Mistral-Large-3',
      version: '1',
      preview: true,
      skus: { DataZoneStandard: [...US_ZONE, 'westcentralus', 'westus2', ...EU_ZONE], GlobalStandard: GLOBAL_OF_PARTNERS },
      sources: [SOURCES.foundryRegions, SOURCES.foundryRetirement, SOURCES.foundryFormats],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'llama-4-maverick',
    vendor: 'meta',
    use: 'chat',
    contextTokens: 1_000_000,
    maxOutputTokens: 8_192,
    inputs: ['text', 'image'],
    tools: true,
    aws: {
      modelId: 'meta.llama4-maverick-17b-instruct-v1:0',
      inRegion: [],
      profiles: [{ prefix: 'us', sourceRegions: UNITED_STATES }],
      sources: [SOURCES.bedrockApi],
    },
    azure: {
      format: 'Meta',
      name: 'Llama-4-Maverick-17B-128E-Instruct-FP8',
      version: '1',
      skus: { GlobalStandard: GLOBAL_OF_PARTNERS },
      sources: [SOURCES.foundryRegions, SOURCES.foundryRetirement, SOURCES.foundryFormats],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'llama-4-scout',
    vendor: 'meta',
    use: 'chat',
    contextTokens: 10_000_000,
    maxOutputTokens: 8_192,
    inputs: ['text', 'image'],
    tools: true,
    aws: {
      modelId: 'meta.llama4-scout-17b-instruct-v1:0',
      inRegion: [],
      profiles: [{ prefix: 'us', sourceRegions: UNITED_STATES }],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'llama-3.3-70b',
    vendor: 'meta',
    ...TEXT_CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 4_096,
    aws: {
      modelId: 'meta.llama3-3-70b-instruct-v1:0',
      inRegion: ['us-east-2'],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }],
      sources: [SOURCES.bedrockApi],
    },
    azure: {
      format: 'Meta',
      name: 'Llama-3.3-70B-Instruct',
      version: '9',
      skus: { GlobalStandard: GLOBAL_OF_PARTNERS },
      provisioned: { zoneOrGlobal: { minimum: 100, increment: 100 } },
      sources: [SOURCES.foundryRegions, SOURCES.foundryProvisioned, SOURCES.foundryFormats],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'llama-3.1-70b',
    vendor: 'meta',
    ...TEXT_CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 4_096,
    aws: {
      modelId: 'meta.llama3-1-70b-instruct-v1:0',
      inRegion: ['us-west-2'],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
  {
    name: 'llama-3.1-8b',
    vendor: 'meta',
    ...TEXT_CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 4_096,
    aws: {
      modelId: 'meta.llama3-1-8b-instruct-v1:0',
      inRegion: ['us-west-2'],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }],
      sources: [SOURCES.bedrockApi],
    },
    sources: [SOURCES.modelLimits],
  },
];

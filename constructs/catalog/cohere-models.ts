import { DEFAULT_REGIONS, EU_DEFAULT_SOURCES, HOME_REGIONS } from './bedrock-profiles.ts';
import type { BedrockOffering, Model } from './model.ts';
import { SOURCES } from './sources.ts';

function embedV3(modelId: string): BedrockOffering {
  return {
    modelId,
    inRegion: [
      ...(['ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1'] as const),
      ...(['eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-west-2'] as const),
    ],
    profiles: [],
    sources: [SOURCES.bedrockApi],
  };
}

const EMBED_V3 = {
  vendor: 'cohere',
  use: 'embedding',
  contextTokens: 512,
  inputs: ['text'],
  tools: false,
  dimensions: { default: 1024, allowed: [1024] },
} as const;

/** The embedding models of Cohere. */
export const COHERE_MODELS: readonly Model[] = [
  {
    name: 'cohere-embed-v4',
    vendor: 'cohere',
    use: 'embedding',
    contextTokens: 128_000,
    inputs: ['text', 'image'],
    tools: false,
    dimensions: { default: 1536, allowed: [256, 512, 1024, 1536] },
    aws: {
      modelId: 'cohere.embed-v4:0',
      inRegion: ['ap-northeast-1', 'eu-west-1', 'us-east-1'],
      profiles: [
        { prefix: 'us', sourceRegions: [...HOME_REGIONS.us, 'us-west-1'] },
        { prefix: 'eu', sourceRegions: [...EU_DEFAULT_SOURCES, 'eu-central-2', 'eu-south-1'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.bedrockApiOptIn],
    },
    sources: [SOURCES.cohereEmbedV4],
  },
  {
    name: 'cohere-embed-english-v3',
    ...EMBED_V3,
    aws: embedV3('cohere.embed-english-v3'),
    sources: [SOURCES.cohereEmbedV3],
  },
  {
    name: 'cohere-embed-multilingual-v3',
    ...EMBED_V3,
    aws: embedV3('cohere.embed-multilingual-v3'),
    sources: [SOURCES.cohereEmbedV3],
  },
];

import { DEFAULT_REGIONS, US_SOURCES } from './bedrock-profiles.ts';
import type { BedrockOffering, BedrockProfile, FoundryOffering } from './model.ts';
import { SOURCES } from './sources.ts';

/** OpenAI's models on Bedrock: from North America and from anywhere through the global profile, none in or through Europe. */
export function bedrockOpenAi(name: string, ...more: readonly BedrockProfile[]): BedrockOffering {
  return {
    modelId: `openai.${name}`,
    inRegion: [],
    profiles: [{ prefix: 'us', sourceRegions: US_SOURCES }, ...more, { prefix: 'global', sourceRegions: DEFAULT_REGIONS }],
    sources: [SOURCES.bedrockApi],
  };
}

/** OpenAI's models on Azure, called the same there as in the catalogue. */
export function azureOpenAi(
  name: string,
  version: string,
  offering: Pick<FoundryOffering, 'skus' | 'provisioned' | 'retirement' | 'preview'>,
): FoundryOffering {
  return {
    format: 'OpenAI',
    name,
    version,
    ...offering,
    sources: [SOURCES.foundryRegions, SOURCES.foundryRetirement, ...(offering.provisioned ? [SOURCES.foundryProvisioned] : [])],
  };
}

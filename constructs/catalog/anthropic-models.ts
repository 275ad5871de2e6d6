import type { AzureRegionName } from './azure-regions.ts';
import { DEFAULT_REGIONS, EU_DEFAULT_SOURCES, EU_SOURCES, GLOBAL_SOURCES, HOME_REGIONS, US_SOURCES } from './bedrock-profiles.ts';
import type { FoundryOffering, Model, Retirement } from './model.ts';
import { SOURCES } from './sources.ts';

const CLAUDE = { vendor: 'anthropic', use: 'chat', inputs: ['text', 'image'], tools: true } as const;
const LARGE = { contextTokens: 1_000_000, maxOutputTokens: 128_000 } as const;
const SMALL = { contextTokens: 200_000, maxOutputTokens: 64_000 } as const;

const NORTH_AMERICA = [...US_SOURCES, 'ca-west-1'] as const;
const LONDON = ['eu-west-2'] as const;

// Microsoft also lists a US data zone for some Claude models, without saying in which regions it is open; it stays out until it does.
const FOUNDRY_REGIONS: readonly AzureRegionName[] = ['eastus2', 'swedencentral'];

/** Version 1 runs on Anthropic's own capacity, version 2 on Azure's. */
function foundry(name: string, version: '1' | '2', retirement?: Retirement): FoundryOffering {
  return {
    format: 'Anthropic',
    name,
    version,
    skus: { GlobalStandard: FOUNDRY_REGIONS },
    ...(retirement ? { retirement } : {}),
    sources: [SOURCES.foundryClaude, SOURCES.foundryClaudeRegions, SOURCES.foundryRetirement],
  };
}

/** The Claude models of Anthropic, newest first. */
export const ANTHROPIC_MODELS: readonly Model[] = [
  {
    name: 'claude-opus-5.5',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-opus-5-5',
      inRegion: LONDON,
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: [...EU_DEFAULT_SOURCES, 'eu-central-2'] },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: HOME_REGIONS.au },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.opus55Card, SOURCES.bedrockApi],
    },
    azure: foundry('claude-opus-5-5', '2'),
    sources: [SOURCES.opus55Card, SOURCES.modelLimits],
  },
  {
    name: 'claude-sonnet-5.5',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-sonnet-5-5',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: NORTH_AMERICA },
        { prefix: 'eu', sourceRegions: EU_SOURCES },
        { prefix: 'global', sourceRegions: GLOBAL_SOURCES },
      ],
      sources: [SOURCES.sonnet55Card, SOURCES.bedrockApi],
    },
    azure: foundry('claude-sonnet-5-5', '2'),
    sources: [SOURCES.sonnet55Card, SOURCES.modelLimits],
  },
  {
    name: 'claude-haiku-5.5',
    ...CLAUDE,
    ...LARGE,
    azure: foundry('claude-haiku-5-5', '2'),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-5',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-opus-5',
      inRegion: ['ap-northeast-2'],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_DEFAULT_SOURCES },
        { prefix: 'au', sourceRegions: ['ap-southeast-2'] },
        { prefix: 'in', sourceRegions: ['ap-south-1'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi],
    },
    azure: foundry('claude-opus-5', '2', { date: '2027-07-08' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-sonnet-5',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-sonnet-5',
      inRegion: ['ap-northeast-2', 'ap-southeast-1', 'eu-west-2'],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_DEFAULT_SOURCES },
        { prefix: 'au', sourceRegions: ['ap-southeast-2'] },
        { prefix: 'in', sourceRegions: ['ap-south-1'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi],
    },
    azure: foundry('claude-sonnet-5', '2', { date: '2027-06-30', successor: 'claude-sonnet-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-4.8',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-opus-4-8',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_DEFAULT_SOURCES },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: ['ap-southeast-2'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.claudeProfiles],
    },
    azure: foundry('claude-opus-4-8', '2', { date: '2027-09-01', successor: 'claude-opus-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-4.7',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-opus-4-7',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_DEFAULT_SOURCES },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: ['ap-southeast-2'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.claudeProfiles],
    },
    azure: foundry('claude-opus-4-7', '1', { date: '2027-04-06', successor: 'claude-opus-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-4.6',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-opus-4-6-v1',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: NORTH_AMERICA },
        { prefix: 'eu', sourceRegions: EU_DEFAULT_SOURCES },
        { prefix: 'au', sourceRegions: ['ap-southeast-2'] },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.claudeProfiles],
    },
    azure: foundry('claude-opus-4-6', '1', { date: '2027-02-02', successor: 'claude-opus-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-sonnet-4.6',
    ...CLAUDE,
    ...LARGE,
    aws: {
      modelId: 'anthropic.claude-sonnet-4-6',
      inRegion: LONDON,
      profiles: [
        { prefix: 'us', sourceRegions: NORTH_AMERICA },
        { prefix: 'eu', sourceRegions: EU_SOURCES },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: [...HOME_REGIONS.au, 'ap-southeast-6'] },
        { prefix: 'global', sourceRegions: GLOBAL_SOURCES },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.bedrockApiOptIn, SOURCES.claudeProfiles],
    },
    azure: foundry('claude-sonnet-4-6', '1', { date: '2027-02-10', successor: 'claude-sonnet-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-haiku-4.5',
    ...CLAUDE,
    ...SMALL,
    aws: {
      modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_SOURCES },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: [...HOME_REGIONS.au, 'ap-southeast-6'] },
        { prefix: 'in', sourceRegions: HOME_REGIONS.in },
        { prefix: 'global', sourceRegions: GLOBAL_SOURCES },
      ],
      sources: [SOURCES.haiku45Card, SOURCES.bedrockApi],
    },
    azure: foundry('claude-haiku-4-5', '1', { date: '2026-11-15', successor: 'claude-haiku-5.5' }),
    sources: [SOURCES.haiku45Card, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-4.5',
    ...CLAUDE,
    ...SMALL,
    aws: {
      modelId: 'anthropic.claude-opus-4-5-20251101-v1:0',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_SOURCES },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      sources: [SOURCES.bedrockApi, SOURCES.claudeProfiles],
    },
    azure: foundry('claude-opus-4-5', '1', { date: '2026-11-24', successor: 'claude-opus-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-sonnet-4.5',
    ...CLAUDE,
    ...SMALL,
    aws: {
      modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
      inRegion: [],
      profiles: [
        { prefix: 'us', sourceRegions: US_SOURCES },
        { prefix: 'eu', sourceRegions: EU_SOURCES },
        { prefix: 'jp', sourceRegions: HOME_REGIONS.jp },
        { prefix: 'au', sourceRegions: HOME_REGIONS.au },
        { prefix: 'global', sourceRegions: DEFAULT_REGIONS },
      ],
      retirement: { date: '2027-04-08', successor: 'claude-sonnet-5.5', closedToNewCustomers: true },
      sources: [SOURCES.bedrockApi, SOURCES.claudeProfiles, SOURCES.bedrockLifecycle],
    },
    azure: foundry('claude-sonnet-4-5', '1', { date: '2026-11-30', successor: 'claude-sonnet-5.5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-opus-4.1',
    ...CLAUDE,
    contextTokens: 200_000,
    maxOutputTokens: 32_000,
    aws: {
      modelId: 'anthropic.claude-opus-4-1-20250805-v1:0',
      inRegion: [],
      profiles: [{ prefix: 'us', sourceRegions: HOME_REGIONS.us }],
      retirement: { date: '2027-01-08', successor: 'claude-opus-5.5', closedToNewCustomers: true },
      sources: [SOURCES.bedrockApi, SOURCES.bedrockLifecycle],
    },
    azure: foundry('claude-opus-4-1', '1', { date: '2026-08-05', successor: 'claude-opus-5' }),
    sources: [SOURCES.foundryClaude, SOURCES.modelLimits],
  },
  {
    name: 'claude-sonnet-4',
    ...CLAUDE,
    ...SMALL,
    aws: {
      modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
      inRegion: [],
      profiles: [],
      retirement: { date: '2026-10-14', successor: 'claude-sonnet-5.5' },
      sources: [SOURCES.bedrockLifecycle],
    },
    sources: [SOURCES.modelLimits],
  },
];

import type { AzureRegionName } from './azure-regions.ts';
import {
  APAC,
  EU_ZONE,
  EU_ZONE_NEIGHBOURS,
  GLOBAL,
  GLOBAL_OF_2025,
  GLOBAL_WITHOUT_IRELAND,
  LARGE_UNITS,
  SMALL_UNITS,
  US_ZONE,
} from './foundry-regions.ts';
import type { FoundryOffering, Model } from './model.ts';
import { azureOpenAi, bedrockOpenAi } from './openai-offerings.ts';
import { SOURCES } from './sources.ts';

const CHAT = { vendor: 'openai', use: 'chat', inputs: ['text', 'image'], tools: true } as const;
const MILLION = { contextTokens: 1_050_000, maxOutputTokens: 128_000 } as const;
const LARGE = { contextTokens: 400_000, maxOutputTokens: 128_000 } as const;
const LIMITS = [SOURCES.foundryCapabilities, SOURCES.modelLimits];

const MUMBAI = { prefix: 'in', sourceRegions: ['ap-south-1'] } as const;
const EU_ZONE_AND_NEIGHBOURS = [...EU_ZONE, ...EU_ZONE_NEIGHBOURS] as const;

/** The newest models reach the same regions and differ in their data zones alone. */
function newest(name: string, version: string, zones: readonly AzureRegionName[], retirementDate?: string): FoundryOffering {
  return azureOpenAi(name, version, {
    skus: { DataZoneStandard: zones, GlobalStandard: GLOBAL_WITHOUT_IRELAND },
    ...(retirementDate ? { retirement: { date: retirementDate } } : {}),
  });
}

/** The gpt-5 family of August 2025. */
function gpt5(name: string, successor: string, provisioned?: FoundryOffering['provisioned']): FoundryOffering {
  return azureOpenAi(name, '2025-08-07', {
    skus: { DataZoneStandard: [...US_ZONE, ...EU_ZONE], GlobalStandard: GLOBAL_OF_2025 },
    ...(provisioned ? { provisioned } : {}),
    retirement: { date: '2027-02-09', successor },
  });
}

/** The chat models of OpenAI since gpt-5, newest first. */
export const OPENAI_MODELS: readonly Model[] = [
  {
    name: 'gpt-6.1-sol',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-6.1-sol'),
    azure: newest('gpt-6.1-sol', '2026-09-29', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS, ...APAC]),
    sources: LIMITS,
  },
  {
    name: 'gpt-6-sol',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-6-sol'),
    azure: newest('gpt-6-sol', '2026-09-22', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS]),
    sources: LIMITS,
  },
  {
    name: 'gpt-6-luna',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-6-luna'),
    azure: newest('gpt-6-luna', '2026-09-22', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS]),
    sources: LIMITS,
  },
  {
    name: 'gpt-6-astra',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-6-astra'),
    azure: newest('gpt-6-astra', '2026-09-03', US_ZONE),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.6-sol',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-5.6-sol'),
    azure: newest('gpt-5.6-sol', '2026-07-09', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS, ...APAC], '2028-01-11'),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.6-terra',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-5.6-terra', MUMBAI),
    azure: newest('gpt-5.6-terra', '2026-07-09', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS], '2028-01-11'),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.6-luna',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-5.6-luna', MUMBAI),
    azure: newest('gpt-5.6-luna', '2026-07-09', [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS], '2028-01-11'),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.5',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-5.5'),
    azure: azureOpenAi('gpt-5.5', '2026-04-24', {
      skus: { DataZoneStandard: [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS, 'northeurope'], GlobalStandard: GLOBAL },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-10-26' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.4',
    ...CHAT,
    ...MILLION,
    aws: bedrockOpenAi('gpt-5.4'),
    azure: azureOpenAi('gpt-5.4', '2026-03-05', {
      skus: { DataZoneStandard: [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS, 'northeurope', ...APAC], GlobalStandard: GLOBAL },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-09-02' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.4-mini',
    ...CHAT,
    ...LARGE,
    azure: azureOpenAi('gpt-5.4-mini', '2026-03-17', {
      skus: { DataZoneStandard: [...US_ZONE, ...EU_ZONE_AND_NEIGHBOURS, ...APAC], GlobalStandard: GLOBAL },
      retirement: { date: '2027-09-21' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.4-nano',
    ...CHAT,
    ...LARGE,
    azure: azureOpenAi('gpt-5.4-nano', '2026-03-17', {
      skus: { DataZoneStandard: [...US_ZONE, 'northeurope'], GlobalStandard: GLOBAL },
      retirement: { date: '2027-09-21' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.2',
    ...CHAT,
    ...LARGE,
    azure: azureOpenAi('gpt-5.2', '2025-12-11', {
      skus: { DataZoneStandard: [...US_ZONE, ...APAC], GlobalStandard: GLOBAL_WITHOUT_IRELAND },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-06-08' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-5.1',
    ...CHAT,
    ...LARGE,
    azure: azureOpenAi('gpt-5.1', '2025-11-13', {
      skus: {
        Standard: [...US_ZONE, 'swedencentral'],
        DataZoneStandard: [...US_ZONE, 'francecentral', 'swedencentral'],
        GlobalStandard: GLOBAL_WITHOUT_IRELAND,
      },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-05-15' },
    }),
    sources: LIMITS,
  },
  { name: 'gpt-5', ...CHAT, ...LARGE, azure: gpt5('gpt-5', 'gpt-5.4', LARGE_UNITS), sources: LIMITS },
  { name: 'gpt-5-mini', ...CHAT, ...LARGE, azure: gpt5('gpt-5-mini', 'gpt-5.4-mini', SMALL_UNITS), sources: LIMITS },
  { name: 'gpt-5-nano', ...CHAT, ...LARGE, azure: gpt5('gpt-5-nano', 'gpt-5.4-nano'), sources: LIMITS },
];

import { EU_ZONE, GLOBAL_OF_2024, GLOBAL_OF_2025, LARGE_UNITS, SMALL_UNITS, US_ZONE } from './foundry-regions.ts';
import type { FoundryOffering, Model } from './model.ts';
import { azureOpenAi } from './openai-offerings.ts';
import { SOURCES } from './sources.ts';

const CHAT = { vendor: 'openai', use: 'chat', inputs: ['text', 'image'], tools: true } as const;
const LIMITS = [SOURCES.foundryCapabilities];

const UNITED_STATES = ['eastus', 'eastus2', 'northcentralus', 'southcentralus', 'westus', 'westus3'] as const;
const BOTH_ZONES = [...US_ZONE, ...EU_ZONE] as const;

const REASONING = { contextTokens: 200_000, maxOutputTokens: 100_000 } as const;

/** The o-series is gone: its rows remain so that a platform that names one is told what to use. */
function retired(name: string, version: string, successor: string): FoundryOffering {
  return azureOpenAi(name, version, { skus: {}, retirement: { date: '2026-11-19', successor } });
}

/** The chat models of OpenAI before gpt-5: retired, or closed to subscriptions that do not use them yet. */
export const OLDER_OPENAI_MODELS: readonly Model[] = [
  {
    name: 'gpt-4.1',
    ...CHAT,
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
    azure: azureOpenAi('gpt-4.1', '2025-04-14', {
      skus: {
        Standard: [...UNITED_STATES, 'swedencentral', 'switzerlandnorth'],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL_OF_2025,
      },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-04-14', successor: 'gpt-5.4', closedToNewCustomers: true },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-4.1-mini',
    ...CHAT,
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
    azure: azureOpenAi('gpt-4.1-mini', '2025-04-14', {
      skus: {
        Standard: [
          ...([...UNITED_STATES, 'canadaeast', 'francecentral', 'swedencentral', 'switzerlandnorth'] as const),
          ...(['uksouth', 'westeurope', 'australiaeast', 'japaneast', 'southindia'] as const),
        ],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL_OF_2025,
      },
      provisioned: SMALL_UNITS,
      retirement: { date: '2027-04-14', successor: 'gpt-5.4-mini', closedToNewCustomers: true },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-4.1-nano',
    ...CHAT,
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
    azure: azureOpenAi('gpt-4.1-nano', '2025-04-14', {
      skus: {},
      retirement: { date: '2026-10-14', successor: 'gpt-5.4-nano' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-4o',
    ...CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    azure: azureOpenAi('gpt-4o', '2024-11-20', {
      skus: {
        Standard: [
          ...(['canadaeast', 'centralus', ...UNITED_STATES, 'francecentral', 'norwayeast', 'swedencentral'] as const),
          ...(['switzerlandnorth', 'uksouth', 'australiaeast', 'japaneast', 'southindia'] as const),
        ],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL_OF_2024,
      },
      provisioned: LARGE_UNITS,
      retirement: { date: '2027-04-14', successor: 'gpt-5.1' },
    }),
    sources: LIMITS,
  },
  {
    name: 'gpt-4o-mini',
    ...CHAT,
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    azure: azureOpenAi('gpt-4o-mini', '2024-07-18', {
      skus: { Standard: [...UNITED_STATES, 'swedencentral'], DataZoneStandard: BOTH_ZONES, GlobalStandard: GLOBAL_OF_2024 },
      provisioned: SMALL_UNITS,
      retirement: { date: '2027-04-14', successor: 'gpt-5.4-mini', closedToNewCustomers: true },
    }),
    sources: LIMITS,
  },
  { name: 'o4-mini', ...CHAT, ...REASONING, azure: retired('o4-mini', '2025-04-16', 'gpt-5.6-terra'), sources: LIMITS },
  { name: 'o3', ...CHAT, ...REASONING, azure: retired('o3', '2025-04-16', 'gpt-5.6-sol'), sources: LIMITS },
  { name: 'o3-mini', ...CHAT, ...REASONING, inputs: ['text'], azure: retired('o3-mini', '2025-01-31', 'gpt-5.6-terra'), sources: LIMITS },
  { name: 'o1', ...CHAT, ...REASONING, azure: retired('o1', '2024-12-17', 'gpt-5.6-sol'), sources: LIMITS },
];

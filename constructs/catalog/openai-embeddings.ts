import { APAC, EU_ZONE, GLOBAL, GLOBAL_WITHOUT_IRELAND, MIDDLE_EAST_AND_AFRICA, US_ZONE } from './foundry-regions.ts';
import type { Model } from './model.ts';
import { azureOpenAi } from './openai-offerings.ts';
import { SOURCES } from './sources.ts';

const EMBEDDING = { vendor: 'openai', use: 'embedding', contextTokens: 8_191, inputs: ['text'], tools: false } as const;
const LIMITS = [SOURCES.openAiEmbeddings];
const BOTH_ZONES = [...US_ZONE, ...EU_ZONE] as const;
const RETIREMENT = { date: '2028-02-09' } as const;

/** The embedding models of OpenAI. */
export const OPENAI_EMBEDDINGS: readonly Model[] = [
  {
    name: 'text-embedding-3-large',
    ...EMBEDDING,
    dimensions: { default: 3072, allowed: { min: 1, max: 3072 } },
    azure: azureOpenAi('text-embedding-3-large', '1', {
      skus: {
        Standard: [
          ...(['canadaeast', 'eastus', 'eastus2', 'westus3', 'francecentral', 'germanywestcentral', 'norwayeast'] as const),
          ...(['polandcentral', 'spaincentral', 'swedencentral', 'switzerlandnorth', 'uksouth'] as const),
          ...APAC,
          ...MIDDLE_EAST_AND_AFRICA,
        ],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL,
      },
      retirement: RETIREMENT,
    }),
    sources: LIMITS,
  },
  {
    name: 'text-embedding-3-small',
    ...EMBEDDING,
    dimensions: { default: 1536, allowed: { min: 1, max: 1536 } },
    azure: azureOpenAi('text-embedding-3-small', '1', {
      skus: {
        Standard: ['canadaeast', 'eastus', 'eastus2', 'westus', 'switzerlandnorth', 'australiaeast', 'japaneast', 'uaenorth'],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL,
      },
      retirement: RETIREMENT,
    }),
    sources: LIMITS,
  },
  {
    name: 'text-embedding-ada-002',
    ...EMBEDDING,
    dimensions: { default: 1536, allowed: [1536] },
    azure: azureOpenAi('text-embedding-ada-002', '2', {
      skus: {
        Standard: [
          ...(['brazilsouth', 'canadaeast', 'eastus', 'eastus2', 'northcentralus', 'southcentralus', 'westus', 'westus3'] as const),
          ...(['francecentral', 'norwayeast', 'swedencentral', 'switzerlandnorth', 'uksouth', 'westeurope'] as const),
          ...(['australiaeast', 'japaneast', 'southindia', ...MIDDLE_EAST_AND_AFRICA] as const),
        ],
        DataZoneStandard: BOTH_ZONES,
        GlobalStandard: GLOBAL_WITHOUT_IRELAND,
      },
      retirement: { ...RETIREMENT, successor: 'text-embedding-3-large' },
    }),
    sources: LIMITS,
  },
];

import type { AzureRegionName } from './azure-regions.ts';
import type { ProvisionedThroughput } from './model.ts';

// Groups of regions that the availability tables of Foundry repeat from model to model: `SOURCES.foundryRegions`.

const AMERICAS = [
  ...(['brazilsouth', 'canadacentral', 'canadaeast', 'centralus', 'eastus', 'eastus2'] as const),
  ...(['northcentralus', 'southcentralus', 'westus', 'westus3'] as const),
] as const satisfies AzureRegionName[];
const EUROPE = [
  ...(['francecentral', 'germanywestcentral', 'italynorth', 'northeurope', 'norwayeast', 'polandcentral'] as const),
  ...(['spaincentral', 'swedencentral', 'switzerlandnorth', 'switzerlandwest', 'uksouth', 'westeurope'] as const),
] as const satisfies AzureRegionName[];

/** Asia Pacific regions with models of OpenAI; all of them form the data zone of that geography. */
export const APAC = ['australiaeast', 'japaneast', 'koreacentral', 'southeastasia', 'southindia'] as const satisfies AzureRegionName[];
export const MIDDLE_EAST_AND_AFRICA = ['southafricanorth', 'uaenorth'] as const satisfies AzureRegionName[];

/** The 29 regions with models of OpenAI. */
export const GLOBAL: readonly AzureRegionName[] = [...AMERICAS, ...EUROPE, ...APAC, ...MIDDLE_EAST_AND_AFRICA];
/** Most models of OpenAI are missing in Ireland. */
export const GLOBAL_WITHOUT_IRELAND = without(GLOBAL, 'northeurope');
/** The gpt-5 and gpt-4.1 families. */
export const GLOBAL_OF_2025 = without(GLOBAL_WITHOUT_IRELAND, 'canadacentral', 'switzerlandwest');
/** The gpt-4o family. */
export const GLOBAL_OF_2024 = without(GLOBAL_OF_2025, 'southeastasia');
/** Models of other vendors that Microsoft sells itself. */
export const GLOBAL_OF_PARTNERS: readonly AzureRegionName[] = [
  ...AMERICAS,
  ...(['westcentralus', 'westus2'] as const),
  ...without(EUROPE, 'northeurope'),
  ...(['ukwest', 'australiaeast', 'japaneast', 'japanwest', 'koreacentral', 'southindia'] as const),
  ...MIDDLE_EAST_AND_AFRICA,
];

export const US_ZONE = ['centralus', 'eastus', 'eastus2', 'northcentralus', 'southcentralus', 'westus', 'westus3'] as const;
/** Regions of the EU data zone with every model that the zone has. */
export const EU_ZONE = [
  ...(['francecentral', 'germanywestcentral', 'italynorth', 'polandcentral', 'spaincentral', 'swedencentral', 'westeurope'] as const),
] as const satisfies AzureRegionName[];
/** Regions that reach the EU data zone from outside the European Union: a request leaves Norway or Switzerland for a member state. */
export const EU_ZONE_NEIGHBOURS = ['norwayeast', 'switzerlandnorth'] as const satisfies AzureRegionName[];

const ZONE_STEP = { minimum: 15, increment: 5 } as const;
/** Steps of provisioned throughput that most large models share: `SOURCES.foundryProvisioned`. */
export const LARGE_UNITS: ProvisionedThroughput = { regional: { minimum: 50, increment: 50 }, zoneOrGlobal: ZONE_STEP };
/** The same for small models. */
export const SMALL_UNITS: ProvisionedThroughput = { regional: { minimum: 25, increment: 25 }, zoneOrGlobal: ZONE_STEP };

function without(regions: readonly AzureRegionName[], ...missing: readonly AzureRegionName[]): readonly AzureRegionName[] {
  return regions.filter((region) => !missing.includes(region));
}

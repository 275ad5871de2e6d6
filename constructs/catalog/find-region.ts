import { nearestNames } from '../spec/nearest.ts';
import { CLOUDS, type Cloud } from '../spec/vocabulary.ts';
import { AWS_REGIONS, type AwsRegion, REFUSED_AWS_REGIONS } from './aws-regions.ts';
import { AZURE_REGIONS, type AzureRegion, REFUSED_AZURE_REGIONS } from './azure-regions.ts';

/** What the tables know of a name that should be a region. */
export type RegionFinding =
  | { readonly kind: 'known'; readonly region: AwsRegion | AzureRegion }
  /** A region that exists and is no place for a platform; `reason` completes "it is refused because …". */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A region of the other cloud. */
  | { readonly kind: 'other-cloud'; readonly cloud: Cloud }
  /** No region; a display name ('West Europe') has its identifier as the nearest. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

const TABLES = {
  aws: { regions: AWS_REGIONS, refused: REFUSED_AWS_REGIONS },
  azure: { regions: AZURE_REGIONS, refused: REFUSED_AZURE_REGIONS },
} as const satisfies Record<Cloud, unknown>;

/** Finds a region of a cloud by its name, or says what the name is instead. */
export function findRegion(name: string, cloud: Cloud): RegionFinding {
  const known = regionsOf(cloud).find((region) => region.name === name);
  if (known) return { kind: 'known', region: known };
  for (const [pattern, reason] of TABLES[cloud].refused) if (pattern.test(name)) return { kind: 'refused', reason };
  const other = CLOUDS.find((candidate) => candidate !== cloud && regionsOf(candidate).some((region) => region.name === name));
  if (other) return { kind: 'other-cloud', cloud: other };
  return {
    kind: 'unknown',
    nearest: nearestNames(
      name,
      regionsOf(cloud).map((region) => region.name),
    ),
  };
}

function regionsOf(cloud: Cloud): readonly (AwsRegion | AzureRegion)[] {
  return TABLES[cloud].regions;
}

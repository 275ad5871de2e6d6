import type { Cloud } from '../spec/vocabulary.ts';
import { AWS_REGIONS } from './aws-regions.ts';
import { AZURE_REGIONS } from './azure-regions.ts';

/** Where data may be kept and processed: anywhere, or in the countries of one legal area. */
export const RESIDENCIES = ['any', 'eu', 'eea', 'uk', 'ch', 'us', 'ca', 'jp', 'au', 'in'] as const;
export type Residency = (typeof RESIDENCIES)[number];

/** The 27 member states of the European Union. */
export const EU_COUNTRIES: readonly string[] = [
  ...['AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE'],
  ...['IT', 'LV', 'LT', 'LU', 'MT', 'NL', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE'],
];

// The European Economic Area adds Iceland, Liechtenstein and Norway; the United Kingdom and Switzerland are in neither.
const COUNTRIES = {
  eu: EU_COUNTRIES,
  eea: [...EU_COUNTRIES, 'IS', 'LI', 'NO'],
  uk: ['GB'],
  ch: ['CH'],
  us: ['US'],
  ca: ['CA'],
  jp: ['JP'],
  au: ['AU'],
  in: ['IN'],
} as const satisfies Record<Exclude<Residency, 'any'>, readonly string[]>;

/** Whether a country lies within a residency. */
export function isCountryWithin(country: string, residency: Residency): boolean {
  return residency === 'any' || (COUNTRIES[residency] as readonly string[]).includes(country);
}

/** The regions of a cloud within a residency, in the order of the region tables. */
export function regionsWithin(residency: Residency, cloud: Cloud): readonly string[] {
  const regions: readonly { readonly name: string; readonly country: string }[] = cloud === 'aws' ? AWS_REGIONS : AZURE_REGIONS;
  return regions.filter(({ country }) => isCountryWithin(country, residency)).map(({ name }) => name);
}

/** Whether a region lies within a residency. A region the tables do not know lies within `any` alone. */
export function isRegionWithin(region: string, residency: Residency, cloud: Cloud): boolean {
  return residency === 'any' || regionsWithin(residency, cloud).includes(region);
}

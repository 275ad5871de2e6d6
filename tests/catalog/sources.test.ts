import { expect, test } from 'vitest';
import { AWS_REGIONS_SOURCE } from '../../constructs/catalog/aws-regions.ts';
import { AZURE_REGIONS_SOURCE } from '../../constructs/catalog/azure-regions.ts';
import { BEDROCK_PROFILES_SOURCES } from '../../constructs/catalog/bedrock-profiles.ts';
import { CATALOG_DATE } from '../../constructs/catalog/catalog-date.ts';
import { CLOUDFORMATION_GAPS_SOURCE } from '../../constructs/catalog/cloudformation-gaps.ts';

test('every table of regions and profiles names what it was read from, no later than the catalogue', () => {
  for (const source of [AWS_REGIONS_SOURCE, AZURE_REGIONS_SOURCE, ...Object.values(BEDROCK_PROFILES_SOURCES), CLOUDFORMATION_GAPS_SOURCE]) {
    expect(source.from).not.toBe('');
    expect(source.date <= CATALOG_DATE, `${source.from} of ${source.date}`).toBe(true);
  }
});

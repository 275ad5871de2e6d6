import { describe, expect, test } from 'vitest';
import {
  AWS_REGIONS,
  AZURE_REGIONS,
  findRegion,
  isRegionWithin,
  isTypeMissing,
  REGIONAL_AWS_TYPES,
  RESIDENCIES,
  regionsWithin,
} from '../../constructs/catalog/index.ts';
import { CLOUDS } from '../../constructs/spec/vocabulary.ts';

describe('region tables', () => {
  test.each([
    ['aws', AWS_REGIONS, /^[a-z]{2}-[a-z]+-\d$/],
    ['azure', AZURE_REGIONS, /^[a-z]+\d?$/],
  ] as const)('name each region of %s once, with its country', (_cloud, regions, form) => {
    const names = regions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !form.test(name))).toEqual([]);
    expect(regions.filter(({ country }) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
  });

  test('hold the 34 regions of the commercial AWS partition', () => {
    expect(AWS_REGIONS).toHaveLength(34);
    expect(AWS_REGIONS.filter(({ partition }) => partition !== 'aws')).toEqual([]);
  });

  test('mark the Azure regions that need a support request', () => {
    const restricted = AZURE_REGIONS.filter(({ access }) => access === 'restricted').map(({ name }) => name);
    expect(restricted).toEqual(expect.arrayContaining(['francesouth', 'germanynorth', 'brazilsoutheast']));
    expect(restricted).not.toContain('westeurope');
  });
});

describe('residency', () => {
  test.each([
    ['eu-west-2', 'aws', 'GB'],
    ['eu-central-2', 'aws', 'CH'],
    ['uksouth', 'azure', 'GB'],
    ['switzerlandnorth', 'azure', 'CH'],
    ['norwayeast', 'azure', 'NO'],
  ] as const)('eu leaves out %s of %s, whatever its name says: it is in %s', (region, cloud, country) => {
    expect(findRegion(region, cloud)).toMatchObject({ region: { country } });
    expect(isRegionWithin(region, 'eu', cloud)).toBe(false);
    expect(isRegionWithin(region, 'any', cloud)).toBe(true);
  });

  test('eu is the regions in member states', () => {
    expect(regionsWithin('eu', 'aws')).toEqual(['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']);
    expect(regionsWithin('eu', 'azure')).toEqual(expect.arrayContaining(['francecentral', 'swedencentral', 'westeurope', 'northeurope']));
  });

  test('eea adds Norway to eu, and neither the United Kingdom nor Switzerland', () => {
    expect(regionsWithin('eea', 'azure').filter((region) => !regionsWithin('eu', 'azure').includes(region))).toEqual([
      'norwayeast',
      'norwaywest',
    ]);
  });

  test('of every kind has a region on both clouds', () => {
    for (const cloud of CLOUDS) expect(RESIDENCIES.filter((residency) => regionsWithin(residency, cloud).length === 0)).toEqual([]);
  });

  test('any holds every region', () => {
    expect(regionsWithin('any', 'aws')).toHaveLength(AWS_REGIONS.length);
    expect(regionsWithin('any', 'azure')).toHaveLength(AZURE_REGIONS.length);
  });
});

describe('finding a region', () => {
  test('knows every region of the tables, and refuses none of them', () => {
    for (const { name } of AWS_REGIONS) expect(findRegion(name, 'aws')).toMatchObject({ kind: 'known', region: { name } });
    for (const { name } of AZURE_REGIONS) expect(findRegion(name, 'azure')).toMatchObject({ kind: 'known', region: { name } });
  });

  test.each([
    ['cn-north-1', 'aws', 'aws-cn'],
    ['us-gov-west-1', 'aws', 'GovCloud'],
    ['us-iso-east-1', 'aws', 'isolated'],
    ['us-isob-east-1', 'aws', 'isolated'],
    ['eusc-de-east-1', 'aws', 'Sovereign'],
    ['germanycentral', 'azure', 'closed'],
    ['eastus2euap', 'azure', 'canary'],
    ['eastusstg', 'azure', 'staging'],
    ['chinanorth3', 'azure', 'China'],
    ['usgovvirginia', 'azure', 'Government'],
  ] as const)('refuses %s of %s with the reason', (name, cloud, reason) => {
    expect(findRegion(name, cloud)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  test('tells a region of the other cloud', () => {
    expect(findRegion('westeurope', 'aws')).toEqual({ kind: 'other-cloud', cloud: 'azure' });
    expect(findRegion('eu-west-1', 'azure')).toEqual({ kind: 'other-cloud', cloud: 'aws' });
  });

  test.each([
    ['West Europe', 'azure', 'westeurope'],
    ['swedencentrall', 'azure', 'swedencentral'],
    ['eu-centrl-1', 'aws', 'eu-central-1'],
    ['EU-WEST-1', 'aws', 'eu-west-1'],
  ] as const)('suggests the identifier of %s on %s', (name, cloud, expected) => {
    const finding = findRegion(name, cloud);
    expect(finding.kind === 'unknown' && finding.nearest[0]).toBe(expected);
  });
});

describe('CloudFormation', () => {
  test('has every Bedrock type of the kit in Frankfurt, Ireland and Virginia', () => {
    for (const region of ['eu-central-1', 'eu-west-1', 'us-east-1']) {
      expect(REGIONAL_AWS_TYPES.filter((type) => isTypeMissing(type, region))).toEqual([]);
    }
  });

  test('lacks the application inference profile in Stockholm, where it has the guardrail', () => {
    expect(isTypeMissing('AWS::Bedrock::ApplicationInferenceProfile', 'eu-north-1')).toBe(true);
    expect(isTypeMissing('AWS::Bedrock::Guardrail', 'eu-north-1')).toBe(false);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownNameArgument, urlArguments } from '../../../constructs/azure/arm/arm-type.ts';
import { bodyOf } from '../../../constructs/azure/arm/body.ts';
import { ARM_TYPES, type ArmType, armTypeOf } from '../../../constructs/azure/arm/index.ts';
import { schemaKey } from '../../../constructs/azure/arm/schema.ts';
import { schemaFaults } from '../../../constructs/azure/arm/schema-faults.ts';
import { declarationOf, everyArgument } from './classes.ts';
import { SCHEMAS } from './templates.ts';

const SCHEMA_FILES = new URL('../../support/arm-schemas/', import.meta.url);
const ROWS = Object.entries<ArmType>(ARM_TYPES);

test.each(ROWS)('%s sends the API version that its class documents', (token, { apiVersion }) => {
  expect(declarationOf(token)).toMatchObject({ token, apiVersion });
});

test.each(ROWS)('%s has every argument that the table names', (token, armType) => {
  const args = declarationOf(token).args.map(({ name }) => name);
  const named = [...urlArguments(armType).filter((name) => !name.startsWith('=')), ...(armType.beside ?? [])];
  const groupless = typeof armType.scope === 'object' ? ['resourceGroupName'] : [];
  expect(named.filter((name) => !args.includes(name))).toEqual(groupless);
  expect(args).toContain(ownNameArgument(armType));
  expect(args.includes('properties')).toBe(armType.beside === undefined);
});

test.each(ROWS)('%s has a schema in tests/support/arm-schemas', (_token, { type, apiVersion }) => {
  expect(SCHEMAS.get(schemaKey(type, apiVersion))).toBeDefined();
});

/**
 * Arguments that a class takes and its API version does not: its types are a union over versions, and network classes repeat the id,
 * name and type of the body. Giving one is a fault that the check finds.
 */
const WITHOUT_SCHEMA: Readonly<Record<string, readonly string[]>> = {
  'azure-native:cognitiveservices:RaiPolicy': ['properties.contentFilters[0].action', 'properties.safetyProviders'],
  'azure-native:network:Subnet': ['properties.ipamPoolPrefixAllocations[0].id'],
  'azure-native:network:VirtualNetwork': [
    'properties.addressSpace.ipamPoolPrefixAllocations[0].id',
    'properties.subnets[0].properties.ipamPoolPrefixAllocations[0].id',
    'properties.subnets[0].properties.serviceGateway',
    ...['local', 'localVirtualNetwork', 'remote', 'remoteVirtualNetwork'].map(
      (side) => `properties.virtualNetworkPeerings[0].properties.${side}AddressSpace.ipamPoolPrefixAllocations[0].id`,
    ),
  ],
};
const REPEATED = ['properties.id', 'properties.name', 'properties.type'];

test.each(ROWS)('%s has its arguments where the published schema has them', (token, armType) => {
  const schema = SCHEMAS.get(schemaKey(armType.type, armType.apiVersion));
  if (!schema) throw new Error(`no schema for ${token}`);
  const faults = schemaFaults(bodyOf(armType, everyArgument(token, 3)), schema.body, schema);
  const misplaced = faults.filter(({ rule }) => rule === 'unknown-property' || rule === 'type');
  expect(misplaced.map(({ path }) => path).filter((path) => !REPEATED.includes(path))).toEqual(WITHOUT_SCHEMA[token] ?? []);
});

test('knows no type that it was not given', () => {
  expect(armTypeOf('azure-native:storage:FileShare')).toBeUndefined();
  expect(armTypeOf('toString')).toBeUndefined();
});

test('the schemas say where they come from, at one commit, and the licence of that project lies beside them', () => {
  const read = (name: string) => readFileSync(new URL(name, SCHEMA_FILES), 'utf8');
  const comments = readdirSync(SCHEMA_FILES).flatMap((name) => (name.endsWith('.json') ? [JSON.parse(read(name)).$comment] : []));
  expect(comments.length).toBeGreaterThan(10);
  const [comment] = new Set(comments);
  expect(new Set(comments).size).toBe(1);
  const [, commit = ''] = /^Azure\/bicep-types-az at ([0-9a-f]{40}), MIT licence \(see LICENSE\)/.exec(comment) ?? [];
  const licence = read('LICENSE');
  expect(licence).toContain(`https://github.com/Azure/bicep-types-az\nat commit ${commit},`);
  expect(licence).toContain('Copyright (c) Microsoft Corporation.');
});

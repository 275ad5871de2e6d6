import { describe, expect, test } from 'vitest';
import { ARM_TYPES, replacingInputs } from '../../constructs/azure/arm/index.ts';
import { declarationOf } from '../azure/arm/classes.ts';

describe('The inputs that replace a resource of Azure', () => {
  test.each(Object.keys(ARM_TYPES))('of %s are arguments of its class, each with its source', (token) => {
    const inputs = replacingInputs(token) ?? [];
    const names = declarationOf(token).args.map(({ name }) => name);
    expect(inputs.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(inputs.map(({ input }) => input)));
    for (const { source } of inputs) expect(source).toMatch(/^https:\/\//);
  });

  test('are the names in its URL', () => {
    expect(replacingInputs('azure-native:storage:BlobContainer')?.map(({ input }) => input)).toEqual([
      'resourceGroupName',
      'accountName',
      'containerName',
    ]);
    expect(replacingInputs('azure-native:resources:ResourceGroup')?.map(({ input }) => input)).toEqual(['resourceGroupName', 'location']);
  });

  test('are those that the provider lists, and the scope of what is attached', () => {
    const certain = (token: string) =>
      (replacingInputs(token) ?? []).flatMap(({ input, replaces }) => (replaces === 'certain' ? input : []));
    expect(certain('azure-native:storage:StorageAccount')).toEqual(['resourceGroupName', 'accountName', 'isHnsEnabled', 'location']);
    expect(certain('azure-native:authorization:RoleAssignment')).toEqual(['roleAssignmentName', 'scope', 'principalId']);
    expect(certain('azure-native:network:PrivateEndpoint')).toContain('subnet');
  });

  test('of a class that the table does not have are not known', () => {
    expect(replacingInputs('azure-native:search:Service')).toBeUndefined();
  });
});

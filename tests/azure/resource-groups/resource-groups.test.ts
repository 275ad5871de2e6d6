import { describe, expect, test } from 'vitest';
import { ResourceGroups, type ResourceGroupsArgs } from '../../../constructs/azure/resource-groups/index.ts';
import { errorOf, ofClass, recordProgram, snapshotOf, theOne } from '../support/networks.ts';

const groups = (args: Partial<ResourceGroupsArgs> = {}) =>
  recordProgram(() => {
    const { dataName, runName } = new ResourceGroups('support', { location: 'swedencentral', ...args });
    return { dataName, runName };
  });

describe('The resource groups of an environment', () => {
  test('snapshot: minimal', async () => {
    expect(snapshotOf(await groups())).toMatchSnapshot();
  });

  test('snapshot: everything', async () => {
    const recording = await groups({
      data: { kind: 'new', name: 'rg-support-data', removal: 'destroy', protect: true },
      run: { kind: 'new', name: 'rg-support-run', removal: 'retain' },
      tags: { owner: 'support' },
    });
    expect(snapshotOf(recording)).toMatchSnapshot();
  });

  test('keep the data group when it leaves the program, and let the other go', async () => {
    const recording = await groups();
    const retained = (name: string) => theOne(recording, 'resources:ResourceGroup', name).retainOnDelete;
    expect([retained('support-data'), retained('support-run')]).toEqual([true, false]);
  });

  test('are protected where it is asked for', async () => {
    const protectedOnes = async (args: Partial<ResourceGroupsArgs>) =>
      ofClass(await groups(args), 'resources:ResourceGroup')
        .filter(({ protect }) => protect)
        .map(({ name }) => name);
    expect(await protectedOnes({})).toEqual([]);
    expect(await protectedOnes({ data: { kind: 'new', protect: true } })).toEqual(['support-data']);
  });

  test('are given by name where they exist, each for itself', async () => {
    const recording = await groups({ data: { kind: 'existing', name: 'rg-given' } });
    expect(ofClass(recording, 'resources:ResourceGroup').map(({ name }) => name)).toEqual(['support-run']);
    expect(recording.outputs).toEqual({ dataName: 'rg-given', runName: expect.stringMatching(/^support-run[0-9a-f]{8}$/) });
  });

  test('keep their type token', async () => {
    expect((await groups()).resources.map(({ type }) => type)).toContain('llm-infra-kit:azure:ResourceGroups');
  });

  test.each([['ends.'], ['a/b'], [''], ['x'.repeat(91)]])('reject the name %j', async (name) => {
    const error = await errorOf(() => new ResourceGroups('support', { location: 'swedencentral', data: { kind: 'existing', name } }));
    expect(error).toContain(`data.name must be 1 to 90 letters`);
    expect(error).toContain(`got '${name}'`);
  });

  test('name all faults at once', async () => {
    const error = await errorOf(
      () =>
        new ResourceGroups('support', {
          location: 'swedencentral',
          data: { kind: 'new', name: 'a.' },
          run: { kind: 'existing', name: 'b.' },
        }),
    );
    expect(error).toMatch(/^ResourceGroups support can't be made:\n- data\.name[\s\S]*\n- run\.name/);
  });
});

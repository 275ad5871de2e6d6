import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataBuckets, KeyVault, ResourceGroups } from '../../../constructs/azure/index.ts';
import { Rehearsal } from './rehearsal.ts';
import { idsByUrn, nameOf } from './state.ts';

const LOCATION = 'swedencentral';

/** A program of somebody's own, whose blocks get other names in the course of time. */
interface Names {
  readonly buckets: string;
  readonly vault: string;
}
const OLD: Names = { buckets: 'buckets', vault: 'vault' };
const NEW: Names = { buckets: 'documents', vault: 'credentials' };

function program(names: Names, before: Names | undefined): void {
  const groups = new ResourceGroups('groups', {
    location: LOCATION,
    data: { kind: 'new', name: 'own-data' },
    run: { kind: 'new', name: 'own-run' },
  });
  const place = { resourceGroupName: groups.dataName, location: LOCATION };
  const renamed = (name: string | undefined) => (name === undefined ? {} : { aliases: [{ name }] });
  new DataBuckets(names.buckets, { ...place, roles: ['raw'], accountNames: { data: 'owndata4711' } }, renamed(before?.buckets));
  const tenantId = '99999999-8888-4777-8666-555555555555';
  new KeyVault(names.vault, { ...place, vaultName: 'own-vault-4711', tenantId }, renamed(before?.vault));
}

describe('A block that gets another name', () => {
  let rehearsal: Rehearsal;
  let registered: readonly [Names, Names | undefined] = [OLD, undefined];
  beforeAll(async () => {
    rehearsal = await Rehearsal.open({ project: 'own', stack: 'dev', program: async () => program(...registered) });
    await rehearsal.up();
  });
  afterAll(() => rehearsal.close());

  test('would be made again without an alias', async () => {
    registered = [NEW, undefined];
    const changes = await rehearsal.preview();
    expect(changes.create).toBeGreaterThan(0);
    expect(changes.create).toBe(changes.delete);
  });

  test('moves with an alias, and so does everything in it: nothing is made, changed or deleted', async () => {
    registered = [NEW, OLD];
    const before = await rehearsal.resources();
    const requests = rehearsal.cloud.requests.length;
    expect(await rehearsal.previewedSteps()).toEqual([]);
    expect(Object.keys(await rehearsal.up())).toEqual(['same']);
    expect(rehearsal.cloud.requests).toHaveLength(requests);
    const after = await rehearsal.resources();
    expect(Object.values(idsByUrn(after)).sort()).toEqual(Object.values(idsByUrn(before)).sort());
    expect(after.map(nameOf)).toEqual(expect.arrayContaining(['documents', 'documents-data', 'documents-raw', 'credentials']));
    expect(after.map(nameOf)).not.toEqual(expect.arrayContaining(['vault']));
  });

  test('needs the alias no longer afterwards', async () => {
    registered = [NEW, undefined];
    expect(await rehearsal.previewedSteps()).toEqual([]);
  });
});

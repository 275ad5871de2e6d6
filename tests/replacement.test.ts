import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Footprint, lossesBetween, renderLosses } from '../constructs/replacement/index.ts';
import { KEPT_EXAMPLES } from './replacement/footprints.ts';

/**
 * What each example keeps, as it was released. `BASELINES=add npm test -- tests/replacement.test.ts` enters what is new. It changes and
 * removes no entry: giving up something that users have deployed is written into the file by hand, for a reviewer to see.
 */
const FOLDER = new URL('baselines/', import.meta.url);
const fileOf = (name: string) => new URL(`${name}.json`, FOLDER);
const ADD = process.env.BASELINES === 'add';

function baselineOf(name: string): Footprint {
  if (!existsSync(fileOf(name))) return {};
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Footprint;
}

function write(name: string, footprint: Footprint): void {
  const entries = Object.entries(footprint).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(fileOf(name), `{\n${entries.map(([id, entry]) => `  ${JSON.stringify(id)}: ${JSON.stringify(entry)}`).join(',\n')}\n}\n`);
}

test('every baseline is of an example that is there', () => {
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  const examples = KEPT_EXAMPLES.map(({ name }) => name);
  expect(ADD ? examples : names.sort()).toEqual(ADD ? expect.arrayContaining(names) : examples.toSorted());
});

describe.each(KEPT_EXAMPLES)('examples/$name', ({ name, footprint }) => {
  test('replaces and deletes nothing stateful of what is released', async () => {
    const baseline = baselineOf(name);
    const now = await footprint();
    if (ADD) write(name, { ...now, ...baseline });
    expect(renderLosses(lossesBetween(baseline, now))).toBe('');
  });

  test('has all that it keeps in its baseline, so that the next change is held against it', async () => {
    const known = Object.keys(baselineOf(name));
    const missing = Object.keys(await footprint()).filter((id) => !known.includes(id));
    expect(missing, 'enter them: BASELINES=add npm test -- tests/replacement.test.ts').toEqual([]);
  });

  test('would be caught at the loss of each thing that it keeps, and at each change that costs it', () => {
    const baseline = baselineOf(name);
    const kept = Object.entries(baseline).filter(([, { fate }]) => fate !== 'between');
    expect(kept.length).toBeGreaterThan(0);
    for (const [id, resource] of kept) {
      const { [id]: _, ...without } = baseline;
      expect(lossesBetween(baseline, without)).toContainEqual(expect.objectContaining({ id, change: 'removed' }));
      for (const [property, fixed] of Object.entries(resource.fixed).filter(([, { value }]) => value !== null)) {
        const changed = { ...resource, fixed: { ...resource.fixed, [property]: { ...fixed, value: 'another' } } };
        expect(lossesBetween(baseline, { ...baseline, [id]: changed })).toContainEqual(expect.objectContaining({ id, property }));
      }
    }
  });
});

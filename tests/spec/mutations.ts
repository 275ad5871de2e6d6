import * as fc from 'fast-check';

type Path = readonly (string | number)[];

/** Every node of some data but its root, by its path. */
export function nodesOf(value: unknown, above: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[...above, key], ...nodesOf((value as Record<string | number, unknown>)[key], [...above, key])]);
}

// What people and generators write where something else belongs.
const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY],
  ...[
    '',
    ' ',
    'x',
    '0',
    'null',
    'ä',
    '\u202E',
    '\0',
    'a'.repeat(5_000),
    '10.0.0.0/8',
    '999.0.0.0/16',
    'dev',
    'none',
    '2027-01-01',
    'toString',
  ],
  ...[[], {}, [[]], [{}], [null], { kind: 'none' }, { kind: null }, { aws: {} }, { '': '' }, { a: { b: { c: {} } } }],
];

/** One change of one node: taken out, of another type, out of all range, under another name, twice. */
export type Mutation = (file: unknown) => unknown;

export function mutationOf(file: unknown): fc.Arbitrary<{ readonly path: Path; readonly apply: Mutation }> {
  return fc
    .tuple(fc.constantFrom(...nodesOf(file)), fc.oneof(...CHANGES))
    .map(([path, change]) => ({ path, apply: (data: unknown) => changeAt(structuredClone(data), path, change) }));
}

type Change = (parent: Record<string | number, unknown>, key: string | number) => void;

const CHANGES: readonly fc.Arbitrary<Change>[] = [
  fc.constant((parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }),
  fc.constantFrom(...STRANGE).map(
    (value): Change =>
      (parent, key) => {
        parent[key] = structuredClone(value);
      },
  ),
  fc.jsonValue().map(
    (value): Change =>
      (parent, key) => {
        parent[key] = value;
      },
  ),
  fc.string().map(
    (name): Change =>
      (parent, key) => {
        const value = parent[key];
        delete parent[key];
        parent[`${key}${name}`] = value;
      },
  ),
  fc.constant((parent, key) => {
    if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
    else parent[`${key}-2`] = structuredClone(parent[key]);
  }),
];

function changeAt(data: unknown, path: Path, change: Change): unknown {
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], data);
  const key = path.at(-1);
  if (typeof parent === 'object' && parent !== null && key !== undefined) change(parent as Record<string | number, unknown>, key);
  return data;
}

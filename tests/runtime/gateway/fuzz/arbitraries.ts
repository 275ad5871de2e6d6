import fc, { type Arbitrary } from 'fast-check';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What breaks programs: edges of numbers and texts, names of an object's own parts, half characters. */
const evil: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, '', ' ', [], {}, [[]], [{}], [null], { type: 'text' }, { type: 'function', function: {} }),
  fc.constantFrom(0, -0, -1, 1, 0.5, 1e21, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER + 2),
  fc.constantFrom(
    '\ud800',
    '\udfff',
    '\u0000',
    '\u2028',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'ｃｈａｔ',
    '../../x',
    '\r\nx: y',
  ),
  fc.constant({ ['__proto__']: { polluted: true } }),
  fc.constant({ constructor: { prototype: { polluted: true } } }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);

const KEYS = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  '',
  '0',
  'user',
  'stop',
  'tool_choice',
  'metadata',
);

/** One change somewhere inside a value: another value, an entry less, an entry more. */
export function mutated(value: Json): Arbitrary<Json> {
  return fc
    .nat(placesOf(value) - 1)
    .chain((place) =>
      fc
        .record({ kind: fc.constantFrom('replace', 'remove', 'add'), with: evil, key: KEYS })
        .map((change) => changed(value, { left: place, ...change })),
    );
}

interface Change {
  left: number;
  readonly kind: 'replace' | 'remove' | 'add';
  readonly with: Json;
  readonly key: string;
}

const GONE = Symbol('gone');

function changed(value: Json, change: Change): Json {
  const result = walk(value, change);
  return result === GONE ? null : result;
}

/** Counts places down in document order; the one at 0 is changed. */
function walk(value: Json, change: Change): Json | typeof GONE {
  if (change.left-- === 0) {
    if (change.kind === 'remove') return GONE;
    if (change.kind === 'add' && isList(value)) return [...value, change.with];
    if (change.kind === 'add' && isObject(value)) return withEntries([...Object.entries(value), [change.key, change.with]]);
    return change.with;
  }
  if (isList(value)) return value.map((entry) => walk(entry, change)).filter((entry) => entry !== GONE);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, walk(entry, change)] as const);
  return withEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== GONE));
}

/** Own keys, `__proto__` among them. */
function withEntries(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries);
}

function placesOf(value: Json): number {
  const parts = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return 1 + parts.reduce<number>((sum, part) => sum + placesOf(part), 0);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !isList(value);

/** Several changes. */
export function mutatedOften(value: Json, most: number): Arbitrary<Json> {
  return mutated(value).chain((once) => (most <= 1 ? fc.constant(once) : fc.oneof(fc.constant(once), mutatedOften(once, most - 1))));
}

/** What no writer of JSON makes of it: keys twice, numbers beyond all bounds, half escapes, brackets without end, cut and exchanged bytes. */
export function brokenText(text: string): Arbitrary<Buffer<ArrayBuffer>> {
  const at = fc.nat(text.length);
  const piece = fc.constantFrom(
    ...['"model":"chat",', '"model":"internal",', '1e999', '-1e999', '1'.repeat(400), '"\\ud800"', '\\u0000', '\ufeff', '/**/', ','],
    ...['['.repeat(70), '{"a":'.repeat(70), '['.repeat(50_000), '"', '\\', '\u0000', '\n', 'NaN', 'undefined', '}}}'],
  );
  const insert = fc.tuple(at, piece).map(([place, what]) => Buffer.from(text.slice(0, place) + what + text.slice(place)));
  const cut = fc.tuple(at, at).map(([one, other]) => Buffer.from(text.slice(0, one) + text.slice(other)));
  const flip = fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 8 }).map((flips) => {
    const bytes = Buffer.from(text);
    for (const [place, byte] of flips) bytes.writeUInt8(byte, place % bytes.length);
    return bytes;
  });
  return fc.oneof(insert, cut, flip);
}

const token = fc.string({ unit: 'binary', maxLength: 30 });
const HEADER_VALUES = fc.oneof(
  token,
  fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', 'APPLICATION/JSON ; x', ';', 'a'.repeat(20_000)),
  fc.constantFrom(
    'Bearer ',
    'Bearer a b',
    'Bearer x.y.z',
    'bearer \u0000',
    'Basic eDp5',
    'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.',
    'null',
  ),
);

/** Headers as an adapter gives them, known and unknown ones. */
export const headerSoup: Arbitrary<Record<string, string>> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('authorization', 'content-type', 'content-length', 'origin', 'x-request-id', '__proto__', 'constructor', 'x-llm-model'),
    token.map((name) => name.toLowerCase()),
  ),
  HEADER_VALUES,
  { maxKeys: 8 },
);

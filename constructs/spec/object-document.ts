import { describeValue, type Fault, formatPath } from './fault.ts';
import { holdsItself, MOST_LEVELS, type SourceDocument, tooDeep, UNSAFE_KEYS, unsafeKey } from './source-document.ts';

/** A platform given as an object: a copy of the same data, no positions. What YAML could not say is refused as there. */
export function objectDocument(source: unknown): SourceDocument {
  const faults: Fault[] = [];
  const note = (path: readonly PropertyKey[], fault: Omit<Fault, 'severity' | 'path'>) => {
    faults.push({ severity: 'error', path: formatPath(path), ...fault });
    return undefined;
  };
  const within = new Set<unknown>();

  const copy = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof value !== 'object' || value === null) return isPlain(value) ? value : note(path, notPlain(value));
    if (within.has(value)) return note(path, holdsItself);
    if (path.length > MOST_LEVELS) return note(path.slice(0, 1), tooDeep);
    if (!Array.isArray(value) && !isRecord(value)) return note(path, notPlain(value));
    within.add(value);
    const copied = Array.isArray(value)
      ? Array.from(value, (item, index) => copy(item ?? null, [...path, index]))
      : copyRecord(value, path);
    within.delete(value);
    return copied;
  };
  const copyRecord = (record: object, path: readonly PropertyKey[]) => {
    const entries = Object.entries(record).filter(([, item]) => item !== undefined);
    for (const [key] of entries) if (UNSAFE_KEYS.has(key)) note(path, unsafeKey(key));
    return Object.fromEntries(entries.filter(([key]) => !UNSAFE_KEYS.has(key)).map(([key, item]) => [key, copy(item, [...path, key])]));
  };

  const data = copy(source, []);
  return { data: faults.length > 0 ? undefined : data, faults, locate: () => undefined };
}

const isPlain = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm, such as a test's, has an Object of its own: an ordinary one has no prototype above its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notPlain(value: unknown): Omit<Fault, 'severity' | 'path'> {
  const name = typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
  return {
    code: 'CFG-002',
    message: 'no plain data',
    got: describeValue(name),
    allowed: 'texts, numbers, booleans, lists and maps',
    remedy: name === 'Date' ? 'Write the date as a text, YYYY-MM-DD.' : 'Write it as plain data.',
  };
}

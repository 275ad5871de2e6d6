import type { RecordedObject, RecordedValue } from '../recorder/recording.ts';
import { type ArmType, urlArguments } from './arm-type.ts';

/** What an inner object keeps beside its `properties`. */
const INNER_BESIDE = ['id', 'name', 'type', 'etag', 'location', 'tags', 'sku', 'zones', 'extendedLocation'];

/** The arguments of a class as the body that azure-native sends: names of the wire, and properties one level down where they were. */
export function bodyOf(armType: ArmType, inputs: RecordedObject): RecordedObject {
  const url = urlArguments(armType);
  const given = Object.entries(inputs).filter(([key]) => !url.includes(key));
  const body = Object.fromEntries(given.map(([key, value]) => [armType.renames?.[key] ?? key, rewritten(armType, key, value)]));
  return armType.beside ? lowered(body, armType.beside) : body;
}

function rewritten(armType: ArmType, path: string, value: RecordedValue): RecordedValue {
  if (path === 'identity.userAssignedIdentities' && Array.isArray(value)) return identityMap(value);
  if (Array.isArray(value)) return value.map((item) => rewritten(armType, path, item));
  if (!isObject(value) || isMarker(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    const inner = `${path}.${key}`;
    return [armType.renames?.[inner] ?? key, rewritten(armType, inner, part)];
  });
  const object = Object.fromEntries(entries);
  return armType.inner?.includes(path) ? lowered(object, INNER_BESIDE) : object;
}

/** Puts everything that does not stand beside `properties` into them. */
function lowered(object: RecordedObject, beside: readonly string[]): RecordedObject {
  const entries = Object.entries(object);
  const inner = entries.filter(([key]) => !beside.includes(key));
  const outer = entries.filter(([key]) => beside.includes(key));
  return { ...Object.fromEntries(outer), ...(inner.length > 0 && { properties: Object.fromEntries(inner) }) };
}

/** azure-native takes a list of ids, since an id is late-bound and a key cannot be; ARM takes a map from id to nothing. */
function identityMap(ids: readonly RecordedValue[]): RecordedObject {
  return Object.fromEntries(ids.map((id) => [typeof id === 'string' ? id : JSON.stringify(id), {}]));
}

export function isObject(value: RecordedValue): value is RecordedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value stands for a secret, an unknown or a resource. */
export function isMarker(value: RecordedValue): boolean {
  return isObject(value) && ['$secret', '$unknown', '$resource'].some((mark) => Object.hasOwn(value, mark));
}

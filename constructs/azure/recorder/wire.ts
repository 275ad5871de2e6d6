import type { RecordedObject, RecordedValue } from './recording.ts';

/** Marks of the wire format, the same in the engine and every SDK (sdk/go/common/resource/properties.go). */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e';
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The protocol buffer that carries an object. */
export interface Struct {
  toJavaScript(): WireObject;
}
/** A value of the wire format. */
export type Wire = unknown;
export type WireObject = Record<string, Wire>;

export function struct(value: WireObject): Struct {
  return { toJavaScript: () => value };
}

function isObject(value: Wire): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays outputs over inputs, part by part. */
export function merged(below: WireObject, above: WireObject): WireObject {
  const entries = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    return [key, isObject(under) && isObject(value) && !under[SIGNATURE] ? merged(under, value) : value];
  });
  return { ...below, ...Object.fromEntries(entries) };
}

/** The plain value behind the wire format; what is unknown is left out. For the answers alone: never recorded. */
export function revealed(value: Wire): unknown {
  if (value === UNKNOWN) return undefined;
  if (Array.isArray(value)) return value.map(revealed);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return revealed(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revealed(part)]));
}

export function recordedObject(value: WireObject): RecordedObject {
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, recorded(value[key])]));
}

/** The value as the recording shows it. */
function recorded(value: Wire): RecordedValue {
  if (value === UNKNOWN) return { $unknown: true };
  if (Array.isArray(value)) return value.map(recorded);
  if (!isObject(value)) return value as RecordedValue;
  switch (value[SIGNATURE]) {
    case undefined:
      return recordedObject(value);
    case SECRET:
      return { $secret: jsonType(value.value) };
    case RESOURCE:
      return { $resource: String(value.urn) };
    default:
      throw new Error(
        `the program passes a value of a kind that the recorder does not know (${String(value[SIGNATURE])}), such as an asset`,
      );
  }
}

function jsonType(value: Wire) {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'string' | 'number' | 'boolean' | 'object';
}

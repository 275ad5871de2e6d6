import { describeValue, formatPath } from '../../spec/fault.ts';
import { nearestNames } from '../../spec/nearest.ts';
import type { RecordedObject, RecordedValue } from '../recorder/recording.ts';
import { isMarker, isObject } from './body.ts';
import type { ArmRule } from './finding.ts';
import { type ArmSchema, type ArmTypeSchema, resolveSchema } from './schema.ts';

export interface SchemaFault {
  readonly rule: ArmRule;
  readonly path: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** Everything that a value has wrong against its schema, in the order of the value. */
export function schemaFaults(value: RecordedValue, schema: ArmSchema, types: ArmTypeSchema, path: Path = []): readonly SchemaFault[] {
  if (value === undefined || isMarker(value)) return [];
  const resolved = resolveSchema(schema, types);
  if (resolved.readOnly) return [fault('read-only-property', path, 'is set by Azure; leave it out')];
  if (resolved.discriminator) return variantFaults(value, resolved.discriminator, types, path);
  switch (resolved.type) {
    case undefined:
      return [];
    case 'string':
      return typeof value === 'string' ? stringFaults(value, resolved, path) : [wrongType(value, 'a text', path)];
    case 'integer':
      return typeof value === 'number' ? numberFaults(value, resolved, path) : [wrongType(value, 'a number', path)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(value, 'true or false', path)];
    case 'array':
      return isList(value) ? listFaults(value, resolved, types, path) : [wrongType(value, 'a list', path)];
    case 'object':
      return isObject(value) ? objectFaults(value, resolved, types, path) : [wrongType(value, 'an object', path)];
  }
}

function objectFaults(value: RecordedObject, schema: ArmSchema, types: ArmTypeSchema, path: Path): readonly SchemaFault[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => fault('missing-property', [...path, name], 'is missing; Azure requires it'));
  const inner = Object.entries(value).flatMap(([name, part]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (known) return schemaFaults(part, known, types, [...path, name]);
    return part === undefined ? [] : [unknownProperty([...path, name], Object.keys(properties))];
  });
  return [...missing, ...inner];
}

function variantFaults(
  value: RecordedValue,
  { propertyName, mapping }: NonNullable<ArmSchema['discriminator']>,
  types: ArmTypeSchema,
  path: Path,
): readonly SchemaFault[] {
  if (!isObject(value)) return [wrongType(value, 'an object', path)];
  const kind = value[propertyName];
  const place = [...path, propertyName];
  if (kind === undefined) return [fault('missing-property', place, `is missing; it must be ${choice(Object.keys(mapping))}`)];
  if (typeof kind !== 'string') return isMarker(kind) ? [] : [wrongType(kind, 'a text', place)];
  const variant = Object.hasOwn(mapping, kind) ? mapping[kind] : undefined;
  if (variant) return schemaFaults(value, variant, types, path);
  return [
    fault('enum', place, `must be ${choice(Object.keys(mapping))}, got ${describeValue(kind)}${spelling(kind, Object.keys(mapping))}`),
  ];
}

function unknownProperty(path: Path, known: readonly string[]): SchemaFault {
  const near = nearestNames(String(path.at(-1)), known);
  const remedy = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'leave it out, or use an API version that has it';
  return fault('unknown-property', path, `is unknown in this API version; ${remedy}`);
}

function listFaults(value: readonly RecordedValue[], schema: ArmSchema, types: ArmTypeSchema, path: Path): readonly SchemaFault[] {
  const { items = {}, minItems, maxItems } = schema;
  return [
    ...outside('length', value.length, minItems, maxItems, path, (allowed) => `must have ${allowed} items, got ${value.length}`),
    ...value.flatMap((item, index) => schemaFaults(item, items, types, [...path, index])),
  ];
}

function numberFaults(value: number, { minimum, maximum }: ArmSchema, path: Path): readonly SchemaFault[] {
  if (!Number.isInteger(value)) return [fault('whole-number', path, `is a whole number in the schema, got ${value}`)];
  return outside('range', value, minimum, maximum, path, (allowed) => `must be ${allowed}, got ${value}`);
}

function stringFaults(value: string, schema: ArmSchema, path: Path): readonly SchemaFault[] {
  const { enum: closed, knownValues: open, minLength, maxLength, pattern } = schema;
  const got = describeValue(value);
  const faults = [
    ...outside(
      'length',
      value.length,
      minLength,
      maxLength,
      path,
      (allowed) => `must have ${allowed} characters, got ${value.length}: ${got}`,
    ),
  ];
  if (pattern !== undefined && !new RegExp(pattern).test(value)) faults.push(fault('pattern', path, `must match ${pattern}, got ${got}`));
  if (closed && !closed.includes(value))
    faults.push(fault('enum', path, `must be ${choice(closed)}, got ${got}${spelling(value, closed)}`));
  if (open && !open.includes(value))
    faults.push(fault('known-value', path, `is none of the known ${choice(open)}, got ${got}${spelling(value, open)}`));
  return faults;
}

function spelling(value: string, allowed: readonly string[]): string {
  const meant = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  return meant ? `; write '${meant}', the case counts` : '';
}

function choice(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

function outside(
  rule: ArmRule,
  value: number,
  least: number | undefined,
  most: number | undefined,
  path: Path,
  message: (allowed: string) => string,
): SchemaFault[] {
  if (value >= (least ?? value) && value <= (most ?? value)) return [];
  const allowed = least === undefined ? `at most ${most}` : most === undefined ? `at least ${least}` : `${least} to ${most}`;
  return [fault(rule, path, message(allowed))];
}

function wrongType(value: RecordedValue, expected: string, path: Path): SchemaFault {
  return fault('type', path, `must be ${expected}, got ${describeValue(value)}`);
}

function fault(rule: ArmRule, path: Path, text: string): SchemaFault {
  const place = formatPath(path);
  return { rule, path: place, message: `${place} ${text}` };
}

function isList(value: RecordedValue): value is readonly RecordedValue[] {
  return Array.isArray(value);
}

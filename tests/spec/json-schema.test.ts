import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RESIDENCIES } from '../../constructs/catalog/index.ts';
import { BUCKET_ROLES } from '../../constructs/spec/bucket-roles.ts';
import { platformJsonSchema } from '../../constructs/spec/json-schema.ts';
import { NOT_OFFERED_KEYS } from '../../constructs/spec/not-offered.ts';
import { DATA_CLASSIFICATIONS, PROFILES } from '../../constructs/spec/vocabulary.ts';
import { GOOD_FILE } from './bad-inputs/fixture.ts';
import { EXISTING_AZURE, FULL_AWS, FULL_AZURE, OPEN_AZURE } from './full-files.ts';

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly [key: string]: unknown;
}

const SCHEMA = platformJsonSchema() as JsonSchema;
const EXAMPLE = readFileSync(new URL('../../examples/support-assistant/platform.yaml', import.meta.url), 'utf8');

/** Every schema within a schema, with its path. */
function within(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  return [
    [path, schema],
    ...Object.entries(properties).flatMap(([key, child]) => within(child, `${path}.${key}`)),
    ...(typeof additionalProperties === 'object' ? within(additionalProperties, `${path}.*`) : []),
    ...(items ? within(items, `${path}[]`) : []),
    ...[...anyOf, ...oneOf].flatMap((child) => within(child, path)),
  ];
}

/** A validator that knows nothing of the kit's own schemas. */
const accepts = (data: unknown): boolean => z.fromJSONSchema(SCHEMA as never).safeParse(data).success;

describe('The JSON Schema of a platform file', () => {
  test('accepts the example, the good file of the tests, and files that use every key', () => {
    for (const file of [parse(EXAMPLE), parse(GOOD_FILE), FULL_AWS, FULL_AZURE, EXISTING_AZURE, OPEN_AZURE])
      expect(accepts(file)).toBe(true);
  });

  test('knows what an overlay may change, with nothing required and null to take a key out', () => {
    const overlaid = (overlay: object) => ({ ...parse(EXAMPLE), environments: { dev: { profile: 'dev', ...overlay } } });
    expect(accepts(overlaid({ clouds: { aws: { account: '111122223333' } }, data: { pii: null }, secrets: { 'openai-key': null } }))).toBe(
      true,
    );
    expect(accepts(overlaid({ clouds: { aws: { acount: '111122223333' } } }))).toBe(false);
    expect(accepts(overlaid({ name: 'another' }))).toBe(false);
  });

  test.each([
    ['an unknown key', { resedency: 'eu' }],
    ['an unknown key of a part', { keys: { rotation: 90 } }],
    ['a key that is not offered', { vectorStores: {} }],
    ['a wrong type', { keys: { rotationDays: '365' } }],
    ['a number out of range', { keys: { rotationDays: 1 } }],
    ['a word that is not on the list', { residency: 'mars' }],
    ['a text of another form', { name: 'Demo' }],
    ['an unknown kind', { network: { egress: { kind: 'natt' } } }],
  ])('refuses %s', (_, part) => {
    expect(accepts({ ...parse(EXAMPLE), ...part })).toBe(false);
  });

  test('refuses a file without a required key', () => {
    for (const key of SCHEMA.required ?? []) {
      const { [key]: _, ...rest } = parse(EXAMPLE);
      expect(accepts(rest), key).toBe(false);
    }
    expect(SCHEMA.required).toEqual(['version', 'name', 'owner', 'dataClassification', 'residency', 'naming', 'clouds', 'environments']);
  });

  test('allows unknown keys nowhere, and other names only where names are free', () => {
    const open = within(SCHEMA).filter(([, { type, additionalProperties }]) => type === 'object' && additionalProperties !== false);
    expect(open.filter(([, { properties }]) => properties).map(([path]) => path)).toEqual([]);
    const body = open.map(([path]) => path).filter((path) => !path.startsWith('.environments.*'));
    expect(body).toEqual([
      '.tags.names',
      '.tags.add',
      '.environments',
      '.network.azure.dns.zoneIds',
      '.data.retentionDays',
      '.secrets',
      '.guardrails',
      '.guardrails.*.contentFilters',
      '.models',
      '.routes',
      '.routes.*.split',
      '.consumers',
    ]);
  });

  test('offers the words of the vocabulary', () => {
    const { properties = {} } = SCHEMA;
    expect(properties.residency?.enum).toEqual(RESIDENCIES);
    expect(properties.dataClassification?.enum).toEqual(DATA_CLASSIFICATIONS);
    expect(properties.data?.properties?.buckets?.items?.enum).toEqual(BUCKET_ROLES);
    const overlay = properties.environments?.additionalProperties as JsonSchema;
    expect(overlay.properties?.profile?.enum).toEqual(PROFILES);
  });

  test('has no key that is not offered', () => {
    const keys = Object.keys(SCHEMA.properties ?? {});
    expect(keys.filter((key) => (NOT_OFFERED_KEYS as readonly string[]).includes(key))).toEqual([]);
  });

  test('gives an example for every required key, so that an editor can complete it', () => {
    const { properties = {}, required = [] } = SCHEMA;
    expect(required.filter((key) => !Array.isArray(properties[key]?.examples))).toEqual([]);
  });

  test('is the same each time, and plain JSON', () => {
    expect(JSON.stringify(platformJsonSchema())).toBe(JSON.stringify(SCHEMA));
    expect(JSON.parse(JSON.stringify(SCHEMA))).toEqual(SCHEMA);
    expect(SCHEMA.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});

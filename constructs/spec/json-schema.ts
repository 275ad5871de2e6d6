import { z } from 'zod';
import { OVERLAID, platformSchema } from './schema/platform.ts';
import { notes } from './schema/primitives.ts';

/**
 * The JSON Schema of the platform file, for completion and first checks in an editor:
 * `# yaml-language-server: $schema=./node_modules/llm-infra-kit/dist/schema.json`.
 */
export function platformJsonSchema(): object {
  const schema = z.toJSONSchema(platformSchema, {
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      const note = notes.get(zodSchema as unknown as z.ZodType);
      if (note?.allowed) jsonSchema.description = note.allowed;
      if (note?.example !== undefined) jsonSchema.examples = [note.example];
    },
  });
  return { title: 'llm-infra-kit platform file, version 1', ...withOverlays(schema as JsonSchema) };
}

interface JsonSchema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** Lets an environment's overlay be completed as well: any part of the file, with nothing required and null to take a key out. */
function withOverlays(schema: JsonSchema): JsonSchema {
  const { environments, ...parts } = schema.properties ?? {};
  const entry = environments?.additionalProperties as JsonSchema;
  const overlaid = Object.fromEntries(OVERLAID.map((key) => [key, patchOf(parts[key] ?? {})]));
  const overlay = { ...entry, properties: { ...entry.properties, ...overlaid }, additionalProperties: false };
  return { ...schema, properties: { ...schema.properties, environments: { ...environments, additionalProperties: overlay } } };
}

/** What a merge patch of a value may be. */
function patchOf(schema: JsonSchema): JsonSchema {
  const { required: _, properties, additionalProperties, anyOf, oneOf, ...rest } = schema;
  const unions = {
    ...(anyOf ? { anyOf: (anyOf as JsonSchema[]).map(patchOf) } : {}),
    ...(oneOf ? { anyOf: (oneOf as JsonSchema[]).map(patchOf) } : {}),
  };
  const patch = {
    ...rest,
    ...unions,
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, patchOf(value)])) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object' ? patchOf(additionalProperties as JsonSchema) : additionalProperties,
        }),
  };
  return { anyOf: [patch, { type: 'null' }] };
}

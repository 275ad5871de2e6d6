import { z } from 'zod';
import { platformSchema } from './schema/platform.ts';
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
  return { title: 'llm-infra-kit platform file, version 1', ...schema };
}

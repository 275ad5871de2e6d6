import { z } from 'zod';
import { CLOUDS, PROFILES } from '../spec/vocabulary.ts';

const resource = z.strictObject({ stack: z.string(), logicalId: z.string(), type: z.string(), path: z.string(), block: z.string() });

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  remedy: z.string().optional(),
  stack: z.string().optional(),
  logicalId: z.string().optional(),
  path: z.string().optional(),
});

const acknowledgement = z.strictObject({
  rule: z.string(),
  reason: z.string(),
  where: z.string().optional(),
  expires: z.string().optional(),
  findings: z.int().min(0),
});

const environment = z.strictObject({
  environment: z.string(),
  cloud: z.enum(CLOUDS),
  profile: z.enum(PROFILES),
  region: z.string(),
  resources: z.array(resource),
  validation: z.enum(['ran', 'off']),
  findings: z.array(finding),
  outputs: z.strictObject({ stackOutputs: z.array(z.strictObject({ stack: z.string(), output: z.string() })), parameters: z.string() }),
  files: z.array(z.string()),
  acknowledgements: z.array(acknowledgement),
});

/** The form of `plan.json`, version 1. */
export const planSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  asOf: z.iso.date(),
  name: z.string(),
  environments: z.array(environment),
});

/** The JSON Schema that is written beside `plan.json`. */
export function planJsonSchema(): object {
  return { title: 'llm-infra-kit plan, version 1', ...z.toJSONSchema(planSchema, { target: 'draft-2020-12' }) };
}

import { z } from 'zod';
import { MODEL_USES } from '../catalog/index.ts';
import { TOOLS } from '../policy/register.ts';
import { CLOUDS, COUNTERS_FAIL, EXTERNAL_PROVIDERS, PROFILES, STICKY_BY } from '../spec/vocabulary.ts';
import type { PlanReport } from './plan-report.ts';

const resource = z.strictObject({
  stack: z.string(),
  logicalId: z.string(),
  type: z.string(),
  path: z.string(),
  block: z.string(),
  urn: z.string().optional(),
});

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  remedy: z.string().optional(),
  stack: z.string().optional(),
  logicalId: z.string().optional(),
  path: z.string().optional(),
});

const fixedProperty = z.strictObject({
  value: z.unknown(),
  effect: z.enum(['replaces', 'may replace', 'overwrites']).optional(),
  from: z.array(z.string()).optional(),
});

const keptResource = z.strictObject({
  type: z.string(),
  fate: z.enum(['kept', 'deleted', 'between']),
  fixed: z.record(z.string(), fixedProperty),
  formerly: z.array(z.string()).optional(),
});

const acknowledgement = z.strictObject({
  tool: z.enum(TOOLS).optional(),
  rule: z.string(),
  reason: z.string(),
  where: z.string().optional(),
  expires: z.string().optional(),
  findings: z.int().min(0),
});

const gateway = z.strictObject({
  kind: z.literal('serverless'),
  auth: z.strictObject({ apiKeys: z.boolean(), issuers: z.array(z.string()) }),
  routes: z.array(
    z.strictObject({
      name: z.string(),
      use: z.enum(MODEL_USES),
      split: z.record(z.string(), z.number()),
      stickyBy: z.enum(STICKY_BY),
      fallbacks: z.array(z.string()),
      experiment: z.string().optional(),
    }),
  ),
  models: z.array(
    z.strictObject({
      alias: z.string(),
      provider: z.enum(['bedrock', 'azure-openai', ...EXTERNAL_PROVIDERS]),
      model: z.string(),
      url: z.string().optional(),
      residencyException: z.strictObject({ reason: z.string(), approvedBy: z.string(), expires: z.string() }).optional(),
    }),
  ),
  consumers: z.array(
    z.strictObject({
      name: z.string(),
      routes: z.array(z.string()),
      requestsPerMinute: z.int().optional(),
      tokensPerMinute: z.int().optional(),
      tokensPerMonth: z.int().optional(),
    }),
  ),
  countersFail: z.enum(COUNTERS_FAIL),
});

const environment = z.strictObject({
  environment: z.string(),
  cloud: z.enum(CLOUDS),
  profile: z.enum(PROFILES),
  region: z.string(),
  resources: z.array(resource),
  kept: z.record(z.string(), keptResource),
  findings: z.array(finding),
  notChecked: z.array(z.string()),
  outputs: z.strictObject({
    stackOutputs: z.array(z.strictObject({ stack: z.string(), output: z.string() })),
    parameters: z.string().optional(),
  }),
  gateway: gateway.optional(),
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

/** A report that was read from a file. Throws on anything else. */
export function parsePlan(value: unknown): PlanReport {
  return planSchema.parse(value) as PlanReport;
}

/** The JSON Schema that is written beside `plan.json`. */
export function planJsonSchema(): object {
  return { title: 'llm-infra-kit plan, version 1', ...z.toJSONSchema(planSchema, { target: 'draft-2020-12' }) };
}

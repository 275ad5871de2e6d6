import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { planEnvironment, planJsonSchema, planSchema } from '../../constructs/plan/index.ts';
import type { PlanReport } from '../../constructs/plan/plan-report.ts';
import { specOf } from '../support/platforms.ts';
import { AS_OF, planOf, synthesizedWith, UNGUARDED } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'plan-schema-'));
afterAll(() => rmSync(out, { recursive: true }));

let written: unknown;
beforeAll(() => {
  const spec = specOf({ exemptions: [{ rule: 'REL-01', reason: 'Thrown away on purpose', where: 'Second', expires: '2026-12-31' }] });
  const environments = [
    planEnvironment(spec, synthesizePlatform(spec, join(out, 'aws')), 'dev/aws', AS_OF),
    planOf(synthesizedWith({ second: UNGUARDED }), { spec }),
    planOf(synthesizedWith({ second: UNGUARDED, findings: [{ rule: 'F3002', source: 'CloudFormation Validate', message: 'Unknown' }] })),
  ];
  const report: PlanReport = { version: 1, asOf: AS_OF, name: 'assistant', environments };
  written = JSON.parse(JSON.stringify({ $schema: './plan.schema.json', ...report }));
});

test('A plan has the form that the schema says, nothing more and nothing less', () => {
  expect(planSchema.parse(written)).toEqual(written);
});

test('The JSON Schema beside the plan takes it', () => {
  const schema = planJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'llm-infra-kit plan, version 1',
    type: 'object',
  });
  expect(z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(written).error).toBeUndefined();
});

test.each([
  ['another version', { version: 2 }],
  ['a day that is none', { asOf: '2026-02-30' }],
  ['a word that the form does not know', { cost: 12 }],
  ['no environments', { environments: undefined }],
])('Neither schema takes %s', (_, change) => {
  const changed = JSON.parse(JSON.stringify({ ...(written as object), ...change }));
  expect(planSchema.safeParse(changed).success).toBe(false);
  expect(z.fromJSONSchema(planJsonSchema() as z.core.JSONSchema.JSONSchema).safeParse(changed).success).toBe(false);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/azure/platform/index.ts';
import { planEnvironment, planSchema, renderPlan } from '../../constructs/plan/index.ts';
import type { SynthesisFinding, SynthesizedPlatform } from '../../constructs/plan/synthesized.ts';
import { specOf } from '../azure/support/platforms.ts';
import { AS_OF } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'plan-azure-'));
afterAll(() => rmSync(out, { recursive: true }));

const synthesized = synthesizePlatform(specOf({}, 'prod'), join(out, 'prod'));
const planned = async (changes: Partial<SynthesizedPlatform> = {}, patch: object = {}) =>
  planEnvironment(specOf(patch, 'prod'), { ...(await synthesized), ...changes }, 'prod/azure', AS_OF);

describe('The plan of an environment on Azure', () => {
  test('names its place, its file and the one output of its stack', async () => {
    expect(await planned()).toMatchObject({
      environment: 'prod',
      cloud: 'azure',
      region: 'swedencentral',
      files: ['prod/azure/template.json'],
      outputs: { stackOutputs: [{ stack: 'support-assistant-prod', output: 'platform' }] },
    });
    expect((await planned()).outputs).not.toHaveProperty('parameters');
  });

  test('counts every resource of the template to a block of the kit', async () => {
    const { resources } = await planned();
    const [{ template } = { template: undefined }] = (await synthesized).templates;
    expect(resources).toHaveLength((template as { resources: unknown[] }).resources.length);
    expect([...new Set(resources.map(({ block }) => block))].sort()).toEqual([
      ...['data', 'groups', 'guardrail', 'identity', 'monitoring', 'network', 'registry', 'secrets', 'serving'],
    ]);
    expect(resources.find(({ type }) => type === 'Microsoft.KeyVault/vaults')?.path).toBe('platform/platform-vault/platform-vault');
  });

  test('says that the rules of the kit have not judged it', async () => {
    const plan = await planned();
    expect(plan.notChecked).toEqual(["the kit's own rules, which are for AWS alone so far; the findings are those of the ARM schemas"]);
    expect(renderPlan({ version: 1, asOf: AS_OF, name: 'x', environments: [plan] }, 'out')).toContain(
      "\n  Not checked: the kit's own rules",
    );
  });

  test('lists what the ARM schemas find, with its severity', async () => {
    const finding: SynthesisFinding = {
      rule: 'enum',
      severity: 'error',
      source: 'ARM schema Microsoft.KeyVault/vaults@2024-11-01',
      message: 'not one of standard, premium',
      template: 'template.json',
      logicalId: 'platform-vault',
      path: 'properties.sku.name',
    };
    const { findings } = await planned({ findings: [finding] });
    expect(findings).toContainEqual({
      rule: 'enum',
      severity: 'error',
      message: 'not one of standard, premium (ARM schema Microsoft.KeyVault/vaults@2024-11-01)',
      stack: 'support-assistant-prod',
      logicalId: 'platform-vault',
      path: 'properties.sku.name',
    });
    const { findings: warned } = await planned({ findings: [{ ...finding, severity: 'warning' }] });
    expect(warned.find(({ rule }) => rule === 'enum')?.severity).toBe('warning');
  });

  test('has no warning of the file about another cloud', async () => {
    const patch = { clouds: { aws: { region: 'eu-central-1' } }, models: { assistant: null, embedder: null } };
    const { warnings } = specOf(patch, 'prod');
    expect(warnings.some(({ path }) => path.includes('clouds.aws'))).toBe(true);
    const { findings } = await planned({}, patch);
    expect(findings.filter(({ path }) => path?.includes('clouds.aws'))).toEqual([]);
  });

  test('has the form of the report', async () => {
    const report = { version: 1, asOf: AS_OF, name: 'x', environments: [JSON.parse(JSON.stringify(await planned()))] };
    expect(planSchema.parse(report)).toEqual(report);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/azure/platform/index.ts';
import { planEnvironment, planSchema, policyContext } from '../../constructs/plan/index.ts';
import type { SynthesisFinding, SynthesizedPlatform } from '../../constructs/plan/synthesized.ts';
import { specOf } from '../azure/support/platforms.ts';
import { AS_OF } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'plan-azure-'));
afterAll(() => rmSync(out, { recursive: true }));

const synthesized = synthesizePlatform(specOf({}, 'prod'), join(out, 'prod'));
const planned = async (changes: Partial<SynthesizedPlatform> = {}, patch: object = {}) =>
  planEnvironment(specOf(patch, 'prod'), { ...(await synthesized), ...changes }, 'prod/azure', AS_OF);

/** What the platform registers, but for the flow log of its network. */
async function withoutFlowLog() {
  const { registrations = [] } = await synthesized;
  return registrations.filter(({ type }) => !type.endsWith(':FlowLog'));
}

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

  test('is judged by the rules of the kit, which it follows', async () => {
    const plan = await planned();
    expect(plan.notChecked.filter((what) => what.includes('rules'))).toEqual([]);
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('lists the broken rules of the kit as errors, with place and remedy', async () => {
    const { findings } = await planned({ registrations: await withoutFlowLog() });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([
      {
        rule: 'NET-01',
        severity: 'error',
        message: 'got no flow log, allowed a FlowLog of the network',
        remedy: 'Add a flow log for the network.',
        stack: 'support-assistant-prod',
        logicalId: 'platform-network',
        path: 'flowLogs',
      },
    ]);
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

describe('An exemption on Azure', () => {
  const both = { clouds: { aws: { region: 'eu-central-1' } }, models: null };
  const exempt = (changes: object = {}) => ({
    exemptions: [{ rule: 'NET-01', reason: 'The hub logs all flows', expires: '2026-12-31', ...changes }],
  });
  const judged = async (patch: object, changes: Partial<SynthesizedPlatform> = {}) => {
    const { findings, acknowledgements } = await planned(changes, patch);
    return {
      findings: findings.filter(({ rule }) => rule !== 'CFG-110').map(({ rule, severity }) => `${severity} ${rule}`),
      acknowledgements,
    };
  };

  test.each([
    ['everywhere', {}],
    ['by name', { where: 'platform-network' }],
    ['by the component that holds it', { where: 'platform/platform-network' }],
    ['on Azure', { cloud: 'azure' }],
  ])('takes the finding away and is listed: %s', async (_, changes) => {
    const { findings, acknowledgements } = await judged(exempt(changes), { registrations: await withoutFlowLog() });
    expect(findings).toEqual([]);
    expect(acknowledgements).toEqual([expect.objectContaining({ rule: 'NET-01', reason: 'The hub logs all flows', findings: 1 })]);
  });

  test('of the other cloud is not heard of', async () => {
    const { findings } = await judged(exempt({ cloud: 'aws' }), { registrations: await withoutFlowLog() });
    expect(findings).toEqual(['error NET-01']);
    expect(await judged(exempt({ cloud: 'aws' }))).toEqual({ findings: [], acknowledgements: [] });
  });

  test('that matches nothing is a warning, and says which cloud to name where there are two', async () => {
    const messages = async (patch: object) =>
      (await planned({}, patch)).findings.filter(({ rule }) => rule === 'NET-01').map(({ message }) => message);
    expect(await messages(exempt())).toEqual(['exemption of NET-01 matches no finding; remove it']);
    expect(await messages({ ...both, ...exempt() })).toEqual([
      'exemption of NET-01 matches no finding on azure; remove it, or say cloud: aws',
    ]);
  });

  test('of a rule that only the other cloud of the platform has is no fault', async () => {
    expect((await judged({ ...both, ...exempt({ rule: 'DAT-03' }) })).findings).toEqual([]);
    expect((await judged(exempt({ rule: 'DAT-03' }))).findings).toEqual(['warning DAT-03']);
  });
});

describe('What the rules are told of an environment on Azure', () => {
  test('is its location, where data may be, and its network', () => {
    expect(policyContext(specOf({}, 'prod'), 'azure')).toMatchObject({
      cloud: 'azure',
      profile: 'prod',
      private: true,
      region: 'swedencentral',
      egress: 'none',
      privateDns: 'deployment',
    });
    expect(policyContext(specOf({}, 'prod'), 'azure').regionsAllowed).toContain('westeurope');
    expect(policyContext(specOf(), 'azure').private).toBe(false);
  });

  test('is that a policy writes the DNS records where the file says so', () => {
    const patch = { network: { azure: { dns: { kind: 'policy' } } } };
    expect(policyContext(specOf(patch, 'prod'), 'azure').privateDns).toBe('policy');
  });
});

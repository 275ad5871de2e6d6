import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, NestedStack, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { acknowledgementsIn, constructPaths, LlmPolicyChecks, type PolicyChecksProps } from '../../constructs/policy/cdk.ts';
import { type Exemption, RULES } from '../../constructs/policy/index.ts';

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
}

// The report goes to the error stream of an app that CDK's command line does not drive.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.mocked(console.error).mockClear());
afterAll(() => vi.restoreAllMocks());

const FOLLOWED = RULES.map(({ id }) => id).filter((id) => id !== 'DAT-01');

/** Exemptions of all rules but DAT-01, so that the tests show one thing. */
const others: readonly Exemption[] = FOLLOWED.map((rule) => ({ rule, reason: 'not looked at here' }));

function appWith(props: PolicyChecksProps = {}): App {
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:disable-stack-trace': true } });
  Validations.of(app).addPlugins(new LlmPolicyChecks({ profile: 'dev', exemptions: others, ...props }));
  return app;
}

function publicBucket(scope: Stack, id: string): s3.Bucket {
  const open = new s3.BlockPublicAccess({
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  });
  return new s3.Bucket(scope, id, { blockPublicAccess: open, removalPolicy: RemovalPolicy.RETAIN });
}

/** The failure of a synthesis and what the validation report says of our rules. */
function synthesis(app: App): { readonly error: unknown; readonly violations: readonly Violation[] } {
  let error: unknown;
  try {
    app.synth();
  } catch (thrown) {
    error = thrown;
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const own = report.pluginReports.find((plugin: { pluginName: string }) => plugin.pluginName === 'llm-infra-kit');
  return { error, violations: own?.violations ?? [] };
}

describe('the CDK plugin', () => {
  test('fails the synthesis of a public bucket and names it in the report', () => {
    const app = appWith();
    publicBucket(new Stack(app, 'Data'), 'Open');
    const { error, violations } = synthesis(app);
    expect(String(error)).toMatch(/^ValidationFailed/);
    expect(violations.map(({ ruleName, severity }) => [ruleName, severity])).toEqual([['DAT-01', 'error']]);
    expect(JSON.stringify(violations)).toContain('Data/Open/Resource');
    expect(violations[0]?.description).toContain('got false, allowed true');
  });

  test('passes an app that follows the rules', () => {
    const app = appWith();
    new s3.Bucket(new Stack(app, 'Data'), 'Closed', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    expect(synthesis(app)).toEqual({ error: undefined, violations: [] });
  });

  test('sees nested stacks and stages', () => {
    const app = appWith();
    publicBucket(new NestedStack(new Stack(app, 'Outer'), 'Inner'), 'Nested');
    publicBucket(new Stack(new Stage(app, 'Prod'), 'Data'), 'Staged');
    const { violations } = synthesis(app);
    expect(JSON.stringify(violations)).toContain('Nested');
    expect(JSON.stringify(violations)).toContain('Staged');
  });

  test('lets an app acknowledge a rule where it is broken', () => {
    const app = appWith();
    const bucket = publicBucket(new Stack(app, 'Data'), 'Open');
    Validations.of(bucket).acknowledge({ id: 'llm-infra-kit::DAT-01', reason: 'a public data set' });
    expect(synthesis(app)).toEqual({ error: undefined, violations: [] });
    expect(acknowledgementsIn(app)).toEqual([{ rule: 'DAT-01', where: 'Data/Open', reason: 'a public data set' }]);
  });

  test('does not let one acknowledgement cover another bucket', () => {
    const app = appWith();
    const stack = new Stack(app, 'Data');
    Validations.of(publicBucket(stack, 'Open')).acknowledge({ id: 'llm-infra-kit::DAT-01', reason: 'a public data set' });
    publicBucket(stack, 'Opener');
    const { error, violations } = synthesis(app);
    expect(error).toBeDefined();
    expect(JSON.stringify(violations)).toContain('Data/Opener/Resource');
    expect(JSON.stringify(violations)).not.toContain('Data/Open/Resource');
  });

  test('takes exemptions by construct path', () => {
    const app = appWith({ exemptions: [...others, { rule: 'DAT-01', where: 'Data/Open', reason: 'a public data set' }] });
    publicBucket(new Stack(app, 'Data'), 'Open');
    expect(synthesis(app)).toEqual({ error: undefined, violations: [] });
  });

  test('fails on an exemption that has expired', () => {
    const app = appWith({ exemptions: [...others, { rule: 'DAT-01', reason: 'for a week', expires: '2026-11-01' }], asOf: '2026-11-23' });
    publicBucket(new Stack(app, 'Data'), 'Open');
    const { error, violations } = synthesis(app);
    expect(error).toBeDefined();
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['DAT-01', 'exemption-expired']);
  });

  test('rejects an expiry without a day to judge it by', () => {
    expect(() => new LlmPolicyChecks({ exemptions: [{ rule: 'DAT-01', reason: 'x', expires: '2026-11-01' }] })).toThrow(
      'LlmPolicyChecks.asOf must be a day such as 2026-11-23, got nothing; the exemption of DAT-01 expires on 2026-11-01, and there is no clock at synthesis',
    );
  });

  test('judges the region of a stack that has one', () => {
    const app = appWith({ regionsAllowed: ['eu-central-1'], exemptions: others.filter(({ rule }) => rule !== 'GOV-04') });
    new s3.Bucket(new Stack(app, 'Far', { env: { region: 'us-east-1' } }), 'Closed', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    new s3.Bucket(new Stack(app, 'Near', { env: { region: 'eu-central-1' } }), 'Closed', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    });
    new s3.Bucket(new Stack(app, 'Anywhere'), 'Closed', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    const { violations } = synthesis(app);
    expect(violations.map(({ ruleName, description }) => [ruleName, description.includes('got us-east-1')])).toEqual([['GOV-04', true]]);
  });

  test('gives the construct path of each logical id', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Data');
    const bucket = publicBucket(stack, 'Open');
    expect(constructPaths(stack).get(stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket))).toBe('Data/Open/Resource');
  });
});

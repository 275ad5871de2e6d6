import { expect, test } from 'vitest';
import { renderPlan } from '../../constructs/plan/index.ts';
import type { PlanReport } from '../../constructs/plan/plan-report.ts';
import { specOf } from '../support/platforms.ts';
import { AS_OF, planOf, synthesizedWith, UNGUARDED } from './synthesized.ts';

const reportOf = (...environments: PlanReport['environments']): PlanReport => ({
  version: 1,
  asOf: AS_OF,
  name: 'assistant',
  environments,
});

test('A plan without findings is short: what is made, where its outputs are, where the files lie', () => {
  expect(renderPlan(reportOf(planOf(synthesizedWith())), 'out')).toMatchInlineSnapshot(`
    "assistant, judged as of 2026-11-23

    dev on aws (profile dev, eu-central-1)
      Resources: 2
        keys         2  KMS::Key x2
      Outputs: 1 stack output, and parameters below /llm-infra/assistant/dev/
        assistant-dev-data: Version
      Findings: none
      Files
        out/dev/aws/PlatformData.template.json

    Report: out/plan.json"
  `);
});

test('A plan with findings says how many of each kind, where, and what to do', () => {
  const findings = [{ rule: 'W3005', source: 'CloudFormation Validate', message: 'Not needed' }];
  expect(renderPlan(reportOf(planOf(synthesizedWith({ second: UNGUARDED, findings }))), 'out')).toMatchInlineSnapshot(`
    "assistant, judged as of 2026-11-23

    dev on aws (profile dev, eu-central-1)
      Resources: 2
        keys         2  KMS::Key x2
      Outputs: 1 stack output, and parameters below /llm-infra/assistant/dev/
        assistant-dev-data: Version
      Findings: 1 error, 1 warning
        warning W3005: Not needed (CloudFormation Validate)
        error REL-01 assistant-dev-data Second DeletionPolicy: got Delete, allowed Retain or Snapshot
          remedy: Set removalPolicy: RETAIN; only the ephemeral profile may lose data.
      Files
        out/dev/aws/PlatformData.template.json

    Report: out/plan.json"
  `);
});

test('What is acknowledged is said with its reason and its last day', () => {
  const spec = specOf({ exemptions: [{ rule: 'REL-01', reason: 'Thrown away on purpose', expires: '2026-12-31' }] });
  const text = renderPlan(reportOf(planOf(synthesizedWith({ second: UNGUARDED }), { spec })), 'out');
  expect(text).toContain('Findings: none');
  expect(text).toContain('  Acknowledged\n    REL-01 (1 finding, until 2026-12-31): Thrown away on purpose');
});

test('Each environment stands by itself, in the order of the file', () => {
  const text = renderPlan(reportOf(planOf(synthesizedWith()), planOf(synthesizedWith(), { spec: specOf({}, 'prod') })), 'out');
  expect(text.match(/^\w+ on aws .*$/gm)).toEqual(['dev on aws (profile dev, eu-central-1)', 'prod on aws (profile prod, eu-central-1)']);
});

test('A plan whose templates the cloud did not validate says so', () => {
  const unvalidated = planOf({ ...synthesizedWith(), validation: 'off' });
  expect(renderPlan(reportOf(unvalidated), 'out')).toContain("Not checked: the cloud's own validation of the templates");
  expect(renderPlan(reportOf(planOf(synthesizedWith())), 'out')).not.toContain('Not checked');
});

import { beforeAll, expect, test } from 'vitest';
import { REGISTER } from '../../constructs/policy/acknowledged-findings.ts';
import { EXAMPLE_FINDINGS } from './example-findings.ts';
import { findingsOfCheckov } from './support/checkov.ts';
import { judge, resourcesOf } from './support/judge.ts';
import { PLANTED } from './support/planted.ts';
import { AS_OF, report } from './support/report.ts';
import { type Synthesis, synthesis, synthesize } from './support/synthesis.ts';

const register = [...REGISTER, ...EXAMPLE_FINDINGS];
let good: Synthesis;
beforeAll(async () => {
  good = await synthesis();
});

test('Checkov finds nothing that is not in the register', async () => {
  const findings = await findingsOfCheckov(good);
  const result = judge({ tools: ['checkov'], findings, resources: resourcesOf(good), register, asOf: AS_OF });
  report('Checkov', good, result);
  expect(result.faults).toEqual([]);
});

test('Checkov fails the check on a bucket without access logs that is not the one they go to', async () => {
  const findings = await findingsOfCheckov(await synthesize([PLANTED]));
  const { faults } = judge({ tools: ['checkov'], findings, resources: [], register, asOf: AS_OF });
  expect(faults).toEqual(
    expect.arrayContaining([expect.stringMatching(/^checkov warning CKV_AWS_18 in planted faults at Planted\/Open\/Resource/)]),
  );
});

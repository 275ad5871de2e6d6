import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { REGISTER } from '../../constructs/policy/acknowledged-findings.ts';
import type { Tool } from '../../constructs/policy/register.ts';
import { EXAMPLE_FINDINGS } from './example-findings.ts';
import { findingsOfCdk } from './support/cdk.ts';
import { findingsOfCfnLint } from './support/cfn-lint.ts';
import type { ToolFinding } from './support/finding.ts';
import { explains, type Judged, judge, resourcesOf } from './support/judge.ts';
import { findingsOfAwsSolutions, findingsOfOtherPacks, type NagFindings } from './support/nag.ts';
import { PLANTED } from './support/planted.ts';
import { AS_OF, report } from './support/report.ts';
import { SUBJECTS, type Subject, typesOfTheBlocks } from './support/subjects.ts';
import { type Synthesis, synthesis, synthesize } from './support/synthesis.ts';

let good: Synthesis;
let planted: Synthesis;

beforeAll(async () => {
  good = await synthesis();
  planted = await synthesize([PLANTED]);
});

const judged = (tool: Tool, findings: readonly ToolFinding[], of: Synthesis = good): Judged =>
  judge({ tools: [tool], findings, resources: resourcesOf(of), register: [...REGISTER, ...EXAMPLE_FINDINGS], asOf: AS_OF });

/** With what a tool breaks the check on the planted faults, none of which the register explains. */
const brokenBy = (tool: Tool, findings: readonly ToolFinding[]): string[] =>
  judged(tool, findings, planted).faults.map((fault) => fault.split(' in ')[0] ?? '');

describe('What is judged', () => {
  test('is every example, in every environment and every profile', () => {
    const names = good.assemblies.map(({ name }) => name);
    expect(names).toEqual(SUBJECTS.map(({ name }) => name));
    for (const example of ['support-assistant', 'existing-landing-zone'])
      for (const environment of ['dev', 'prod'])
        for (const profile of ['ephemeral', 'dev', 'prod']) expect(names).toContain(`examples/${example} ${environment} as ${profile}`);
    expect(names).toEqual(expect.arrayContaining(['examples/single-block/app.ts', 'examples/account-baseline/app.ts']));
  });

  test('holds every type of resource that a block makes', () => {
    const types = new Set(resourcesOf(good).map(({ type }) => type));
    expect(typesOfTheBlocks().filter((type) => !types.has(type))).toEqual([]);
  });
});

describe("CDK's bundled validator", () => {
  test('finds nothing that is not in the register', () => {
    const result = judged('cdk', findingsOfCdk(good));
    report('CDK validator', good, result);
    expect(result.faults).toEqual([]);
  });

  test('fails the check on a wrong value, though CDK calls it a warning, and on an unknown property', () => {
    const broken = brokenBy('cdk', findingsOfCdk(planted));
    expect(broken).toEqual(expect.arrayContaining(['cdk error W3030', 'cdk error F3002']));
  });
});

describe('cfn-lint', () => {
  let findings: readonly ToolFinding[];
  beforeAll(async () => {
    findings = await findingsOfCfnLint(good);
  });

  test('finds no error, and no warning that is not in the register', () => {
    const result = judged('cfn-lint', findings);
    report('cfn-lint', good, result);
    expect(result.faults).toEqual([]);
  });

  test('fails the check on a wrong value, an unknown property and a needless dependency', async () => {
    const broken = brokenBy('cfn-lint', await findingsOfCfnLint(planted));
    expect(broken).toEqual(expect.arrayContaining(['cfn-lint error E3030', 'cfn-lint error E3002', 'cfn-lint warning W3005']));
  });
});

describe('cdk-nag', () => {
  let solutions: NagFindings;
  let others: NagFindings;
  beforeAll(() => {
    solutions = findingsOfAwsSolutions(good);
    others = findingsOfOtherPacks(good);
  });

  test('finds nothing with its pack AwsSolutions that is not in the register', () => {
    // Findings of the other packs are not asked for, but a line of the register for one of them must be true.
    const registered = others.all.filter((finding) => REGISTER.some((line) => explains(line, finding)));
    const result = judged('cdk-nag', [...solutions.all, ...registered]);
    report('cdk-nag', good, { ...judged('cdk-nag', solutions.all), faults: result.faults });
    expect(result.faults).toEqual([]);
  });

  test("is quiet in a user's app about all that the register explains: the blocks acknowledge it on their constructs", () => {
    const shown = [...solutions.shown, ...others.shown].filter((finding) => REGISTER.some((line) => explains(line, finding)));
    expect(shown).toEqual([]);
  });

  test('as a plugin of a synthesis lets a platform pass, and ends one with faults', async () => {
    const synth = async (subject: Subject) => {
      const app = await subject.createApp(mkdtempSync(join(inject('assemblies'), 'plugin-')));
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
      app.synth();
    };
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(synth(SUBJECTS[0] as Subject)).resolves.toBeUndefined();
    await expect(synth(PLANTED)).rejects.toThrow(/AwsSolutions-S10/);
    print.mockRestore();
  });

  test('is told nothing by the blocks that is not in the register', () => {
    const key = ({ rule, subject, resource }: ToolFinding) => JSON.stringify([rule, subject, resource]);
    const shown = new Set([...solutions.shown, ...others.shown].map(key));
    const silenced = [...solutions.all, ...others.all].filter((finding) => !shown.has(key(finding)));
    expect(silenced.length).toBeGreaterThan(0);
    expect(silenced.filter((finding) => !REGISTER.some((line) => explains(line, finding)))).toEqual([]);
  });

  test('fails the check on a bucket that takes plain HTTP', () => {
    expect(brokenBy('cdk-nag', findingsOfAwsSolutions(planted).all)).toContain('cdk-nag warning AwsSolutions-S10');
  });
});

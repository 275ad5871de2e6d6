import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTROLS } from '../../.ci/control-table.ts';
import { type Control, contradictions, type RuleTest, ruleTest, stateOf } from '../../.ci/controls.ts';
import { RULES, type Rule } from '../../constructs/policy/index.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';

const control: Control = { id: 'DAT-01', title: 'closed', types: { aws: ['AWS::S3::Bucket'], azure: undefined } };
const rule = { id: 'DAT-01', checks: { aws: () => [] } } as unknown as Rule;
const tests = (...verdicts: readonly RuleTest['verdict'][]): RuleTest[] =>
  verdicts.map((verdict) => ({ rule: 'DAT-01', cloud: 'aws', verdict, passed: true }));
const made = new Set(['AWS::S3::Bucket']);

describe('A control', () => {
  test('is proven by a rule with tests of both kinds', () => {
    expect(stateOf(control, 'aws', [rule], tests('allows', 'finds'), made)).toBe('proven');
  });

  test.each([
    ['a rule that nobody has seen find anything', tests('allows')],
    ['a rule that nobody has seen allow anything', tests('finds')],
    [
      'a rule with a test that failed',
      [...tests('allows', 'finds'), { rule: 'DAT-01', cloud: 'aws', verdict: 'finds', passed: false } as const],
    ],
    ['a rule that is tested on another cloud', tests('allows', 'finds').map((one) => ({ ...one, cloud: 'azure' as const }))],
  ])('is open with %s, and the report is contradicted', (_, ran) => {
    expect(stateOf(control, 'aws', [rule], ran, made)).toBe('open');
    expect(contradictions([control], [rule], ran)).toEqual([
      'DAT-01 on aws needs a test that allows and one that finds, and all of its tests must pass',
    ]);
  });

  test('is open without a rule where the kit makes such a resource, and else about a block that is not offered yet', () => {
    expect(stateOf(control, 'aws', [], [], made)).toBe('open');
    expect(stateOf(control, 'aws', [], [], new Set())).toBe('block not offered yet');
    expect(stateOf(control, 'azure', [], [], made)).toBe('does not apply');
  });

  test('is missed where a rule has none, or has one for nothing', () => {
    const ran = [...tests('allows', 'finds'), ...tests('allows', 'finds').map((one) => ({ ...one, cloud: 'azure' as const }))];
    expect(contradictions([], [rule], ran)).toEqual(['DAT-01 is a rule of no control; add its row to .ci/control-table.ts']);
    const both = { ...rule, checks: { aws: () => [], azure: [] } } as unknown as Rule;
    expect(contradictions([control], [both], ran)).toEqual(['DAT-01 has a rule on azure, where its control says that there is nothing']);
  });

  test('knows the tests of its rule by their names', () => {
    expect(ruleTest('DAT-01 on aws finds a public bucket', true)).toEqual({ rule: 'DAT-01', cloud: 'aws', verdict: 'finds', passed: true });
    expect(ruleTest('DAT-01 says what it got', true)).toBeUndefined();
  });
});

/** What the test files say of the rules that they judge. */
const judged = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(/^ {2}judges\('([A-Z]+-\d{2})', '(\w+)', \{$/gm)])
  .map(([, id, cloud]) => `${id} ${cloud}`);

test('Every rule is judged once on every cloud that it is about', () => {
  const wanted = RULES.flatMap(({ id, checks }) => (Object.keys(checks) as Cloud[]).map((cloud) => `${id} ${cloud}`));
  expect(judged.toSorted()).toEqual(wanted.toSorted());
});

test('Every control has one row, and every rule a control on its clouds', () => {
  const ids = CONTROLS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const claimed = RULES.flatMap(({ id, checks }) =>
    (Object.keys(checks) as Cloud[]).flatMap((cloud) =>
      (['allows', 'finds'] as const).map((verdict): RuleTest => ({ rule: id, cloud, verdict, passed: true })),
    ),
  );
  expect(contradictions(CONTROLS, RULES, claimed)).toEqual([]);
});

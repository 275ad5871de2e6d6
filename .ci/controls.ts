/**
 * The controls that the kit is held against, each with the types of resource that it is about on each cloud, and what can be said of it:
 * a control is proven by a rule whose tests allow and find, open where the kit makes such a resource and has no rule, and else about a
 * block that is not offered yet. Nothing is typed in by hand but the question.
 */
import type { Rule } from '../constructs/policy/index.ts';
import type { Cloud } from '../constructs/spec/vocabulary.ts';

/** What a control is about on a cloud; undefined where the cloud has nothing of the kind. */
type Types = readonly string[] | undefined;

export interface Control {
  readonly id: string;
  readonly title: string;
  readonly types: Readonly<Record<Cloud, Types>>;
}

export type State = 'proven' | 'open' | 'block not offered yet' | 'does not apply';

/** One test of a rule, as `judges` names it. */
export interface RuleTest {
  readonly rule: string;
  readonly cloud: Cloud;
  readonly verdict: 'allows' | 'finds';
  readonly passed: boolean;
}

/** The test that a title names, if it is one of a rule. */
export function ruleTest(title: string, passed: boolean): RuleTest | undefined {
  const [, rule, cloud, verdict] = /^([A-Z]+-\d{2}) on (aws|azure) (allows|finds) /.exec(title) ?? [];
  if (rule === undefined) return undefined;
  return { rule, cloud: cloud as Cloud, verdict: verdict as RuleTest['verdict'], passed };
}

/** Whether a rule on a cloud has tests of both kinds, and all of them passed. */
export function isTested(tests: readonly RuleTest[], rule: string, cloud: Cloud): boolean {
  const own = tests.filter((one) => one.rule === rule && one.cloud === cloud);
  return own.every(({ passed }) => passed) && (['allows', 'finds'] as const).every((kind) => own.some(({ verdict }) => verdict === kind));
}

/** What can be said of a control on a cloud, where the kit makes resources of some types. */
export function stateOf(
  { id, types }: Control,
  cloud: Cloud,
  rules: readonly Rule[],
  tests: readonly RuleTest[],
  made: ReadonlySet<string>,
): State {
  const hasRule = rules.find((rule) => rule.id === id)?.checks[cloud] !== undefined;
  if (hasRule) return isTested(tests, id, cloud) ? 'proven' : 'open';
  const about = types[cloud];
  if (about === undefined) return 'does not apply';
  return about.some((type) => made.has(type)) ? 'open' : 'block not offered yet';
}

/** What contradicts itself: a rule without both kinds of tests, without a control, or where its control says that there is nothing. */
export function contradictions(controls: readonly Control[], rules: readonly Rule[], tests: readonly RuleTest[]): readonly string[] {
  return rules.flatMap(({ id, checks }) => {
    const control = controls.find((one) => one.id === id);
    if (control === undefined) return [`${id} is a rule of no control; add its row to .ci/control-table.ts`];
    return (Object.keys(checks) as Cloud[]).flatMap((cloud) => [
      ...(isTested(tests, id, cloud)
        ? []
        : [`${id} on ${cloud} needs a test that allows and one that finds, and all of its tests must pass`]),
      ...(control.types[cloud] === undefined ? [`${id} has a rule on ${cloud}, where its control says that there is nothing`] : []),
    ]);
  });
}

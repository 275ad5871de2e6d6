/**
 * `npm run report:controls`: writes out/controls.md, which says of every control whether it is proven, from the rules and from a run of
 * their tests, and fails where the two contradict each other, or where README.md says anything else. What the kit makes is read from the
 * plans of the examples.
 *
 * `-- --write` brings README.md up to date, but never takes back what it calls proven: that is done by hand, for a reviewer to see.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlanReport } from '../constructs/plan/index.ts';
import { RULES } from '../constructs/policy/index.ts';
import { CLOUDS, type Cloud } from '../constructs/spec/vocabulary.ts';
import { CONTROLS } from './control-table.ts';
import { type Control, contradictions, type RuleTest, ruleTest, type State, stateOf } from './controls.ts';
import { controlsSection, noLongerProven, type States, sectionOf, statedControls, withSection } from './readme-controls.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = join(ROOT, 'README.md');
const scratch = mkdtempSync(join(tmpdir(), 'controls-'));

try {
  const tests = testsOfRules();
  const made = typesMade();
  const wrong = [...contradictions(CONTROLS, RULES, tests), ...readmeFaults(statesNow(tests, made))];
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(join(ROOT, 'out/controls.md'), report(tests, made));
  console.log(`${summary(tests, made)}\nout/controls.md`);
  for (const fault of wrong) console.error(fault);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true });
}

/** The tests of the rules, as they ran just now. */
function testsOfRules(): readonly RuleTest[] {
  const results = join(scratch, 'tests.json');
  run('npx', ['vitest', 'run', '--config', 'tests/vitest.config.ts', 'tests/policy', '--reporter=json', `--outputFile=${results}`], [0, 1]);
  const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[];
  };
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ title, status }) => ruleTest(title, status === 'passed') ?? []),
  );
}

/** The types of resource that the examples’ platforms are made of. */
function typesMade(): ReadonlySet<string> {
  const examples = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('platform.yaml'),
  );
  const plans = examples.map((file, index): PlanReport => {
    const out = join(scratch, String(index));
    run(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', 'constructs/cli/main.ts', 'plan', join('examples', file), '--out', out],
      [0, 1],
    );
    return JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8'));
  });
  return new Set(plans.flatMap(({ environments }) => environments.flatMap(({ resources }) => resources.map(({ type }) => type))));
}

function run(command: string, args: readonly string[], allowed: readonly number[]): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 256 << 20 });
  if (error !== undefined) throw error;
  if (!allowed.includes(status ?? -1)) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`);
}

/** What is wrong in README.md; brings it up to date where that is asked for and nothing is lost by it. */
function readmeFaults(now: States): readonly string[] {
  const page = readFileSync(README, 'utf8');
  const section = controlsSection(CONTROLS, now);
  const lost = noLongerProven(statedControls(CONTROLS, page), now);
  if (lost.length > 0 || sectionOf(page) === section) return lost;
  if (!process.argv.includes('--write'))
    return ['The table of controls in README.md is out of date: run `npm run report:controls -- --write`'];
  writeFileSync(README, withSection(page, section));
  return [];
}

function statesNow(tests: readonly RuleTest[], made: ReadonlySet<string>): States {
  const of = (control: Control) => CLOUDS.map((cloud) => [cloud, stateOf(control, cloud, RULES, tests, made)]);
  return new Map(CONTROLS.map((control) => [control.id, Object.fromEntries(of(control))]));
}

function states(cloud: Cloud, tests: readonly RuleTest[], made: ReadonlySet<string>): readonly State[] {
  return CONTROLS.map((control) => stateOf(control, cloud, RULES, tests, made));
}

function summary(tests: readonly RuleTest[], made: ReadonlySet<string>): string {
  const count = (cloud: Cloud, state: State) => states(cloud, tests, made).filter((one) => one === state).length;
  return CLOUDS.map(
    (cloud) =>
      `${cloud}: ${count(cloud, 'proven')} proven, ${count(cloud, 'open')} open, ${count(cloud, 'block not offered yet')} about blocks not offered yet`,
  ).join('\n');
}

function report(tests: readonly RuleTest[], made: ReadonlySet<string>): string {
  const rows = CONTROLS.map((control) => row(control, tests, made));
  return [
    '# Controls',
    '',
    'Made by `npm run report:controls` from the rules in constructs/policy and a run of their tests. Only what is proven counts: a rule whose tests show what it allows and what it finds. Open: the kit makes such a resource and has no rule for it.',
    '',
    summary(tests, made).replaceAll('\n', '\n\n'),
    '',
    '| Control | What holds | AWS | Azure | When | Severity | Tests on AWS | Tests on Azure |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function row(control: Control, tests: readonly RuleTest[], made: ReadonlySet<string>): string {
  const rule = RULES.find(({ id }) => id === control.id);
  const tested = (cloud: Cloud) => {
    const of = (verdict: RuleTest['verdict']) =>
      tests.filter((one) => one.rule === control.id && one.cloud === cloud && one.verdict === verdict && one.passed).length;
    return rule?.checks[cloud] === undefined ? '' : `allows ${of('allows')}, finds ${of('finds')}`;
  };
  const cells = [
    control.id,
    control.title,
    ...CLOUDS.map((cloud) => stateOf(control, cloud, RULES, tests, made)),
    rule?.when ?? '',
    rule?.severity ?? '',
    ...CLOUDS.map(tested),
  ];
  return `| ${cells.join(' | ')} |`;
}

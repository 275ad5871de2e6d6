/**
 * Mutation testing of the spec and the policy, a part of `npm run verify:full`: Stryker changes one expression at a time in a copy of the
 * checkout and runs the tests that cover it. Survivors are listed in out/mutation.md.
 *
 * MUTATION_PERCENT is the share of the functions that are mutated, by default what takes about half an hour on two cores.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MutationReport, renderMutation, scoreOf } from './report.ts';
import { sampledRanges } from './sample.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = '.cache/mutation';
const FOLDERS = ['constructs/spec', 'constructs/policy'];
const LEAST_PERCENT = 85;
const LONGEST_MINUTES = 75;
const { MUTATION_PERCENT = '12', MUTATION_CONCURRENCY = '2' } = process.env;

const stryker = join(ROOT, 'node_modules/.bin/stryker');
if (!existsSync(stryker)) {
  console.error('Stryker is not installed: run npm ci');
  process.exit(1);
}

const report = join(ROOT, CACHE, 'report.json');
mkdirSync(join(ROOT, CACHE), { recursive: true });
rmSync(report, { force: true });
writeFileSync(join(ROOT, CACHE, 'stryker.config.json'), JSON.stringify(configuration(), null, 2));
const { error, signal } = spawnSync(stryker, ['run', `${CACHE}/stryker.config.json`], {
  cwd: ROOT,
  stdio: 'inherit',
  timeout: LONGEST_MINUTES * 60_000,
});
if (!existsSync(report)) {
  console.error(
    error || signal ? `Stryker did not end within ${LONGEST_MINUTES} minutes: mutate less` : 'Stryker failed; it says above why',
  );
  process.exit(1);
}

const mutation = JSON.parse(readFileSync(report, 'utf8')) as MutationReport;
const scores = FOLDERS.map((folder) => scoreOf(mutation, folder));
mkdirSync(join(ROOT, 'out'), { recursive: true });
writeFileSync(join(ROOT, 'out/mutation.md'), renderMutation(mutation, scores, LEAST_PERCENT));
for (const { folder, killed, survived, percent } of scores) {
  console.log(`${folder}: ${killed} of ${killed + survived} mutants killed (${percent.toFixed(1)} %); survivors in out/mutation.md`);
}
// No mutant at all is a run that saw nothing.
process.exitCode = scores.some(({ percent }) => percent < LEAST_PERCENT) ? 1 : 0;

function configuration(): object {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    mutate: sampledRanges(ROOT, FOLDERS, Number(MUTATION_PERCENT)),
    coverageAnalysis: 'perTest',
    // What a module computes once is a table that its readers are tested by; each such mutant would run every test.
    ignoreStatic: true,
    concurrency: Number(MUTATION_CONCURRENCY),
    // A runner grows with each run of the tests, until it dies.
    maxTestRunnerReuse: 40,
    reporters: ['json', 'clear-text', 'progress-append-only'],
    jsonReporter: { fileName: `${CACHE}/report.json` },
    clearTextReporter: { logTests: false, reportTests: false, reportMutants: false },
    tempDirName: `${CACHE}/sandbox`,
    // What the tests of spec and policy do not read is not copied.
    ignorePatterns: ['.cache', '.ci', 'cdk', 'dist', 'dist-package', 'out', 'pulumi', 'tests/fixtures', 'tests/rehearsal'],
    allowConsoleColors: false,
    timeoutMS: 30_000,
    disableTypeChecks: false,
  };
}

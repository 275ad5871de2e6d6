import { describe, expect, test } from 'vitest';
import { ROOT } from '../examples/example-files.ts';
import { type MutationReport, renderMutation, scoreOf } from './report.ts';
import { sampledRanges } from './sample.ts';

const mutant = (status: string, line = 1) => ({
  mutatorName: 'EqualityOperator',
  replacement: 'a < b',
  status,
  location: { start: { line, column: 8 }, end: { line, column: 14 } },
});

const REPORT: MutationReport = {
  files: {
    'constructs/spec/a.ts': {
      source: 'return a <= b;\nreturn a;',
      mutants: ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'].map((status) => mutant(status)),
    },
    'constructs/policy/b.ts': { source: 'return a <= b;', mutants: [mutant('Killed')] },
    'constructs/specific/c.ts': { source: '', mutants: [mutant('Survived')] },
  },
};

describe('The score of mutation testing', () => {
  test('counts what no test runs as survived, and what cannot be told apart not at all', () => {
    expect(scoreOf(REPORT, 'constructs/spec')).toEqual({ folder: 'constructs/spec', killed: 2, survived: 2, percent: 50 });
    expect(scoreOf(REPORT, 'constructs/policy').percent).toBe(100);
  });

  test('of nothing is nothing, so that a run without mutants fails', () => {
    expect(scoreOf({ files: {} }, 'constructs/spec').percent).toBe(0);
  });

  test('lists each survivor with its place, the code and what stood in its stead', () => {
    const page = renderMutation(REPORT, [scoreOf(REPORT, 'constructs/spec')], 85);
    expect(page).toContain('| constructs/spec | 4 | 2 | 50.0 % |');
    expect(page).toContain('- constructs/spec/a.ts:1 EqualityOperator: `a <= b` became `a < b`');
    expect(page).toContain('- constructs/spec/a.ts:1 EqualityOperator, which no test runs: `a <= b` became `a < b`');
    expect(page.match(/^- /gm)).toHaveLength(3);
  });
});

describe('The sample', () => {
  const sample = (percent: number) => sampledRanges(ROOT, ['constructs/spec', 'constructs/policy'], percent);

  test('is the same at each run, and a part of a larger one', () => {
    expect(sample(10)).toEqual(sample(10));
    expect(sample(30)).toEqual(expect.arrayContaining(sample(10)));
    expect(sample(100).length).toBeGreaterThan(sample(30).length);
    expect(sample(10).length).toBeGreaterThan(20);
    expect(sample(0)).toEqual([]);
  });

  test('names ranges of lines as Stryker does', () => {
    for (const range of sample(100)) expect(range).toMatch(/^constructs\/(?:spec|policy)\/[\w/-]+\.ts:\d+-\d+$/);
  });
});

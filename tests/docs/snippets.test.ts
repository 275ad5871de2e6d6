import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CodeBlock, codeBlocks, pages, ROOT } from './support/markdown.ts';
import { type AppReport, runApps } from './support/run-apps.ts';
import { SNIPPETS, type Snippet, writeSnippets } from './support/snippets.ts';

/** Behind the fence of a block that can be compiled but not run. */
const NOT_RUN = 'not-run';

const blocks = pages().flatMap((page) => codeBlocks(page, 'ts', 'typescript'));
let snippets: readonly Snippet[];
let compiler: { readonly status: number | null; readonly stdout: string };
let reports: Record<string, AppReport>;

beforeAll(() => {
  snippets = writeSnippets(blocks);
  const typescript = dirname(createRequire(import.meta.url).resolve('@typescript/native/package.json'));
  compiler = spawnSync(process.execPath, [join(typescript, 'bin/tsc'), '-p', SNIPPETS, '--pretty', 'false'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  reports = runApps(snippets.filter(({ block }) => !block.marks.includes(NOT_RUN)).map(({ file }) => file));
}, 180_000);

test('README and every block have a snippet', () => {
  const shown = new Set(blocks.map(({ page }) => page));
  const readmes = pages().filter((page) => /^(README\.md|constructs\/(aws|azure)\/[\w-]+\/README\.md)$/.test(page));
  expect(readmes.length).toBeGreaterThan(17);
  expect(readmes.filter((page) => !shown.has(page))).toEqual([]);
});

test('these snippets are compiled and not run', () => {
  expect(blocks.filter(({ marks }) => marks.includes(NOT_RUN)).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

test('no other word stands behind a fence, so that none is left out by mistake', () => {
  expect(blocks.flatMap(({ marks }) => marks).filter((mark) => mark !== NOT_RUN)).toEqual([]);
});

test('every snippet compiles with the options of the repository', () => {
  expect(compiler).toMatchObject({ stdout: '', status: 0 });
});

/** These show how a construct is told to make nothing. */
const MAKES_NOTHING = ["apiGatewayLogRole: { kind: 'existing' } }", "data: { kind: 'existing', name: "];
const makesNothing = ({ text }: CodeBlock): boolean => MAKES_NOTHING.some((words) => text.includes(words));

/** A block of Azure that is made, and not only one that exists. */
const MAKES_ON_AZURE = /\bnew (?!Existing|BucketGrants|Provider)[A-Z]\w+\('/;

describe('every snippet runs and synthesises', () => {
  const run = blocks.filter(({ marks }) => !marks.includes(NOT_RUN));
  test.each(run.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_, block) => {
    const {
      error,
      templates = {},
      registered,
      findings = [],
    } = reports[snippets.find((snippet) => snippet.block === block)?.file ?? ''] ?? {};
    expect(error).toBeUndefined();
    expect(findings).toEqual([]);
    expect(registered !== undefined).toBe(block.text.includes("from 'llm-infra-kit/azure'"));
    if (registered) {
      if (MAKES_ON_AZURE.test(block.text) && !makesNothing(block)) expect(registered).not.toEqual([]);
      return;
    }
    // What makes a construct leaves a resource in a template; `fromAttributes` and the like do not.
    const made = block.text.match(/\bnew (?!Stack\()[A-Z]\w+\((?:this|stack|app), /g) ?? [];
    if (made.length === 0 || makesNothing(block)) return;
    const resources = Object.values(templates).flatMap(({ Resources = {} }) => Object.keys(Resources));
    expect(resources.filter((id) => !id.startsWith('Preamble'))).not.toEqual([]);
  });
});

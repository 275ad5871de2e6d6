import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCli } from '../../constructs/cli/run.ts';
import { checkPlatform } from '../../constructs/index.ts';
import { codeBlocks, pages, ROOT, readPage, relativeLinks } from './support/markdown.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const EXAMPLE = parse(readFileSync(join(ROOT, 'examples/support-assistant/platform.yaml'), 'utf8'));

describe('yaml of README', () => {
  const blocks = codeBlocks('README.md', 'yaml').map((block) => [`README.md:${block.line}`, block.text] as const);
  const whole = blocks.filter(([, text]) => parse(text).version === 1);
  const fragments = blocks.filter(([, text]) => parse(text).version === undefined);

  test('has a whole platform file', () => {
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.length + fragments.length).toBe(blocks.length);
  });

  test.each(whole)('%s is a good platform file', (_, text) => {
    const { environments, faults } = checkPlatform(text);
    expect(faults).toEqual([]);
    expect(environments).not.toEqual([]);
  });

  // A fragment is read like this: each of its top keys takes the place of the same key of the support assistant's file.
  test.each(fragments)("%s is good in the place of the example's keys", (_, text) => {
    const { faults } = checkPlatform(stringify({ ...EXAMPLE, ...parse(text) }));
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

/** What a page tells a reader to type: the lines of its sh blocks, and what stands in code in its prose. */
function commandsOf(page: string): string[] {
  const lines = codeBlocks(page, 'sh', 'bash').flatMap(({ text }) => text.split('\n'));
  const inline = [...readPage(page).matchAll(/`((?:npm|npx|llm-infra) [^`\n]+)`/g)].map(([, code = '']) => code);
  return [...lines, ...inline]
    .flatMap((line) => line.replace(/\s#.*$/, '').split(/&&|\|/))
    .map((command) => command.trim())
    .filter(Boolean);
}

describe('commands that the pages name', () => {
  const commands = pages().flatMap((page) => commandsOf(page).map((command) => [command, page] as const));
  let verbs: Record<string, string>;

  async function help(...args: readonly string[]): Promise<string> {
    let text = '';
    const stdout = (part: string) => {
      text += part;
    };
    await runCli([...args, '--help'], { stdout, stderr: stdout, cwd: ROOT, today: '2026-11-24' });
    return text;
  }

  beforeAll(async () => {
    const names = [...(await help()).matchAll(/^ {2}(\w+) (?:\[options\] )?[[<](?!command)/gm)].map(([, name = '']) => name);
    verbs = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await help(name)] as const)));
  });

  test('start with a program that a reader has', () => {
    const programs = new Set(commands.map(([command]) => command.split(' ')[0]));
    expect([...programs].filter((program) => !['npm', 'npx', 'cd', 'aws', 'az', 'pulumi', 'llm-infra'].includes(program ?? ''))).toEqual(
      [],
    );
  });

  test('npm: every script is in package.json', () => {
    const run = commands.flatMap(([command]) => /^npm (?:run (?:-s )?)?([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(run).toEqual(expect.arrayContaining(['ci', 'plan', 'test']));
    expect(run.filter((name) => !(name in scripts) && !['ci', 'install', 'pack'].includes(name))).toEqual([]);
  });

  test('llm-infra: every verb and every option is in its help', () => {
    const called = commands.flatMap(([command, page]) => {
      const match = /(?:^|^npx |^npx --package \S+ |^npm run (?:-s )?)llm-infra (?:-- )?(.*)$/.exec(command);
      return match ? [{ page, words: (match[1] ?? '').split(' ') }] : [];
    });
    expect(Object.keys(verbs)).toEqual(['check', 'plan', 'synth', 'secrets', 'init']);
    expect(new Set(called.map(({ words: [verb] }) => verb))).toEqual(new Set(Object.keys(verbs)));
    for (const { page, words } of called) {
      const [verb = '', ...rest] = words;
      const options = rest.filter((word) => word.startsWith('-'));
      expect({ page, words, unknown: options.filter((option) => !verbs[verb]?.includes(option)) }).toEqual({ page, words, unknown: [] });
    }
  });
});

describe('links', () => {
  test.each(pages())('%s: every relative link leads somewhere', (page) => {
    const broken = relativeLinks(page).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path ? join(dirname(page), path) : page;
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('of the README lead to every block and example', () => {
    const linked = [...relativeLinks('README.md'), ...relativeLinks('examples/README.md').map((link) => `examples/${link}`)];
    const blocks = pages().filter((page) => /^constructs\/(aws|azure)\/[^/]+\/README\.md$/.test(page));
    const examples = ['support-assistant', 'existing-landing-zone', 'single-block', 'account-baseline'].map((name) => `examples/${name}/`);
    expect(linked).toEqual(expect.arrayContaining([...blocks, 'examples/README.md']));
    expect(examples.filter((folder) => !linked.some((link) => link.startsWith(folder)))).toEqual([]);
  });
});

/** The names that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = [...readPage(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

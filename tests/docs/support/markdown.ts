import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A fenced block of a page. */
export interface CodeBlock {
  /** The page, from the root of the repository. */
  readonly page: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  /** First word behind the fence. */
  readonly language: string;
  /** The further words behind the fence. */
  readonly marks: readonly string[];
  readonly text: string;
}

/** The pages for users: the README, and every page below constructs/ and examples/. */
export function pages(): string[] {
  const below = ['constructs', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  return ['README.md', ...below.filter((file) => file.endsWith('.md')).sort()];
}

export const readPage = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const FENCE = /^```(\S+)?([^\n]*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page in one of the languages. */
export function codeBlocks(page: string, ...languages: readonly string[]): CodeBlock[] {
  const text = readPage(page);
  return [...text.matchAll(FENCE)]
    .map(({ index, 1: language = '', 2: marks = '', 3: code = '' }) => ({
      page,
      line: text.slice(0, index).split('\n').length,
      language,
      marks: marks.split(' ').filter(Boolean),
      text: code,
    }))
    .filter(({ language }) => languages.includes(language));
}

/** Where the links of a page lead that are relative, without what stands in code. */
export function relativeLinks(page: string): string[] {
  const prose = readPage(page)
    .replaceAll(FENCE, '')
    .replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
}

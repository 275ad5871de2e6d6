import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type CodeBlock, ROOT } from './markdown.ts';

export const SNIPPETS = join(ROOT, '.cache/snippets');

export interface Snippet {
  readonly block: CodeBlock;
  /** The program that the snippet was made into. */
  readonly file: string;
}

/**
 * Makes a program of each `ts` block.
 *
 * A block that makes an app of its own, or exports something, is a program as it stands. Any other is a fragment and runs with this
 * preamble: `this` and `stack` are an empty, region-agnostic stack of an empty app, `role` is a role in it.
 */
export function writeSnippets(blocks: readonly CodeBlock[]): Snippet[] {
  rmSync(SNIPPETS, { recursive: true, force: true });
  mkdirSync(SNIPPETS, { recursive: true });
  writeFileSync(join(SNIPPETS, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  return blocks.map((block) => {
    const file = join(SNIPPETS, `${block.page.replaceAll(/[^\w]+/g, '-')}-line-${block.line}.ts`);
    const text = withRelativeImports(block);
    writeFileSync(file, `// ${block.page}:${block.line}\n${isProgram(text) ? text : fragment(text)}`);
    return { block, file };
  });
}

const TSCONFIG = { extends: '../../tsconfig.json', compilerOptions: { noEmit: true, rootDir: '../..' }, include: ['*.ts'], exclude: [] };

const isProgram = (text: string): boolean => /^export |\bnew App\(|\bplatformApp\(/m.test(text);

/** A page names the files beside it; the program lies elsewhere. */
function withRelativeImports({ page, text }: CodeBlock): string {
  const folder = relative(SNIPPETS, join(ROOT, dirname(page)));
  return text.replaceAll(/ from '(\.{1,2}\/[^']+)'/g, (_, path: string) => ` from '${join(folder, path)}'`);
}

const IMPORTS = /^import [\s\S]*?;\n/gm;

function fragment(text: string): string {
  return `${[...text.matchAll(IMPORTS)].map(([statement]) => statement).join('')}
import * as $iam from 'aws-cdk-lib/aws-iam';
import { App as $App, Stack as $Stack } from 'aws-cdk-lib/core';

function snippet(this: $Stack, stack: $Stack, role: $iam.Role): void {
  {
${text.replaceAll(IMPORTS, '')}
  }
}

const $stack = new $Stack(new $App(), 'Snippet');
snippet.call($stack, $stack, new $iam.Role($stack, 'Preamble', { assumedBy: new $iam.ServicePrincipal('lambda.amazonaws.com') }));
`;
}

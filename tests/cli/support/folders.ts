import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parse, stringify } from 'yaml';
import { ROOT } from './run-cli.ts';

/** A new folder outside of the checkout, from which no package is found. It goes when the tests around the call are done: call it outside of a test. */
export function outsideFolder(): string {
  return temporary(join(tmpdir(), 'llm-infra-cli-'));
}

/** A new folder inside of the checkout, from which its packages are found. It goes when the tests around the call are done: call it outside of a test. */
export function insideFolder(): string {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  return temporary(join(ROOT, '.cache/cli-'));
}

/** A further empty folder in one of these, also within a test. */
export function folderIn(parent: string): string {
  return mkdtempSync(join(parent, 'folder-'));
}

function temporary(prefix: string): string {
  const folder = mkdtempSync(prefix);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const EXAMPLE = join(ROOT, 'examples/support-assistant/platform.yaml');

/** The example's platform with some of its parts replaced or, by `undefined`, taken out. */
export function platformWith(parts: Readonly<Record<string, unknown>>): string {
  return stringify({ ...parse(readFileSync(EXAMPLE, 'utf8')), ...parts });
}

/** Writes a platform file to a folder and gives its path. */
export function writePlatform(folder: string, text: string, name = 'platform.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

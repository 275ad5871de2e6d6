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

/** Takes the gateway out of the example: it names models of both clouds, and has a warning of its own. */
const NO_GATEWAY = { routes: undefined, gateway: undefined, consumers: undefined };

/** Takes Azure and the gateway out of the example. */
export const AWS_ALONE = {
  ...NO_GATEWAY,
  clouds: { aws: { region: 'eu-central-1' } },
  environments: { dev: { profile: 'dev' }, prod: { profile: 'prod', clouds: { aws: { account: '111122223333' } } } },
  models: {
    assistant: { kind: 'managed', model: 'claude-sonnet-5.5' },
    embedder: { kind: 'managed', model: 'titan-embed-v2', dimensions: 1024 },
  },
};

/** Takes AWS and the gateway out of the example. */
export const AZURE_ALONE = {
  ...NO_GATEWAY,
  clouds: { azure: { location: 'swedencentral' } },
  environments: { dev: { profile: 'dev' } },
  models: { assistant: { kind: 'managed', model: 'gpt-5.1' } },
};

/** Writes a platform file to a folder and gives its path. */
export function writePlatform(folder: string, text: string, name = 'platform.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { CLOUDS, type Cloud } from '../../spec/vocabulary.ts';
import { type CliIo, type ExitCode, UsageError } from '../io.ts';
import { projectFiles } from '../project-files.ts';

export interface InitOptions {
  /** A cloud, or `both`. */
  readonly cloud: string;
}

/** Writes a project to start from; a file that is there already is never overwritten. */
export function init(io: CliIo, folder: string, options: InitOptions): ExitCode {
  const root = resolve(io.cwd, folder);
  const files = projectFiles({ name: platformName(root), seed: newSeed(), clouds: chosenClouds(options) });
  const there = Object.keys(files).filter((file) => existsSync(join(root, file)));
  if (there.length > 0) throw new UsageError(`${folder} holds ${there.join(', ')} already; choose an empty folder`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const place = relative(io.cwd, root) || '.';
  const steps = [...(place === '.' ? [] : [`cd ${shellWord(place)}`]), 'npm install', 'npx llm-infra plan'];
  io.stdout(`${[...Object.keys(files).map((file) => join(place, file)), '', `Next: ${steps.join(' && ')}`].join('\n')}\n`);
  return 0;
}

function chosenClouds({ cloud: asked }: InitOptions): readonly Cloud[] {
  const chosen = CLOUDS.filter((cloud) => asked === cloud || asked === 'both');
  if (chosen.length > 0) return chosen;
  throw new UsageError(`--cloud ${asked}: the clouds are ${CLOUDS.join(' and ')}; name one of them, or both`);
}

/** Names are made from the seed, so it is random once and then stays in the file. 80 bits, in letters that are told apart. */
function newSeed(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const text = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
  return text.match(/.{4}/g)?.join('-') ?? text;
}

const shellWord = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The folder's own name where it is a legal one. */
function platformName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
  return name.length >= 3 ? name : 'my-platform';
}

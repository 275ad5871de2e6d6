import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkPlatform, parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';

/** The checkout that these tests belong to. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Example {
  /** The folder's name. */
  readonly name: string;
  /** The platform file, from the checkout's root. */
  readonly file: string;
  readonly text: string;
  readonly environment: string;
}

const folder = new URL('../../examples/', import.meta.url);
const names = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/platform.yaml`, folder)));

/** Every platform file of examples/ with each of its environments. */
export const EXAMPLES: readonly Example[] = names.flatMap((name) => {
  const text = readFileSync(new URL(`${name}/platform.yaml`, folder), 'utf8');
  return checkPlatform(text).environments.map((environment) => ({ name, file: `examples/${name}/platform.yaml`, text, environment }));
});

/** The examples that are for a cloud. */
export function examplesOn(cloud: Cloud): readonly Example[] {
  return EXAMPLES.filter(({ text, environment }) => parsePlatformSpec(text, { environment }).clouds[cloud]);
}

/** CDK reads this for itself; the unit tests turn its validator off, `npm run verify` turns it on. */
export const IS_VALIDATED = process.env.CDK_VALIDATION !== 'false';

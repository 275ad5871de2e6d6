import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The seed of the examples, which no deployment takes, and one as `llm-infra init` writes it. */
const MARKER = 'example-seed';
const SEED = 'k7m2-q9xd-4tbn';

/** The text of an example's platform file, with a seed of its own. */
export function examplePlatform(example: string): string {
  return changed(readFileSync(`${ROOT}examples/${example}/platform.yaml`, 'utf8'), { [MARKER]: SEED });
}

/** A text after edits, each of which must find its place. */
export function changed(text: string, edits: Readonly<Record<string, string>>): string {
  return Object.entries(edits).reduce((result, [old, now]) => {
    if (!result.includes(old)) throw new Error(`the platform file has no '${old}' to edit`);
    return result.replaceAll(old, now);
  }, text);
}

import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** What differs from an example: the value by its path in the file, with dots; `undefined` takes the key out. */
export type Edits = Readonly<Record<string, unknown>>;

/** A seed as `llm-infra init` would write one: CloudFormation refuses that of the examples. */
const SEED: Edits = { 'naming.seed': 'k7m2-q9xd-4tbn' };

/** The platform file of an example as it lies there. */
export function exampleFile(name: string): string {
  return readFileSync(new URL(`../../../examples/${name}/platform.yaml`, import.meta.url), 'utf8');
}

/** The platform file of an example with a seed of its own and what else differs. */
export function editedExample(name: string, edits: Edits = {}): string {
  const file = parseDocument(exampleFile(name));
  for (const [path, value] of Object.entries({ ...SEED, ...edits })) {
    const keys = path.split('.');
    if (value === undefined) file.deleteIn(keys);
    else file.setIn(keys, value);
  }
  return file.toString();
}

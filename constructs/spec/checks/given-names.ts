import { describeValue } from '../fault.ts';
import { correctedName, type ExistingType, NAME_RULES, nameFault } from '../names.ts';
import type { Draft } from './draft.ts';

const NAME_CODES = {
  's3-bucket': 'CFG-012',
  'storage-account': 'CFG-013',
  'key-vault': 'CFG-014',
  registry: 'CFG-106',
  'resource-group': 'CFG-106',
} as const satisfies Record<ExistingType, string>;

/** The name of something that exists is one that its service takes. */
export function checkName(draft: Draft, type: ExistingType, name: string, path: readonly PropertyKey[]): void {
  const fault = nameFault(type, name);
  if (!fault) return;
  draft.report({
    path,
    code: NAME_CODES[type],
    message: `not a name that the service takes: ${fault}`,
    got: describeValue(name),
    allowed: NAME_RULES[type].words,
    remedy: `A legal name would be '${correctedName(type, name)}'.`,
  });
}

import { type Alias, type Document, isAlias, isScalar, type Node, visit, type YAMLMap } from 'yaml';
import type { Fault } from './fault.ts';
import { holdsItself, UNSAFE_KEYS, unsafeKey } from './source-document.ts';
import { yamlProblem } from './yaml-problems.ts';

/** Something in a document that would lose or multiply what is written, and where it begins in the text. */
export type UnsafeNode = Pick<Fault, 'code' | 'message' | 'allowed' | 'remedy'> & { readonly offset: number };

/** A file that repeats itself more often than this is a bomb or unreadable. */
export const MOST_ALIASES = 50;

/** What is legal YAML and no safe platform file: repeated, unsafe and compound keys, merge keys, aliases without end. */
export function unsafeNodes(document: Document): UnsafeNode[] {
  const found: UnsafeNode[] = [];
  let aliases = 0;
  visit(document.contents as Node | null, {
    Map(_, map) {
      found.push(...unsafeKeys(map));
    },
    Alias(_, alias, ancestors) {
      aliases += 1;
      if (aliases <= MOST_ALIASES) found.push(...unsafeAlias(alias, ancestors, document));
      if (aliases === MOST_ALIASES + 1) found.push({ ...TOO_MANY_ALIASES, offset: offsetOf(alias) });
    },
  });
  return found;
}

export const TOO_MANY_ALIASES = {
  code: 'CFG-007',
  message: 'aliases are used too often, which is unsafe: a small file could grow without bound',
  allowed: `at most ${MOST_ALIASES} expansions`,
  remedy: 'Write the repeated parts out.',
} as const;

/** Keys are compared as the texts that they become in the data: `1` and `"1"` are one key there. */
function unsafeKeys(map: YAMLMap): UnsafeNode[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const offset = offsetOf(key);
    if (!isScalar(key)) return [{ ...COMPOUND_KEY, offset }];
    const text = String(key.value ?? '');
    if (UNSAFE_KEYS.has(text)) return [{ ...unsafeKey(text), offset }];
    if (text === '<<') return [{ ...MERGE_KEY, offset }];
    if (seen.has(text)) return [{ ...yamlProblem('DUPLICATE_KEY'), offset }];
    seen.add(text);
    return [];
  });
}

const COMPOUND_KEY = {
  code: 'CFG-007',
  message: 'a key that is no plain text',
  allowed: 'names as keys',
  remedy: 'Give the entry a name.',
} as const;

const MERGE_KEY = {
  code: 'CFG-102',
  message: 'a merge key (<<), which YAML 1.2 has not',
  allowed: 'names as keys',
  remedy: 'Write the merged keys out.',
} as const;

function unsafeAlias(alias: Alias, ancestors: readonly unknown[], document: Document): UnsafeNode[] {
  const offset = offsetOf(alias);
  const target = alias.resolve(document);
  if (!target) {
    return [{ code: 'CFG-102', message: 'an alias without an anchor before it', remedy: 'Write the value out.', offset }];
  }
  return !isAlias(target) && ancestors.includes(target) ? [{ ...holdsItself, offset }] : [];
}

const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Fault } from './fault.ts';
import { formatPath } from './fault.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A platform file as read: plain data, and where each path of it stands. */
export interface SourceDocument {
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** Where a path stands; the nearest parent's place when the path itself is not there. */
  locate(path: readonly PropertyKey[]): Position | undefined;
}

/** A platform file has a few hundred lines; anything of this size is no platform file. */
const LARGEST_BYTES = 1024 * 1024;
/** A file that repeats itself through aliases more often than this is a bomb or unreadable. */
const MOST_ALIASES = 50;
/** Keys that would reach an object's prototype. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads YAML safely: no duplicate keys, no alias bombs, no prototype keys, no custom tags, at most 1 MiB. Never echoes the text. */
export function readYaml(text: string): SourceDocument {
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_BYTES) {
    return unreadable({
      code: 'CFG-009',
      message: 'the file is too large',
      got: `${bytes} bytes`,
      allowed: `at most ${LARGEST_BYTES} bytes (1 MiB)`,
      remedy: 'Check that this is the platform file.',
    });
  }
  if (text.trim() === '') {
    return unreadable({
      code: 'CFG-009',
      message: 'the file is empty',
      allowed: 'a platform file',
      remedy: "Write one with 'llm-infra init <folder>'.",
    });
  }

  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    schema: 'core',
    logLevel: 'silent',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };

  const faults: Fault[] = [];
  for (const problem of [...document.errors, ...document.warnings]) {
    const duplicate = problem.code === 'DUPLICATE_KEY';
    faults.push({
      code: duplicate ? 'CFG-007' : 'CFG-102',
      severity: 'error',
      path: '',
      message: duplicate
        ? 'the same key stands twice in one map, which is unsafe: one of the two would be lost'
        : `not readable as YAML 1.2 (${problem.code})`,
      remedy: duplicate
        ? 'Keep one of the two keys.'
        : 'Mend the YAML at this place; quote texts that hold : # { [ or a leading special character.',
      ...at(problem.pos[0]),
    });
  }
  faults.push(...unsafeNodes(document.contents, at));
  const locate = (path: readonly PropertyKey[]) => locateNode(document.contents, path, at);
  if (faults.length > 0) return { data: undefined, faults, locate };

  try {
    return { data: document.toJS({ maxAliasCount: MOST_ALIASES }), faults, locate };
  } catch {
    // The one error that toJS raises on a document without errors is the alias count.
    return unreadable({
      code: 'CFG-007',
      message: 'aliases are used too often, which is unsafe: a small file could grow without bound',
      allowed: `at most ${MOST_ALIASES} expansions`,
      remedy: 'Write the repeated parts out.',
      ...firstAlias(document.contents, at),
    });
  }
}

function unreadable(fault: Omit<Fault, 'severity' | 'path'>): SourceDocument {
  return { data: undefined, faults: [{ severity: 'error', path: '', ...fault }], locate: () => undefined };
}

function unsafeNodes(contents: Node | null, at: (offset: number) => Position): Fault[] {
  const faults: Fault[] = [];
  visit(contents, {
    Pair(_, { key }) {
      if (!isScalar(key)) {
        const offset = (key as Node | null)?.range?.[0] ?? 0;
        faults.push({
          code: 'CFG-007',
          severity: 'error',
          path: '',
          message: 'a key that is no plain text',
          allowed: 'names as keys',
          remedy: 'Give the entry a name.',
          ...at(offset),
        });
      } else if (UNSAFE_KEYS.has(String(key.value))) {
        faults.push({
          code: 'CFG-007',
          severity: 'error',
          path: '',
          message: `the key '${String(key.value)}' is refused as unsafe`,
          allowed: 'names as keys',
          remedy: 'Choose another name.',
          ...at(key.range?.[0] ?? 0),
        });
      }
    },
  });
  return faults;
}

function firstAlias(contents: Node | null, at: (offset: number) => Position): Partial<Position> {
  let found: Position | undefined;
  visit(contents, {
    Alias(_, node) {
      found = at(node.range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  return found ?? {};
}

/** The place of a path: of its key in a map, of its item in a list; the deepest part that exists. */
function locateNode(contents: Node | null, path: readonly PropertyKey[], at: (offset: number) => Position): Position | undefined {
  let node: unknown = contents;
  let offset = contents?.range?.[0];
  for (const part of path) {
    if (isAlias(node) || !isCollection(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset === undefined ? undefined : at(offset);
}

/** A platform given as an object: the same data, no positions. */
export function objectDocument(data: unknown): SourceDocument {
  const faults: Fault[] = [];
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) {
      faults.push({
        code: 'CFG-007',
        severity: 'error',
        path: formatPath(path),
        message: 'an object that holds itself',
        remedy: 'Write plain data.',
      });
      return undefined;
    }
    seen.add(value);
    const copy = Array.isArray(value)
      ? value.map((item, index) => walk(item, [...path, index]))
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, item]) => item !== undefined)
            .map(([key, item]) => [key, walk(item, [...path, key])]),
        );
    seen.delete(value);
    return copy;
  };
  return { data: walk(data, []), faults, locate: () => undefined };
}

import { type Document, isAlias, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Fault } from './fault.ts';
import { MOST_LEVELS, type SourceDocument, tooDeep } from './source-document.ts';
import { offsetBelow } from './yaml-nesting.ts';
import { nodeLocator, positionAt } from './yaml-positions.ts';
import { yamlProblem } from './yaml-problems.ts';
import { MOST_ALIASES, TOO_MANY_ALIASES, unsafeNodes } from './yaml-safety.ts';

/** A platform file has a few hundred lines; anything of this size is no platform file. */
const LARGEST_BYTES = 1024 * 1024;

type Problem = Omit<Fault, 'severity' | 'path'>;

/** Reads YAML safely: no duplicate keys, no alias bombs, no prototype keys, no custom tags, at most 1 MiB. Never echoes the text. */
export function readYaml(text: string): SourceDocument {
  const refused = refusedUnread(text);
  if (refused) return unreadable([refused]);

  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The parser compares each key with every other one, which takes minutes on a large map; `unsafeNodes` does it once.
    uniqueKeys: false,
    merge: false,
    schema: 'core',
    // Or else !!binary, !!set and !!timestamp would make objects that are no plain data.
    resolveKnownTags: false,
    // 'silent' would let a second document pass.
    logLevel: 'error',
  });
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ code, pos }) => ({ ...yamlProblem(code), offset: pos[0] })),
    ...unsafeNodes(document),
  ];
  if (problems.length > 0) return unreadable(problems.map(({ offset, ...problem }) => ({ ...problem, ...positionAt(lines, offset) })));
  if (isEmpty(document.contents)) return unreadable([EMPTY]);
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { data, faults: [], locate: nodeLocator(document.contents, lines) };
  } catch {
    // The one error left to it: aliases of aliases that multiply.
    return unreadable([{ ...TOO_MANY_ALIASES, ...positionAt(lines, firstAlias(document)) }]);
  }
}

const EMPTY: Problem = {
  code: 'CFG-009',
  message: 'the file is empty',
  allowed: 'a platform file',
  remedy: "Write one with 'llm-infra init <folder>'.",
};

/** What is refused before it is parsed. */
function refusedUnread(text: string): Problem | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_BYTES) {
    return {
      code: 'CFG-009',
      message: 'the file is too large',
      got: `${bytes} bytes`,
      allowed: `at most ${LARGEST_BYTES} bytes (1 MiB)`,
      remedy: 'Check that this is the platform file.',
    };
  }
  const offset = offsetBelow(text, MOST_LEVELS);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split('\n');
  return { ...tooDeep, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function unreadable(problems: readonly Problem[]): SourceDocument {
  return { data: undefined, faults: problems.map((problem) => ({ severity: 'error', path: '', ...problem })), locate: () => undefined };
}

/** Nothing, comments alone, or a bare null. */
const isEmpty = (contents: unknown): boolean => contents === null || (isScalar(contents) && contents.value === null);

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document.contents as Node | null, (_, node) => {
    if (!isAlias(node)) return undefined;
    offset = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return offset;
}

import type { Fault } from './fault.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A platform file as read: plain data, and where each path of it stands. */
export interface SourceDocument {
  /** Undefined where the file could not be read. */
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** Where a path stands; the nearest parent's place when the path itself is not there. */
  locate(path: readonly PropertyKey[]): Position | undefined;
}

/** Keys that would reach an object's prototype. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The grammar is seven levels deep; a deeper file is none, and code that walks it would run out of stack. */
export const MOST_LEVELS = 64;

/** A fault of a document as such, before anything is known of its grammar. */
type DocumentFault = Pick<Fault, 'code' | 'message' | 'allowed' | 'remedy'>;

export const tooDeep: DocumentFault = {
  code: 'CFG-007',
  message: 'nested too deeply, which is unsafe',
  allowed: `at most ${MOST_LEVELS} levels`,
  remedy: 'Check that this is the platform file.',
};

export const holdsItself: DocumentFault = {
  code: 'CFG-007',
  message: 'a part that holds itself, which is unsafe',
  allowed: 'plain data',
  remedy: 'Write the part out.',
};

export const unsafeKey = (key: string): DocumentFault => ({
  code: 'CFG-007',
  message: `the key '${key}' is refused as unsafe`,
  allowed: 'names as keys',
  remedy: 'Choose another name.',
});

import type { ErrorCode } from 'yaml';
import type { Fault } from './fault.ts';

type YamlProblem = Pick<Fault, 'code' | 'message' | 'allowed' | 'remedy'>;

/** What is said of a problem that the YAML parser finds. The parser's own sentence echoes the text, which may hold a secret. */
export function yamlProblem(code: ErrorCode): YamlProblem {
  return PROBLEMS[code] ?? { ...UNREADABLE, message: `not readable as YAML 1.2 (${code})` };
}

const UNREADABLE = {
  code: 'CFG-102',
  remedy: 'Mend the YAML at this place; quote texts that hold : # { [ or a leading special character.',
} as const;

const PROBLEMS: Readonly<Partial<Record<ErrorCode, YamlProblem>>> = {
  DUPLICATE_KEY: {
    code: 'CFG-007',
    message: 'the same key stands twice in one map, which is unsafe: one of the two would be lost',
    remedy: 'Keep one of the two keys.',
  },
  MULTIPLE_DOCS: {
    code: 'CFG-102',
    message: 'a second YAML document begins, which would be lost',
    allowed: 'one document a file',
    remedy: "Take out the line '---' and what follows, or make a file of it.",
  },
  TAG_RESOLVE_FAILED: {
    code: 'CFG-102',
    message: 'a tag (!…) that plain data has not',
    allowed: 'texts, numbers, booleans, lists and maps',
    remedy: 'Take the tag out, and put quotes around a text that begins with !.',
  },
  TAB_AS_INDENT: { code: 'CFG-102', message: 'a tab as indentation', allowed: 'spaces', remedy: 'Indent with spaces.' },
  BAD_INDENT: {
    code: 'CFG-102',
    message: 'not readable as YAML 1.2: the indentation fits no map or list above it',
    remedy: 'Line the entry up with its neighbours, and close what is open above it.',
  },
  MISSING_CHAR: {
    code: 'CFG-102',
    message: 'not readable as YAML 1.2: a character is missing, such as a closing quote or bracket, a comma or a colon',
    remedy: 'Mend the YAML at this place.',
  },
  RESOURCE_EXHAUSTION: {
    code: 'CFG-007',
    message: 'nested too deeply, which is unsafe',
    allowed: 'a platform file',
    remedy: 'Check that this is the platform file.',
  },
};

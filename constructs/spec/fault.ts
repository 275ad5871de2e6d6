import { looksLikeSecret } from './plain-text-secrets.ts';
import type { Cloud } from './vocabulary.ts';

export type Severity = 'error' | 'warning';

/** Something wrong in a platform file. Codes never change their meaning: CFG-001 to CFG-083 are inputs, from CFG-100 the kit's own. */
export interface Fault {
  /** Stable code, `CFG-nnn`. */
  readonly code: string;
  /** An error stops the synthesis, a warning does not. */
  readonly severity: Severity;
  /** Where in the file, as written there: `environments.prod.data.removal`. Empty for the file itself. */
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What stands there, shortened; a value that may be a secret is hidden. Absent where nothing stands. */
  readonly got?: string;
  /** What may stand there. */
  readonly allowed?: string;
  /** One concrete thing to do. */
  readonly remedy: string;
  /** The environment whose overlay leads to the fault. Absent where every environment has it. */
  readonly environment?: string;
  /** The cloud that it is about. Absent where it is about each, or where the path says so. */
  readonly cloud?: Cloud;
  /** Line in the YAML file, from 1. */
  readonly line?: number;
  /** Column in the YAML file, from 1. */
  readonly column?: number;
}

const LONGEST_VALUE = 80;

/** Renders a value for a fault: JSON, shortened, and never a secret. */
export function describeValue(value: unknown): string {
  if (holdsSecret(value)) return '(hidden: it may be a secret)';
  const text = typeof value === 'string' ? `'${value}'` : render(value);
  return shortened(printable(text), LONGEST_VALUE);
}

/** A text on one line that shows what does not show, so that a value cannot steer a terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

export const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

// JSON has no word for NaN and infinity.
const render = (value: unknown): string => (typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)));

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeSecret(value) !== undefined;
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value === 'object' && value !== null) return Object.entries(value).some((entry) => entry.some(holdsSecret));
  return false;
}

/** Renders a path for a fault: dots between names, brackets around positions and around what is no plain name. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (looksLikeSecret(String(part))) text += '[(hidden)]';
    else if (/^[\w-]{1,200}$/.test(String(part))) text += text ? `.${String(part)}` : String(part);
    else text += `[${describeValue(String(part))}]`;
  }
  return text;
}

/** Renders one fault for a terminal, with the file's name in front where it is known. */
export function formatFault(fault: Fault, file = 'platform'): string {
  const place = fault.line ? `${file}:${fault.line}:${fault.column}` : file;
  const where = [fault.path || '(file)', fault.environment && `(environment ${fault.environment})`].filter(Boolean).join(' ');
  const lines = [`${place} ${fault.severity} ${fault.code} ${where}: ${fault.message}`];
  if (fault.got !== undefined) lines.push(`  got:     ${fault.got}`);
  if (fault.allowed !== undefined) lines.push(`  allowed: ${fault.allowed}`);
  lines.push(`  remedy:  ${fault.remedy}`);
  return lines.join('\n');
}

/**
 * The platform file is wrong. Carries every fault at once; its message names them all.
 *
 * `stack` holds the message alone: the mistake is in the file, so a stack trace would hide it.
 */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  /** Everything that is wrong, errors and warnings, in the order of the file. */
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], file?: string) {
    const errors = faults.filter((fault) => fault.severity === 'error').length;
    super(
      [
        `${file ?? 'The platform file'} has ${errors} ${errors === 1 ? 'error' : 'errors'}`,
        ...faults.map((fault) => formatFault(fault, file)),
      ].join('\n'),
    );
    this.faults = faults;
    Object.defineProperty(this, SPEC_ERROR, { value: true });
    this.stack = `${this.name}: ${this.message}`;
  }

  /** Whether a value is a SpecError, also one from another copy of the package. */
  static isSpecError(value: unknown): value is SpecError {
    return typeof value === 'object' && value !== null && SPEC_ERROR in value;
  }
}

const SPEC_ERROR = Symbol.for('llm-infra-kit.SpecError');

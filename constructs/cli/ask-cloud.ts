import { spawnSync } from 'node:child_process';

/** The command line of a cloud, which works with the user's own credentials. */
export interface CloudCommand {
  /** The program: `aws`, `az`. */
  readonly program: string;
  /** What messages call it. */
  readonly name: string;
}

/** What a cloud's command line answered. */
export type CloudAnswer =
  | { readonly kind: 'json'; readonly value: unknown }
  | {
      readonly kind: 'none';
      /** What it said, in full. */
      readonly stderr: string;
      /** Why there is no answer, as part of a sentence. */
      readonly reason: string;
    };

const TIMEOUT_MILLIS = 30_000;

/** Asks a cloud's command line for JSON. A program that is missing, hangs or fails is an answer too. */
export function askCloud({ program, name }: CloudCommand, args: readonly string[]): CloudAnswer {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: TIMEOUT_MILLIS });
  if (error) return { kind: 'none', stderr: '', reason: spawnFault(error, `the ${name} (${program})`, name) };
  if (status !== 0) {
    const lastLine = stderr.trim().split('\n').at(-1)?.replace(/\.$/, '');
    return { kind: 'none', stderr, reason: lastLine || `the ${name} ended with code ${status}` };
  }
  try {
    return { kind: 'json', value: JSON.parse(stdout) };
  } catch {
    return { kind: 'none', stderr, reason: `the ${name} answered with no JSON` };
  }
}

function spawnFault({ code }: NodeJS.ErrnoException, program: string, name: string): string {
  switch (code) {
    case 'ENOENT':
      return `${program} is not installed`;
    case 'ETIMEDOUT':
      return `the ${name} gave no answer in ${TIMEOUT_MILLIS / 1000} s`;
    default:
      return `${program} cannot be run (${code})`;
  }
}

/** What the command line reaches of the outside: handed in, so that a test sees what a user sees. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** The folder that relative paths are meant from. */
  readonly cwd: string;
  /** The day of the call, YYYY-MM-DD. */
  readonly today: string;
}

/** 0 good, 1 the file is wrong, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** A call that cannot be carried out as it was made: an option, a folder, a package that is not there. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

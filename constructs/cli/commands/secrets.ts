import { secretName } from '../../spec/names.ts';
import type { PlatformSpec, SecretSpec } from '../../spec/platform-spec.ts';
import { type SecretStatus, secretStatus } from '../aws-secret-status.ts';
import { type CliIo, type ExitCode, UsageError } from '../io.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';
import { setCommand } from '../set-secret-command.ts';

export interface SecretsOptions {
  readonly environment: string;
  readonly asOf: string;
  readonly json?: boolean;
}

interface SecretRow {
  readonly secret: string;
  readonly id: string;
  readonly maxAgeDays: number;
  readonly status: SecretStatus;
  /** How to set it. The value is read from the keyboard and stands in no file, no history and no process list. */
  readonly command: string;
}

/**
 * Lists the credentials of an environment, those that need a value first. Asks the cloud for versions and their dates, never for a value;
 * without credentials or the AWS CLI it says so and still prints the commands.
 */
export function secrets(io: CliIo, file: string, options: SecretsOptions): ExitCode {
  const specs = specsOf(loadPlatform(io, file, options));
  const rows = specs.flatMap((spec) => awsRows(spec, options.asOf));
  io.stdout(options.json ? `${JSON.stringify({ environment: options.environment, secrets: rows }, null, 2)}\n` : renderRows(rows, options));
  if (specs.some(({ clouds }) => clouds.azure)) io.stderr('Those on azure are not listed: the Azure constructs are not in this release.\n');
  return 0;
}

function renderRows(rows: readonly SecretRow[], { environment }: SecretsOptions): string {
  const set = rows.filter(({ status }) => status.kind === 'set' || status.kind === 'given');
  const needed = rows.filter((row) => !set.includes(row));
  return [
    `${rows.length} credentials in ${environment}, ${set.length} set`,
    ...needed.flatMap((row) => ['', `${row.secret}: ${describeStatus(row)}`, `  ${row.command}`]),
    ...(set.length > 0 ? ['', ...set.map((row) => `${row.secret}: ${describeStatus(row)}`)] : []),
    ...(needed.length > 0 ? ['', 'The commands are for bash: they wait for the value, show nothing and end with Enter.'] : []),
    '',
  ].join('\n');
}

function awsRows(spec: PlatformSpec, asOf: string): SecretRow[] {
  const { aws } = spec.clouds;
  if (!aws) {
    throw new UsageError('the Azure constructs are not in this release: a file for azure is checked, and no credential is made for it');
  }
  return Object.entries(aws.secrets).map(([secret, { maxAgeDays, existing }]: [string, SecretSpec]) => {
    const id = existing ?? secretName(spec, secret);
    const status: SecretStatus = existing ? { kind: 'given' } : secretStatus(id, aws.region, { maxAgeDays, asOf });
    return { secret, id, maxAgeDays, status, command: setCommand({ secret, id, region: aws.region }) };
  });
}

function describeStatus({ status, maxAgeDays }: SecretRow): string {
  switch (status.kind) {
    case 'set':
      return `set ${days(status.ageDays)} ago, renew within ${days(maxAgeDays - status.ageDays)}`;
    case 'given':
      return 'was there before the platform; its owner sets and renews it';
    case 'empty':
      return 'holds no value yet; set it with';
    case 'too-old':
      return `set ${days(status.ageDays)} ago, more than the ${maxAgeDays} allowed; renew it with`;
    case 'not-deployed':
      return 'does not exist yet; deploy the platform, then set it with';
    case 'unknown':
      return `not known, ${status.reason}; set it with`;
  }
}

const days = (number: number): string => `${number} ${number === 1 ? 'day' : 'days'}`;

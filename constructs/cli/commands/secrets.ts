import { secretName } from '../../spec/names.ts';
import type { PlatformSpec, SecretSpec } from '../../spec/platform-spec.ts';
import { type SecretStatus, secretStatus } from '../aws-secret-status.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';

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
  if (options.json) {
    io.stdout(`${JSON.stringify({ environment: options.environment, secrets: rows }, null, 2)}\n`);
    return 0;
  }
  const needed = rows.filter(({ status }) => status.kind !== 'set');
  io.stdout(`${rows.length} credentials in ${options.environment}, ${rows.length - needed.length} set\n`);
  for (const row of [...needed, ...rows.filter(({ status }) => status.kind === 'set')]) {
    io.stdout(`${row.secret}: ${describeStatus(row)}\n`);
    if (row.status.kind !== 'set') io.stdout(`  ${row.command}\n`);
  }
  return 0;
}

function awsRows(spec: PlatformSpec, asOf: string): SecretRow[] {
  const { aws } = spec.clouds;
  if (!aws) return [];
  return Object.entries(aws.secrets).map(([secret, { maxAgeDays, existing }]: [string, SecretSpec]) => {
    const id = existing ?? secretName(spec, secret);
    const status = secretStatus(id, aws.region, { maxAgeDays, asOf, isOwn: existing === undefined });
    return { secret, id, maxAgeDays, status, command: setCommand(id, aws.region) };
  });
}

function setCommand(id: string, region: string): string {
  return `read -rs KEY && printf '{"value":"%s"}' "$KEY" | aws secretsmanager put-secret-value --region ${region} --secret-id '${id}' --secret-string file:///dev/stdin; unset KEY`;
}

function describeStatus({ status, maxAgeDays }: SecretRow): string {
  switch (status.kind) {
    case 'set':
      return `set ${status.ageDays} days ago, renew within ${maxAgeDays - status.ageDays} days`;
    case 'empty':
      return 'holds no value yet; set it with';
    case 'too-old':
      return `set ${status.ageDays} days ago, more than the ${maxAgeDays} allowed; renew it with`;
    case 'not-deployed':
      return 'does not exist yet; deploy the platform, then set it with';
    case 'unknown':
      return `not known: ${status.reason}; set it with`;
  }
}

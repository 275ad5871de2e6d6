import { azureNames } from '../../spec/azure-names.ts';
import { secretName } from '../../spec/names.ts';
import type { AwsSpec, AzureSpec, PlatformSpec, SecretSpec } from '../../spec/platform-spec.ts';
import { vaultSecretName } from '../../spec/vault-secret-name.ts';
import type { Cloud } from '../../spec/vocabulary.ts';
import { awsSecretStatus } from '../aws-secret-status.ts';
import { azureSecretStatus } from '../azure-secret-status.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';
import type { SecretStatus } from '../secret-status.ts';
import { setCommand } from '../set-secret-command.ts';

export interface SecretsOptions {
  readonly environment: string;
  readonly asOf: string;
  readonly json?: boolean;
}

interface SecretRow {
  readonly cloud: Cloud;
  readonly secret: string;
  readonly id: string;
  readonly maxAgeDays: number;
  readonly status: SecretStatus;
  /** How to set it. The value is read from the keyboard and stands in no file, no history and no process list. */
  readonly command: string;
}

/**
 * Lists the credentials of an environment, those that need a value first. Asks the cloud for versions and their dates, never for a value;
 * without credentials or the cloud's CLI it says so and still prints the commands.
 */
export function secrets(io: CliIo, file: string, options: SecretsOptions): ExitCode {
  const specs = specsOf(loadPlatform(io, file, options));
  const rows = specs.flatMap((spec) => [
    ...(spec.clouds.aws ? awsRows(spec, spec.clouds.aws, options.asOf) : []),
    ...(spec.clouds.azure ? azureRows(spec, spec.clouds.azure, options.asOf) : []),
  ]);
  io.stdout(options.json ? `${JSON.stringify({ environment: options.environment, secrets: rows }, null, 2)}\n` : renderRows(rows, options));
  return 0;
}

function renderRows(rows: readonly SecretRow[], { environment }: SecretsOptions): string {
  const set = rows.filter(({ status }) => status.kind === 'set' || status.kind === 'given');
  const needed = rows.filter((row) => !set.includes(row));
  const clouds = new Set(rows.map(({ cloud }) => cloud));
  const title = ({ cloud, secret }: SecretRow) => (clouds.size > 1 ? `${secret} on ${cloud}` : secret);
  return [
    `${rows.length} credentials in ${environment}, ${set.length} set`,
    ...needed.flatMap((row) => ['', `${title(row)}: ${describeStatus(row)}`, `  ${row.command}`]),
    ...(set.length > 0 ? ['', ...set.map((row) => `${title(row)}: ${describeStatus(row)}`)] : []),
    ...(needed.length > 0 ? ['', 'The commands are for bash: they wait for the value, show nothing and end with Enter.'] : []),
    '',
  ].join('\n');
}

function awsRows(spec: PlatformSpec, { secrets, region }: AwsSpec, asOf: string): SecretRow[] {
  return Object.entries(secrets).map(([secret, { maxAgeDays, existing }]: [string, SecretSpec]) => {
    const id = existing ?? secretName(spec, secret);
    const status: SecretStatus = existing ? { kind: 'given' } : awsSecretStatus(id, region, { maxAgeDays, asOf });
    return { cloud: 'aws', secret, id, maxAgeDays, status, command: setCommand({ cloud: 'aws', secret, id, region }) };
  });
}

function azureRows(spec: PlatformSpec, { secrets, keyVault }: AzureSpec, asOf: string): SecretRow[] {
  const ownVault = keyVault?.id.split('/').at(-1) ?? azureNames(spec).vault;
  return Object.entries(secrets).map(([secret, { maxAgeDays, existing }]: [string, SecretSpec]) => {
    const { vault, name } = existing ? placeOf(existing) : { vault: ownVault, name: vaultSecretName(spec, secret) };
    const id = existing ?? `https://${vault}.vault.azure.net/secrets/${name}`;
    const status: SecretStatus = existing ? { kind: 'given' } : azureSecretStatus({ vault, name }, { maxAgeDays, asOf });
    const expires = dayAfter(asOf, maxAgeDays);
    return { cloud: 'azure', secret, id, maxAgeDays, status, command: setCommand({ cloud: 'azure', secret, vault, name, expires }) };
  });
}

/** The parts of `https://<vault>.vault.azure.net/secrets/<name>`; the file has been checked. */
function placeOf(uri: string): { readonly vault: string; readonly name: string } {
  const { hostname, pathname } = new URL(uri);
  return { vault: hostname.split('.')[0] ?? '', name: pathname.split('/')[2] ?? '' };
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
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

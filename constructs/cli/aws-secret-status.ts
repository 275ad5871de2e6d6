import { spawnSync } from 'node:child_process';

/** What is known of a credential without reading it. */
export type SecretStatus =
  | { readonly kind: 'set'; readonly ageDays: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-old'; readonly ageDays: number }
  | { readonly kind: 'not-deployed' }
  /** It was there before the platform; its owner sets and renews it. */
  | { readonly kind: 'given' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface StatusOptions {
  readonly maxAgeDays: number;
  readonly asOf: string;
}

interface SecretVersions {
  readonly Versions?: readonly { readonly VersionStages?: readonly string[]; readonly CreatedDate?: string | number }[];
}

const TIMEOUT_MILLIS = 30_000;
const MILLIS_A_DAY = 24 * 60 * 60 * 1000;

/**
 * Asks the AWS CLI, with the user's credentials, for the versions of a secret. A secret that the platform made holds the empty template in
 * its first version; once a value is set, that version carries the stage AWSPREVIOUS or none, so a single staged version means empty.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
 */
export function secretStatus(id: string, region: string, options: StatusOptions): SecretStatus {
  const args = [
    'secretsmanager',
    'list-secret-version-ids',
    '--secret-id',
    id,
    '--region',
    region,
    '--include-deprecated',
    '--output',
    'json',
  ];
  const { error, status, stdout, stderr } = spawnSync('aws', args, { encoding: 'utf8', timeout: TIMEOUT_MILLIS });
  if (error) return { kind: 'unknown', reason: spawnFault(error) };
  if (stderr.includes('ResourceNotFoundException')) return { kind: 'not-deployed' };
  if (status !== 0)
    return { kind: 'unknown', reason: stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') || `the AWS CLI ended with code ${status}` };
  const versions = readVersions(stdout);
  return versions ? judgeVersions(versions, options) : { kind: 'unknown', reason: 'the AWS CLI answered with no JSON' };
}

function spawnFault(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'the AWS CLI (aws) is not installed';
    case 'ETIMEDOUT':
      return `the AWS CLI gave no answer in ${TIMEOUT_MILLIS / 1000} s`;
    default:
      return `the AWS CLI (aws) cannot be run (${error.code})`;
  }
}

function readVersions(text: string): SecretVersions | undefined {
  try {
    return JSON.parse(text) as SecretVersions;
  } catch {
    return undefined;
  }
}

/** What the versions of a secret, without their values, say of it. */
export function judgeVersions({ Versions: versions = [] }: SecretVersions, { maxAgeDays, asOf }: StatusOptions): SecretStatus {
  const current = versions.find(({ VersionStages: stages }) => stages?.includes('AWSCURRENT'));
  if (!current || versions.length === 1) return { kind: 'empty' };
  const created = typeof current.CreatedDate === 'number' ? current.CreatedDate * 1000 : Date.parse(current.CreatedDate ?? '');
  if (Number.isNaN(created)) return { kind: 'unknown', reason: 'the current version has no date' };
  const ageDays = Math.max(0, Math.floor((Date.parse(`${asOf}T23:59:59Z`) - created) / MILLIS_A_DAY));
  return ageDays > maxAgeDays ? { kind: 'too-old', ageDays } : { kind: 'set', ageDays };
}

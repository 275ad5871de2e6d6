import { askCloud } from './ask-cloud.ts';
import { judgeAge, type SecretStatus, type StatusOptions } from './secret-status.ts';

interface SecretVersions {
  readonly Versions?: readonly { readonly VersionStages?: readonly string[]; readonly CreatedDate?: string | number }[];
}

const AWS_CLI = { program: 'aws', name: 'AWS CLI' };

/**
 * Asks the AWS CLI, with the user's credentials, for the versions of a secret. A secret that the platform made holds the empty template in
 * its first version; once a value is set, that version carries the stage AWSPREVIOUS or none, so a single staged version means empty.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
 */
export function awsSecretStatus(id: string, region: string, options: StatusOptions): SecretStatus {
  const answer = askCloud(AWS_CLI, [
    'secretsmanager',
    'list-secret-version-ids',
    '--secret-id',
    id,
    '--region',
    region,
    '--include-deprecated',
    '--output',
    'json',
  ]);
  if (answer.kind === 'json') return judgeVersions(answer.value as SecretVersions, options);
  return answer.stderr.includes('ResourceNotFoundException') ? { kind: 'not-deployed' } : { kind: 'unknown', reason: answer.reason };
}

/** What the versions of a secret, without their values, say of it. */
export function judgeVersions({ Versions: versions = [] }: SecretVersions, options: StatusOptions): SecretStatus {
  const current = versions.find(({ VersionStages: stages }) => stages?.includes('AWSCURRENT'));
  if (!current || versions.length === 1) return { kind: 'empty' };
  return judgeAge(typeof current.CreatedDate === 'number' ? current.CreatedDate * 1000 : Date.parse(current.CreatedDate ?? ''), options);
}

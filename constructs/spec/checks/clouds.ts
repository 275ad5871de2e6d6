import { describeValue } from '../fault.ts';
import type { AwsInput } from '../platform-file.ts';
import { checkAzure } from './azure.ts';
import type { Draft } from './draft.ts';
import { checkName } from './given-names.ts';
import { checkRegion } from './regions.ts';

/** The clouds: regions that exist and lie within the residency, names and ARNs that fit them. */
export function checkClouds(draft: Draft): void {
  const { clouds } = draft.file;
  if (!clouds) return;
  if (!clouds.aws && !clouds.azure && !draft.isFaulty('clouds')) {
    draft.report({
      path: ['clouds'],
      code: 'CFG-003',
      message: 'no cloud is named',
      allowed: 'aws, azure',
      remedy: "Add a line such as 'aws: { region: eu-central-1 }'.",
    });
  }
  if (clouds.aws) checkAws(draft, clouds.aws);
  if (clouds.azure) checkAzure(draft, clouds.azure);
}

function checkAws(draft: Draft, aws: AwsInput): void {
  const regionIsKnown = checkRegion(draft, 'aws', aws.region, ['clouds', 'aws', 'region']);
  if (draft.profile === 'prod' && !aws.account && !draft.isFaulty('clouds', 'aws', 'account')) {
    draft.report({
      severity: 'warning',
      path: ['clouds', 'aws'],
      code: 'CFG-019',
      message: 'prod names no account, so any account of the credentials would be taken',
      allowed: '12 digits in quotes',
      remedy: `Set environments.${draft.environment}.clouds.aws.account.`,
    });
  }
  for (const use of ['data', 'secrets', 'logs'] as const) {
    const arn = aws.encryptionKeys?.[use];
    if (arn) checkArn(draft, arn, aws, ['clouds', 'aws', 'encryptionKeys', use], 'key');
  }
  if (aws.permissionsBoundary) checkArn(draft, aws.permissionsBoundary, aws, ['clouds', 'aws', 'permissionsBoundary'], 'policy');
  if (!aws.logBucket) return;
  checkName(draft, 's3-bucket', aws.logBucket.name, ['clouds', 'aws', 'logBucket', 'name']);
  const { region } = aws.logBucket;
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html: same region and account
  if (region && regionIsKnown && region !== aws.region) {
    draft.report({
      path: ['clouds', 'aws', 'logBucket', 'region'],
      code: 'CFG-078',
      message: 'the access logs would be copied to another region than the data',
      got: describeValue(region),
      allowed: `'${aws.region}'${draft.file.residency ? `, within residency '${draft.file.residency}'` : ''}`,
      remedy: `Name a log bucket in ${aws.region}.`,
    });
  }
}

const ARN = /^arn:[^:]+:[^:]*:([^:]*):([^:]*):/;

/** An ARN of what exists lies in the account and the region of the platform. */
export function checkArn(draft: Draft, arn: string, aws: AwsInput, path: readonly PropertyKey[], what: string): void {
  const [, region, account] = ARN.exec(arn) ?? [];
  if (aws.account && account && account !== 'aws' && account !== aws.account) {
    draft.report({
      path,
      code: 'CFG-063',
      message: `the ${what} lies in another account`,
      got: describeValue(arn),
      allowed: `account ${aws.account}`,
      remedy: `Name a ${what} of account ${aws.account}.`,
    });
  }
  if (region && region !== aws.region) {
    draft.report({
      path,
      code: 'CFG-078',
      message: `the ${what} lies in another region than the data`,
      got: describeValue(arn),
      allowed: `region ${aws.region}`,
      remedy: `Name a ${what} in ${aws.region}.`,
    });
  }
}

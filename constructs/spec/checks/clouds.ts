import { findRegion, isRegionWithin, regionsWithin } from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import { correctedName, type ExistingType, NAME_RULES, nameFault } from '../names.ts';
import type { AwsInput, AzureInput } from '../platform-file.ts';
import type { Cloud } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

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

function checkAzure(draft: Draft, azure: AzureInput): void {
  checkRegion(draft, 'azure', azure.location, ['clouds', 'azure', 'location']);
  if (azure.keyVault) checkName(draft, 'key-vault', azure.keyVault.name, ['clouds', 'azure', 'keyVault', 'name']);
  if (azure.logStorage) checkName(draft, 'storage-account', azure.logStorage.name, ['clouds', 'azure', 'logStorage', 'name']);
  if (draft.profile === 'prod' && !azure.subscription && !draft.isFaulty('clouds', 'azure', 'subscription')) {
    draft.report({
      severity: 'warning',
      path: ['clouds', 'azure'],
      code: 'CFG-019',
      message: 'prod names no subscription, so any subscription of the credentials would be taken',
      allowed: 'a GUID',
      remedy: `Set environments.${draft.environment}.clouds.azure.subscription.`,
    });
  }
}

function checkRegion(draft: Draft, cloud: Cloud, region: string, path: readonly PropertyKey[]): boolean {
  const finding = findRegion(region, cloud);
  const got = describeValue(region);
  const word = cloud === 'aws' ? 'region' : 'location';
  const listing = cloud === 'aws' ? "'aws account list-regions'" : "'az account list-locations'";
  const within = draft.file.residency ? regionsWithin(draft.file.residency, cloud).join(', ') : `a ${word} of ${cloud}`;
  switch (finding.kind) {
    case 'refused':
      draft.report({ path, code: 'CFG-010', message: finding.reason, got, allowed: within, remedy: `Choose another ${word}.` });
      return false;
    case 'other-cloud': {
      draft.report({
        path,
        code: 'CFG-011',
        message: `this is a region of ${finding.cloud}, not of ${cloud}`,
        got,
        allowed: within,
        remedy: `Choose a ${word} of ${cloud}${counterpart(draft, region, cloud)}.`,
      });
      return false;
    }
    case 'unknown':
      draft.report({
        path,
        code: 'CFG-010',
        message: `no ${word} of ${cloud} that the kit knows`,
        got,
        allowed: within,
        remedy: `${finding.nearest[0] ? `Did you mean '${finding.nearest[0]}'? ` : ''}${listing} shows them all.`,
      });
      return false;
    case 'known': {
      const { residency } = draft.file;
      if (residency && !isRegionWithin(region, residency, cloud)) {
        draft.report({
          path,
          code: 'CFG-020',
          message: `'${region}' (${finding.region.country}) lies outside the residency '${residency}'`,
          got,
          allowed: within,
          remedy: `Choose a ${word} within '${residency}', or change the residency.`,
        });
      } else if ('access' in finding.region && finding.region.access === 'restricted') {
        draft.report({
          severity: 'warning',
          path,
          code: 'CFG-010',
          message: 'this location is open to some customers alone',
          got,
          remedy: 'Ask Microsoft for access before you deploy, or choose an open location.',
        });
      }
      return true;
    }
  }
}

/** A region of the wanted cloud within the residency and near one of the other cloud, for the remedy. */
function counterpart({ file }: Draft, region: string, cloud: Cloud): string {
  const other = findRegion(region, cloud === 'aws' ? 'azure' : 'aws');
  if (other.kind !== 'known') return '';
  const candidates = regionsWithin(file.residency ?? 'any', cloud).flatMap((name) => {
    const finding = findRegion(name, cloud);
    return finding.kind === 'known' ? [finding.region] : [];
  });
  const near =
    candidates.find(({ country }) => country === other.region.country) ??
    candidates.find(({ geography }) => geography === other.region.geography);
  return near ? `, such as '${near.name}'` : '';
}

const NAME_CODES = { 's3-bucket': 'CFG-012', 'storage-account': 'CFG-013', 'key-vault': 'CFG-014' } as const satisfies Record<
  ExistingType,
  string
>;

function checkName(draft: Draft, type: ExistingType, name: string, path: readonly PropertyKey[]): void {
  const fault = nameFault(type, name);
  if (!fault) return;
  draft.report({
    path,
    code: NAME_CODES[type],
    message: `not a name that the service takes: ${fault}`,
    got: describeValue(name),
    allowed: NAME_RULES[type].words,
    remedy: `A legal name would be '${correctedName(type, name)}'.`,
  });
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

import * as iam from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { evaluated } from '../../support/intrinsics.ts';
import { ACCOUNT, platformTemplates, REGION, resourcesIn, templatesOf, testPlatform, typesIn } from '../../support/platforms.ts';

describe('Into what exists', () => {
  const keyArn = (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id.repeat(8)}-89ab-cdef-0123-456789abcdef`;

  test('the given keys encrypt data, secrets and logs, and no key is made', () => {
    const encryptionKeys = { data: keyArn('a'), secrets: keyArn('b'), logs: keyArn('c') };
    const { app, platform } = testPlatform({ clouds: { aws: { encryptionKeys } } }, { environment: 'prod' });
    const templates = templatesOf(app);
    expect(typesIn(templates).filter((type) => type.startsWith('AWS::KMS'))).toEqual([]);
    expect(platform.key).toBeUndefined();
    for (const [id, { Properties }] of resourcesIn(templates, 'AWS::S3::Bucket')) {
      const { ServerSideEncryptionByDefault: rule } = Properties.BucketEncryption.ServerSideEncryptionConfiguration[0];
      expect(rule, id).toEqual(
        id.startsWith('BucketsLogs') ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptionKeys.data },
      );
    }
    for (const [id, { Properties }] of resourcesIn(templates, 'AWS::SecretsManager::Secret'))
      expect(Properties.KmsKeyId, id).toBe(encryptionKeys.secrets);
    for (const [id, { Properties }] of resourcesIn(templates, 'AWS::Logs::LogGroup'))
      expect(Properties.KmsKeyId, id).toBe(encryptionKeys.logs);
  });

  test('a key that is given for one use leaves the others to the own key', () => {
    const encryptionKeys = { secrets: keyArn('b') };
    const templates = platformTemplates({ clouds: { aws: { encryptionKeys } } });
    const [own, ...others] = resourcesIn(templates, 'AWS::KMS::Key');
    expect(others).toEqual([]);
    const [, raw] = resourcesIn(templates, 'AWS::S3::Bucket').find(([id]) => id.startsWith('BucketsRaw')) ?? [];
    expect(raw?.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID).toEqual({
      'Fn::GetAtt': [own?.[0], 'Arn'],
    });
    for (const [, { Properties }] of resourcesIn(templates, 'AWS::SecretsManager::Secret'))
      expect(Properties.KmsKeyId).toBe(encryptionKeys.secrets);
  });

  test('the given log bucket takes the access logs, no log bucket is made and its policy is left alone', () => {
    const templates = platformTemplates({ clouds: { aws: { logBucket: { name: 'central-access-logs' } } } });
    const buckets = resourcesIn(templates, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(6);
    for (const [id, { Properties }] of buckets) {
      expect(id).not.toMatch(/^BucketsLogs/);
      expect(Properties.LoggingConfiguration.DestinationBucketName).toBe('central-access-logs');
    }
    for (const [, { Properties }] of resourcesIn(templates, 'AWS::S3::BucketPolicy'))
      expect(Properties.Bucket).not.toBe('central-access-logs');
  });

  describe('the given network', () => {
    const aws = {
      kind: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidr: '10.0.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      routeTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef0'],
    };
    const existingEndpoints = ['bedrock-runtime', 'kms', 'logs', 'secretsmanager', 'sts', 's3'];

    test('gets the endpoints that are missing, and nothing else', () => {
      const templates = platformTemplates({ network: { aws: { ...aws, existingEndpoints: ['kms', 'logs'] } } }, { environment: 'prod' });
      expect(typesIn({ network: templates.PlatformNetwork ?? { Resources: {} } })).toEqual([
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::VPCEndpoint',
      ]);
      const endpoints = resourcesIn(templates, 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) => Properties);
      expect(endpoints.map(({ ServiceName }) => evaluated(ServiceName, { ref: () => REGION }))).toEqual(
        ['bedrock-runtime', 'secretsmanager', 'sts', 's3'].map((service) => `com.amazonaws.${REGION}.${service}`),
      );
      for (const { VpcId, SubnetIds, RouteTableIds } of endpoints) {
        expect(VpcId).toBe(aws.vpcId);
        if (RouteTableIds) expect(RouteTableIds).toEqual(['rtb-0123456789abcdef0']);
        else expect(SubnetIds).toEqual(aws.subnetIds);
      }
    });

    test('that has every endpoint gets nothing, and no stack', () => {
      const { app, platform } = testPlatform({ network: { aws: { ...aws, existingEndpoints } } }, { environment: 'prod' });
      const templates = templatesOf(app);
      expect(Object.keys(templates)).toEqual(['PlatformData', 'PlatformServing']);
      expect(typesIn(templates).filter((type) => type.startsWith('AWS::EC2'))).toEqual([]);
      expect(platform.network?.vpc.vpcId).toBe(aws.vpcId);
    });
  });

  describe('the given secret', () => {
    const existing = { aws: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:team/openai-AbCdEf` };
    const given = { existing, maxAgeDays: null };

    test('is used and not made', () => {
      const { app, platform } = testPlatform({ secrets: { 'openai-key': given } });
      const templates = templatesOf(app);
      expect(resourcesIn(templates, 'AWS::SecretsManager::Secret').map(([id]) => id)).toEqual([expect.stringMatching(/^SecretsWandbKey/)]);
      expect(platform.secret('openai-key').secret.secretArn).toBe(existing.aws);
      expect(templates.PlatformData?.Outputs?.SecretsOpenaiKeyArn?.Value).toBe(existing.aws);
    });

    test('needs no key of the platform, and readers get none', () => {
      const secrets = { 'openai-key': given, 'wandb-key': null };
      const { app, platform } = testPlatform({ secrets, data: null });
      const role = new iam.Role(platform.stacks.stack('serving'), 'Reader', {
        assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      });
      platform.secret('openai-key').grants.read(role);
      const templates = templatesOf(app);
      expect(resourcesIn(templates, 'AWS::KMS::Key')).toEqual([]);
      expect(JSON.stringify(resourcesIn(templates, 'AWS::IAM::Policy'))).not.toContain('kms:');
    });

    test('is decrypted with the key that the file gives for secrets', () => {
      const encryptionKeys = { secrets: keyArn('b') };
      const { app, platform } = testPlatform({ secrets: { 'openai-key': given }, clouds: { aws: { encryptionKeys } } });
      const role = new iam.Role(platform.stacks.stack('serving'), 'Reader', {
        assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      });
      platform.secret('openai-key').grants.read(role);
      const [[, policy] = []] = resourcesIn(templatesOf(app), 'AWS::IAM::Policy');
      expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Action: 'kms:Decrypt', Resource: encryptionKeys.secrets }),
      );
    });
  });
});

import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketPosture } from './buckets.ts';
import type { CdkApp } from './cdk-cli.ts';
import { Emulator } from './emulator.ts';
import { editedExample } from './platform-files.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses } from './stacks.ts';

const REGION = 'eu-central-1';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start();
});
afterAll(() => emulator.stop());

/** The environments, in the accounts that the file names, with what of the organisation's own each must use. */
const ENVIRONMENTS = [
  {
    environment: 'dev',
    account: '111122223333',
    vpc: 'vpc-0123456789abcdef0',
    dataKey: 1,
    secretsKey: 2,
    lock: 'GOVERNANCE 30',
    isProtected: false,
  },
  {
    environment: 'prod',
    account: '444455556666',
    vpc: 'vpc-0fedcba9876543210',
    dataKey: 4,
    secretsKey: 5,
    lock: 'GOVERNANCE 365',
    isProtected: true,
  },
] as const;

describe.each(ENVIRONMENTS)(
  'In the landing zone, $environment',
  ({ environment, account, vpc, dataKey, secretsKey, lock, isProtected }) => {
    const key = (number: number) => `arn:aws:kms:${REGION}:${account}:key/0a1b2c3d-0000-4000-8000-00000000000${number}`;
    const data = `claims-assistant-${environment}-data`;
    let rehearsal: Rehearsal;

    const app = (): CdkApp => ({
      kind: 'platform',
      environment,
      file: emulator.write('platform.yaml', editedExample('existing-landing-zone')),
    });

    beforeAll(async () => {
      rehearsal = new Rehearsal(emulator, account, REGION);
      // The organisation's log bucket. Its network and keys have fixed ids, which no API can make: MiniStack does not ask for them.
      const LocationConstraint = REGION;
      const bucket = environment === 'dev' ? 'example-central-access-logs' : undefined;
      if (bucket)
        await rehearsal.aws.s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint } }));
      await rehearsal.bootstrap();
    });

    test('makes what is missing and nothing of what is there', async () => {
      await rehearsal.deploys(app());
      const resources = await rehearsal.begins();
      const types = new Set(resources.map(({ type }) => type));
      for (const given of ['AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::KMS::Key']) expect(types).not.toContain(given);
      const { VpcEndpoints = [] } = await rehearsal.aws.ec2.send(new DescribeVpcEndpointsCommand());
      expect(VpcEndpoints.map(({ VpcId, ServiceName }) => [VpcId, ServiceName])).toEqual([
        [vpc, `com.amazonaws.${REGION}.bedrock-runtime`],
      ]);
    });

    test('encrypts with the given keys and logs to the given bucket', async () => {
      const outputs = await outputsOf(rehearsal.aws, data);
      expect(Object.keys(outputs).filter((name) => name.startsWith('Buckets'))).toHaveLength(4);
      expect(await bucketPosture(rehearsal.aws, outputs.BucketsAudit ?? '')).toMatchObject({
        encryption: key(dataKey),
        logsTo: 'example-central-access-logs',
        lock,
        isPublicAccessBlocked: true,
      });
      const secret = await rehearsal.aws.secrets.send(new DescribeSecretCommand({ SecretId: outputs.SecretsWandbKeyArn }));
      expect(secret.KmsKeyId).toBe(key(secretsKey));
      // The organisation's own is named, not made.
      expect(outputs.SecretsOpenaiKeyArn).toContain(`:${account}:secret:providers/openai-`);
    });

    test('is left alone by a second deployment', async () => {
      expect((await rehearsal.deploys(app())).match(/\(no changes\)/g)).toHaveLength(3);
      await rehearsal.expectNothingLost();
    });

    test('leaves its buckets and its own secret when it is destroyed, in prod once it is no longer protected, and nothing else', async () => {
      if (isProtected) {
        expect(await rehearsal.failsToDestroy(app())).toMatch(/terminationprotection is enabled/i);
        expect(Object.keys(await stackStatuses(rehearsal.aws))).toEqual([data, `claims-assistant-${environment}-network`]);
        await rehearsal.aws.cloudformation.send(
          new UpdateTerminationProtectionCommand({ StackName: data, EnableTerminationProtection: false }),
        );
      }
      const kept = await rehearsal.held(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret']);
      await rehearsal.destroys(app());
      expect(await stackStatuses(rehearsal.aws)).toEqual({});
      expect(await rehearsal.leftovers()).toEqual(kept);
    });
  },
);

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnOutput, Duration, RemovalPolicy, SecretValue, Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { logsKey } from './keys.ts';
import { parameter } from './parameter.ts';

/** Days until objects expire, by bucket. */
const RETENTION_DAYS: Readonly<Record<string, number | undefined>> = {
  raw: 365,
  curated: undefined,
  quarantine: 30,
  feedback: 180,
  artifacts: undefined,
  audit: 2555,
};

const SECRETS = {
  'openai-key': { physicalName: 'openai-key-c2ace3e4', maxAgeDays: 90, description: 'Key of the OpenAI project for the support assistant' },
  'wandb-key': { physicalName: 'wandb-key-8836073f', maxAgeDays: 180, description: 'Key of the Weights & Biases team' },
};

/** The key, the buckets, the empty secrets, and what applications must know of them. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = this.createKey();
    const logs = this.createBucket('logs', 365, { encryption: s3.BucketEncryption.S3_MANAGED });
    const buckets = { ...this.createBuckets(key, logs), logs };
    this.publishPlatform();
    this.publishBuckets(buckets);
    this.publishSecrets(this.createSecrets(key));
  }

  private createKey(): kms.Key {
    const key = logsKey(this, 'Key', 'Data of support-assistant (prod)');
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${this.region}:${this.account}:alarm:*` },
        },
      }),
    );
    return key;
  }

  private createBuckets(encryptionKey: kms.Key, serverAccessLogsBucket: s3.Bucket): Record<string, s3.Bucket> {
    const buckets = Object.entries(RETENTION_DAYS).map(([name, days]) => {
      const bucket = this.createBucket(name, days, {
        encryption: s3.BucketEncryption.KMS,
        encryptionKey,
        bucketKeyEnabled: true,
        serverAccessLogsBucket,
        serverAccessLogsPrefix: 's3-access/',
        targetObjectKeyFormat: s3.TargetObjectKeyFormat.partitionedPrefix(s3.PartitionDateSource.EVENT_TIME),
        ...(name === 'audit' ? { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(365)) } : {}),
      });
      // The level-2 property would add a function of CDK's.
      const resource = bucket.node.defaultChild as s3.CfnBucket;
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
      return [name, bucket] as const;
    });
    return Object.fromEntries(buckets);
  }

  private createBucket(name: string, retentionDays: number | undefined, props: s3.BucketProps): s3.Bucket {
    const bucket = new s3.Bucket(this, `Bucket${name}`, {
      ...props,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [
        {
          id: 'Housekeeping',
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          expiredObjectDeleteMarker: true,
          noncurrentVersionExpiration: Duration.days(30),
        },
        ...(retentionDays === undefined ? [] : [{ id: 'Retention', expiration: Duration.days(retentionDays) }]),
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return bucket;
  }

  private createSecrets(encryptionKey: kms.Key): Record<string, secretsmanager.Secret> {
    const secrets = Object.entries(SECRETS).map(([name, { physicalName, maxAgeDays, description }]) => {
      const secret = new secretsmanager.Secret(this, `Secret${name}`, {
        secretName: `support-assistant/prod/${physicalName}`,
        description,
        encryptionKey,
        secretStringValue: SecretValue.unsafePlainText('{"value":""}'),
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      });
      Tags.of(secret).add('llm-infra:max-age-days', String(maxAgeDays));
      return [name, secret] as const;
    });
    return Object.fromEntries(secrets);
  }

  private publishPlatform(): void {
    const platform = { version: '1', name: 'support-assistant', environment: 'prod', cloud: 'aws', region: this.region };
    for (const [name, value] of Object.entries(platform)) {
      new CfnOutput(this, `Output${name}`, { value });
      parameter(this, name, value);
    }
  }

  private publishBuckets(buckets: Readonly<Record<string, s3.Bucket>>): void {
    const names = Object.fromEntries(Object.entries(buckets).map(([role, bucket]) => [role, bucket.bucketName]));
    for (const [role, value] of Object.entries(names)) new CfnOutput(this, `OutputBuckets${role}`, { value });
    parameter(this, 'buckets', this.toJsonString(names));
  }

  private publishSecrets(secrets: Readonly<Record<string, secretsmanager.Secret>>): void {
    const places = Object.entries(secrets).map(([name, secret]) => {
      const place = { kind: 'secrets-manager', arn: secret.secretArn, field: 'value' };
      for (const [key, value] of Object.entries(place)) new CfnOutput(this, `OutputSecrets${name}${key}`, { value });
      return [name, place] as const;
    });
    parameter(this, 'secrets', this.toJsonString(Object.fromEntries(places)));
  }
}

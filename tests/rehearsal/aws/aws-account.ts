import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The clients with which an account of the emulator is asked what it has in a region. */
export class AwsAccount {
  readonly endpoint: string;
  readonly id: string;
  readonly region: string;
  readonly bedrock: BedrockClient;
  readonly cloudformation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;

  constructor(endpoint: string, id: string, region: string) {
    this.endpoint = endpoint;
    this.id = id;
    this.region = region;
    const config = { endpoint, region, credentials: { accessKeyId: id, secretAccessKey: 'rehearsal' } };
    this.bedrock = new BedrockClient(config);
    this.cloudformation = new CloudFormationClient(config);
    this.ec2 = new EC2Client(config);
    this.iam = new IAMClient(config);
    this.kms = new KMSClient(config);
    this.lambda = new LambdaClient(config);
    this.logs = new CloudWatchLogsClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
    this.secrets = new SecretsManagerClient(config);
    this.ssm = new SSMClient(config);
  }
}

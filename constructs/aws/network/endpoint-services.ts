import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { GATEWAY_ENDPOINTS, INTERFACE_ENDPOINTS } from '../../spec/endpoint-services.ts';

interface InterfaceServiceRow {
  /** Construct id of the endpoint; never changes. */
  readonly id: string;
  readonly service: ec2.InterfaceVpcEndpointAwsService;
}

interface GatewayServiceRow {
  /** Construct id of the endpoint; never changes. */
  readonly id: string;
  readonly service: ec2.GatewayVpcEndpointAwsService;
}

/** The services that LLM workloads call through an interface endpoint, by the service's own endpoint name. */
export const INTERFACE_SERVICES = {
  bedrock: { id: 'Bedrock', service: ec2.InterfaceVpcEndpointAwsService.BEDROCK },
  'bedrock-runtime': { id: 'BedrockRuntime', service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME },
  'bedrock-agent': { id: 'BedrockAgent', service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_AGENT },
  'bedrock-agent-runtime': { id: 'BedrockAgentRuntime', service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_AGENT_RUNTIME },
  comprehend: { id: 'Comprehend', service: ec2.InterfaceVpcEndpointAwsService.COMPREHEND },
  'ecr.api': { id: 'EcrApi', service: ec2.InterfaceVpcEndpointAwsService.ECR },
  'ecr.dkr': { id: 'EcrDkr', service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER },
  events: { id: 'Events', service: ec2.InterfaceVpcEndpointAwsService.EVENTBRIDGE },
  'execute-api': { id: 'ExecuteApi', service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY },
  kms: { id: 'Kms', service: ec2.InterfaceVpcEndpointAwsService.KMS },
  lambda: { id: 'Lambda', service: ec2.InterfaceVpcEndpointAwsService.LAMBDA },
  logs: { id: 'Logs', service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS },
  monitoring: { id: 'Monitoring', service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING },
  s3vectors: { id: 'S3Vectors', service: ec2.InterfaceVpcEndpointAwsService.S3_VECTORS },
  'sagemaker.api': { id: 'SageMakerApi', service: ec2.InterfaceVpcEndpointAwsService.SAGEMAKER_API },
  'sagemaker.runtime': { id: 'SageMakerRuntime', service: ec2.InterfaceVpcEndpointAwsService.SAGEMAKER_RUNTIME },
  secretsmanager: { id: 'SecretsManager', service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  sns: { id: 'Sns', service: ec2.InterfaceVpcEndpointAwsService.SNS },
  sqs: { id: 'Sqs', service: ec2.InterfaceVpcEndpointAwsService.SQS },
  ssm: { id: 'Ssm', service: ec2.InterfaceVpcEndpointAwsService.SSM },
  states: { id: 'States', service: ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS },
  sts: { id: 'Sts', service: ec2.InterfaceVpcEndpointAwsService.STS },
  textract: { id: 'Textract', service: ec2.InterfaceVpcEndpointAwsService.TEXTRACT },
  xray: { id: 'XRay', service: ec2.InterfaceVpcEndpointAwsService.XRAY },
} as const satisfies Record<(typeof INTERFACE_ENDPOINTS)[number], InterfaceServiceRow>;

/** A service with an interface endpoint. */
export type InterfaceService = keyof typeof INTERFACE_SERVICES;

/** The two services with a gateway endpoint, which is a free route instead of an address. */
export const GATEWAY_SERVICES = {
  s3: { id: 'S3', service: ec2.GatewayVpcEndpointAwsService.S3 },
  dynamodb: { id: 'DynamoDb', service: ec2.GatewayVpcEndpointAwsService.DYNAMODB },
} as const satisfies Record<(typeof GATEWAY_ENDPOINTS)[number], GatewayServiceRow>;

/** A service with a gateway endpoint. */
export type GatewayService = keyof typeof GATEWAY_SERVICES;

export function isInterfaceService(name: string): name is InterfaceService {
  return Object.hasOwn(INTERFACE_SERVICES, name);
}

export function isGatewayService(name: string): name is GatewayService {
  return Object.hasOwn(GATEWAY_SERVICES, name);
}

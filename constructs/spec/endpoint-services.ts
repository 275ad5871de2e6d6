/** The AWS services that have an interface endpoint and that LLM workloads call, by the last part of the endpoint's name. */
export const INTERFACE_ENDPOINTS = [
  'bedrock',
  'bedrock-agent',
  'bedrock-agent-runtime',
  'bedrock-runtime',
  'comprehend',
  'ecr.api',
  'ecr.dkr',
  'events',
  'execute-api',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  's3vectors',
  'sagemaker.api',
  'sagemaker.runtime',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
  'textract',
  'xray',
] as const;

/** The two services with a gateway endpoint. */
export const GATEWAY_ENDPOINTS = ['dynamodb', 's3'] as const;

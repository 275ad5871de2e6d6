import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { App, Stack } from 'aws-cdk-lib/core';
import { DataBuckets } from '../../../constructs/aws/data/index.ts';
import { BootstrapTask, ConsumerKeys, type GatewayConfig, GatewayState, ServerlessGateway } from '../../../constructs/aws/gateway/index.ts';
import { Guardrail } from '../../../constructs/aws/guardrail/index.ts';
import { PlatformKey } from '../../../constructs/aws/keys/index.ts';
import { NewNetwork } from '../../../constructs/aws/network/index.ts';
import { ExternalSecret } from '../../../constructs/aws/secrets/index.ts';
import { ManagedModel } from '../../../constructs/aws/serving/index.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';

const ENV = { region: 'eu-central-1' };
const CERTIFICATE_ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
/** Stands for the bundles of the programs. */
const PROGRAM = Code.fromInline('export const handler = 0;');

/** The blocks in stacks of somebody's own, with what they need and nothing more: no key, no names, no feature flag. */
export function appOfBareBlocks(outdir: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Bare', { env: ENV });
  new PlatformKey(stack, 'Key');
  new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES });
  new ExternalSecret(stack, 'Secret', { maxAgeDays: 90 });
  new NewNetwork(stack, 'Network', { cidr: '10.20.0.0/16' });
  new Guardrail(stack, 'Guardrail');
  new ManagedModel(stack, 'Model', {
    modelId: 'amazon.titan-embed-text-v2:0',
    routing: { kind: 'in-region' },
    use: 'embedding',
  });
  const state = new GatewayState(stack, 'State');
  const keys = new ConsumerKeys(stack, 'Consumers', { consumers: ['web'] });
  new BootstrapTask(stack, 'Bootstrap', { code: PROGRAM, steps: [keys.bootstrap(state)] });
  new ServerlessGateway(stack, 'Gateway', { code: PROGRAM, state, access: { kind: 'public' }, config: GATEWAY });
  return app;
}

const GATEWAY: GatewayConfig = {
  version: 1,
  platform: { name: 'support-assistant', environment: 'dev' },
  models: {
    assistant: {
      type: 'chat',
      upstream: { kind: 'openai-compatible', model: 'large', baseUrl: 'https://models.example.com/v1' },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
  },
  routes: { chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'user', fallbacks: [] } },
  consumers: { web: { routes: ['chat'] } },
  auth: { apiKeys: { cacheSeconds: 30 } },
  limits: { maxBodyBytes: 4_000_000, maxMessages: 200, maxInputsPerEmbedding: 100, countersFail: 'open', leasePercent: 5 },
  timeouts: { totalMillis: 600_000, firstByteMillis: 60_000, idleMillis: 60_000, keepAliveMillis: 15_000, attempts: 2, drainMillis: 5000 },
  network: { corsOrigins: [] },
};

/** The blocks with props that the platform file has no word for. */
export function appOfFullBlocks(outdir: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Full', { env: ENV });
  const { key } = new PlatformKey(stack, 'Key', { alias: 'assistant' });
  const data = new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES, encryptionKey: key, auditLock: { kind: 'compliance', days: 400 } });
  const network = new NewNetwork(stack, 'Network', {
    cidr: '10.20.0.0/16',
    zones: 3,
    tiers: ['public', 'app', 'serving', 'data', 'endpoints'],
    egress: { kind: 'nat' },
    endpoints: { interfaces: ['bedrock-runtime', 'execute-api', 'kms', 'logs', 'secretsmanager', 'sts'] },
    flowLogs: { kind: 'bucket', bucket: data.bucket('logs'), prefix: 'flow' },
    logRetention: logs.RetentionDays.ONE_YEAR,
    logEncryptionKey: key,
  });
  const guardrail = new Guardrail(stack, 'Guardrail', {
    guardrailName: 'assistant',
    encryptionKey: key,
    contentFilters: { hate: { input: 'high', output: 'high' }, 'prompt-attack': { input: 'high', output: 'none' } },
    pii: { email: 'anonymize', password: 'block' },
    sensitivePatterns: [{ name: 'ticket', pattern: 'T-[0-9]{6}', action: 'anonymize' }],
    deniedTopics: [{ name: 'Legal advice', definition: 'Advice on what somebody should do at court.' }],
    blockedWords: ['acme corp'],
    grounding: { grounding: 0.7, relevance: 0.5 },
    tier: { kind: 'standard', guardrailProfileId: 'eu.guardrail.v1:0', regions: ['eu-central-1', 'eu-west-1'] },
  });
  const model = new ManagedModel(stack, 'Model', {
    modelId: 'anthropic.claude-sonnet-5-5',
    routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5' },
    use: 'chat',
    guardrail,
  });
  const state = new GatewayState(stack, 'State', { encryptionKey: key, tableName: 'gateway', recoveryDays: 7 });
  const keys = new ConsumerKeys(stack, 'Consumers', { consumers: ['web'], encryptionKey: key, secretNamePrefix: 'support-assistant/dev' });
  new BootstrapTask(stack, 'Bootstrap', { code: PROGRAM, steps: [keys.bootstrap(state)], encryptionKey: key });
  const upstream = { kind: 'bedrock' as const, region: ENV.region, modelId: model.inferenceProfileArn };
  new ServerlessGateway(stack, 'Gateway', {
    code: PROGRAM,
    state,
    models: [model],
    access: { kind: 'allow-list', cidrs: ['203.0.113.0/24'] },
    config: {
      ...GATEWAY,
      models: { assistant: { type: 'chat', upstream, contextTokens: 8000, maxOutputTokens: 2000 } },
      network: { corsOrigins: ['https://app.example.com', 'https://other.example.com'] },
    },
    domain: {
      domainName: 'llm.example.com',
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN),
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }),
    },
    network,
    reservedConcurrency: 50,
    encryptionKey: key,
  });
  const endpoint = network.endpoints.interfaces.get('execute-api');
  if (endpoint === undefined) throw new Error('the network has no endpoint for execute-api');
  new ServerlessGateway(stack, 'Inside', {
    code: PROGRAM,
    state,
    access: { kind: 'private', endpoints: [endpoint] },
    config: GATEWAY,
    encryptionKey: key,
  });
  return app;
}

import * as logs from 'aws-cdk-lib/aws-logs';
import { App, Stack } from 'aws-cdk-lib/core';
import { DataBuckets } from '../../../constructs/aws/data/index.ts';
import { Guardrail } from '../../../constructs/aws/guardrail/index.ts';
import { PlatformKey } from '../../../constructs/aws/keys/index.ts';
import { NewNetwork } from '../../../constructs/aws/network/index.ts';
import { ExternalSecret } from '../../../constructs/aws/secrets/index.ts';
import { ManagedModel } from '../../../constructs/aws/serving/index.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';

const ENV = { region: 'eu-central-1' };

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
  return app;
}

/** The blocks with props that the platform file has no word for. */
export function appOfFullBlocks(outdir: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Full', { env: ENV });
  const { key } = new PlatformKey(stack, 'Key', { alias: 'assistant' });
  const data = new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES, encryptionKey: key, auditLock: { kind: 'compliance', days: 400 } });
  new NewNetwork(stack, 'Network', {
    cidr: '10.20.0.0/16',
    zones: 3,
    tiers: ['public', 'app', 'serving', 'data', 'endpoints'],
    egress: { kind: 'nat' },
    endpoints: { interfaces: ['bedrock-runtime', 'kms', 'logs', 'secretsmanager', 'sts'] },
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
  new ManagedModel(stack, 'Model', {
    modelId: 'anthropic.claude-sonnet-5-5',
    routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5' },
    use: 'chat',
    guardrail,
  });
  return app;
}

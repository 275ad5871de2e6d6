import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { LlmPlatform as AwsPlatform } from '../../constructs/aws/platform/index.ts';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import type { PlatformOutputs } from '../../constructs/spec/outputs.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { platformSchema } from '../../constructs/spec/schema/platform.ts';
import { CLOUDS, type Cloud, DATA_CLASSIFICATIONS, PROFILES } from '../../constructs/spec/vocabulary.ts';
import { PLATFORM } from '../azure/support/platforms.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { acceptedFile } from '../support/accepted-spec.ts';
import { schemaArbitrary, type Values } from './schema-arbitrary.ts';

const AWS = { region: 'eu-central-1' };
const AZURE = { location: 'swedencentral' };
const CHAT = { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' } };
const EMBEDDING = { kind: 'managed', model: { aws: 'titan-embed-v2', azure: 'text-embedding-3-large' }, dimensions: 1024 };

/** A file for both clouds, and what differs in it. */
const bothClouds = (patch: object) =>
  mergePatch(PLATFORM, {
    environments: { ephemeral: null, dev: null, prod: null },
    clouds: { aws: AWS, azure: { ...AZURE, registry: null } },
    models: { assistant: null, embedder: null },
    ...patch,
  }) as unknown as PlatformFile;

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** What the schema alone does not tell, and what one cloud alone has: that is left out. */
const VALUES: Values = {
  'models.(key)': some('assistant', 'a', 'writer'),
  'embedders.(key)': some('embedder', 'standard'),
  'models.*.model': some(CHAT.model),
  'models.*.dimensions': undefined,
  'models.*.guardrail': some('standard'),
  // Provisioned throughput is Azure's alone.
  'models.*.capacity': some({ kind: 'on-demand' }, { kind: 'on-demand', tokensPerMinute: 120_000 }),
  'embedders.*.model': some(EMBEDDING.model),
  'embedders.*.dimensions': some(256, 1024),
  'embedders.*.guardrail': undefined,
  'embedders.*.capacity': undefined,
  'guardrails.(key)': some('standard', 'strict'),
  'secrets.(key)': some('openai-key', 'wandb-key'),
  'secrets.*.existing': undefined,
  'network.kind': some('new', 'none'),
  'network.cidr': some('10.42.0.0/16', '10.0.0.0/20', '192.168.0.0/22'),
  'network.peers.*': some('10.99.0.0/16', '172.16.0.0/16'),
  'network.clientCidrs.*': some('10.98.0.0/16', '172.17.0.0/16'),
  'network.egress.cidr': some('172.20.0.0/24'),
  'network.aws': undefined,
  'network.azure': undefined,
};

const { models, guardrails, secrets, data, network, keys } = platformSchema.shape;
const drawn = (schema: z.ZodType, path: string) => schemaArbitrary(schema, path, VALUES);

/** Files of what exists on both clouds, drawn from the schema. */
const files = fc
  .record({
    profile: some(...PROFILES),
    dataClassification: some(...DATA_CLASSIFICATIONS),
    residency: some('eu', 'any'),
    models: drawn(models, 'models'),
    embedders: drawn(models, 'embedders'),
    guardrails: drawn(guardrails, 'guardrails'),
    secrets: drawn(secrets, 'secrets'),
    data: drawn(data, 'data'),
    network: drawn(network, 'network'),
    keys: drawn(keys, 'keys'),
  })
  .map(({ profile, models: chat, embedders, ...parts }) => ({
    ...bothClouds({ environments: { ephemeral: null, dev: null, prod: null, test: { profile } }, secrets: null, data: null }),
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
    models: Object.assign({}, chat, embedders),
  })) as fc.Arbitrary<PlatformFile>;

/** The same file for one of its clouds. */
function onlyOn(cloud: Cloud, file: PlatformFile): PlatformFile {
  const named = Object.entries(file.models ?? {}).map(([alias, model]) => {
    const name = typeof model.model === 'string' ? model.model : (model.model[cloud] ?? '');
    return [alias, { ...model, model: name }];
  });
  return { ...file, clouds: { [cloud]: file.clouds[cloud] }, models: Object.fromEntries(named) };
}

const awsOutputs = (spec: PlatformSpec): PlatformOutputs => new AwsPlatform(new App(), 'Platform', { spec }).outputs;
const azureOutputs = async (spec: PlatformSpec) => (await recordPlatform(spec)).outputs.platform as unknown as PlatformOutputs;

/** What of the outputs must be the same on both clouds: everything but places, and how a provider is called. */
function contractOf(outputs: PlatformOutputs) {
  const { version, name, environment, models = {}, buckets = {}, secrets = {} } = outputs;
  return {
    version,
    name,
    environment,
    parts: Object.keys(outputs).sort(),
    models: Object.fromEntries(
      Object.entries(models)
        .sort()
        .map(([alias, { dimensions }]) => [alias, dimensions]),
    ),
    buckets: Object.keys(buckets).sort(),
    secrets: Object.keys(secrets).sort(),
  };
}

/** What holds for both clouds and is refused for one: tokens a minute mean nothing on AWS, and Azure has no access logs to keep in `logs`. */
function needsBoth({ models = {}, data }: PlatformFile, cloud: Cloud): boolean {
  switch (cloud) {
    case 'aws':
      return Object.values(models).some(({ capacity }) => capacity?.kind === 'on-demand' && capacity.tokensPerMinute !== undefined);
    case 'azure':
      return data?.retentionDays?.logs !== undefined || data?.buckets?.includes('logs') === true;
  }
}

describe('A file whose kinds exist on both clouds', () => {
  test('is accepted on both and gives the same contract', async () => {
    let accepted = 0;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(files, async (drawnFile) => {
        const file = acceptedFile(drawnFile);
        if (!file) return;
        accepted += 1;
        const spec = parsePlatformSpec(file, { environment: 'test' });
        // Each cloud takes the file by itself, and what it makes of it does not depend on the other one.
        for (const cloud of CLOUDS.filter((name) => !needsBoth(file, name)))
          expect(parsePlatformSpec(onlyOn(cloud, file), { environment: 'test' }).clouds[cloud]).toEqual(spec.clouds[cloud]);
        const aws = awsOutputs(spec);
        const azure = await azureOutputs(spec);
        expect(aws.cloud).toBe('aws');
        expect(azure.cloud).toBe('azure');
        expect(contractOf(azure)).toEqual(contractOf(aws));
        for (const part of Object.keys(aws)) seen.add(part);
      }),
      { numRuns: Math.min(Number(process.env.FAST_CHECK_RUNS ?? 20), 200) },
    );
    expect(accepted).toBeGreaterThan(10);
    // Every part of the contract was compared, not only what each platform has.
    expect([...seen].sort()).toEqual(['buckets', 'cloud', 'environment', 'models', 'name', 'region', 'secrets', 'version']);
  }, 180_000);

  test('is accepted as it is, without a part taken out', () => {
    const file = bothClouds({
      environments: { ephemeral: null, dev: null, prod: null, test: { profile: 'dev' } },
      models: { assistant: CHAT, embedder: EMBEDDING },
    });
    const spec = parsePlatformSpec(file, { environment: 'test' });
    expect(Object.keys(spec.clouds)).toEqual(['aws', 'azure']);
    expect(Object.keys(spec.clouds.azure?.models ?? {})).toEqual(Object.keys(spec.clouds.aws?.models ?? {}));
  });
});

describe('A file for one cloud yields nothing for the other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-cloud-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const only = (cloud: 'aws' | 'azure') =>
    bothClouds({
      environments: { ephemeral: null, dev: null, prod: null, test: { profile: 'dev' } },
      clouds: cloud === 'aws' ? { aws: AWS, azure: null } : { azure: AZURE },
      models: { assistant: { kind: 'managed', model: cloud === 'aws' ? 'claude-sonnet-5.5' : 'gpt-5.1' }, embedder: null },
    });

  test('no spec, and its platform is an error there', async () => {
    const aws = parsePlatformSpec(only('aws'), { environment: 'test' });
    expect(aws.clouds).not.toHaveProperty('azure');
    await expect(recordPlatform(aws)).rejects.toThrow("The platform 'support-assistant' is not deployed on azure, clouds names aws");
    const azure = parsePlatformSpec(only('azure'), { environment: 'test' });
    expect(azure.clouds).not.toHaveProperty('aws');
    expect(() => awsOutputs(azure)).toThrow('is not deployed on aws, clouds names azure');
  });

  test('no template', async () => {
    writeFileSync(join(folder, 'platform.yaml'), stringify(only('azure')));
    const { code, stderr } = await runCli([
      'synth',
      join(folder, 'platform.yaml'),
      '-e',
      'test',
      '-c',
      'aws',
      '--out',
      join(folder, 'out'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('the file is for azure');
    expect(readdirSync(folder)).toEqual(['platform.yaml']);
  });
});

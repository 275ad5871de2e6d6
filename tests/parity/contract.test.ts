import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { LlmPlatform as AwsPlatform } from '../../constructs/aws/platform/index.ts';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import type { PlatformOutputs } from '../../constructs/spec/outputs.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { CLOUDS, type Cloud } from '../../constructs/spec/vocabulary.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { acceptedFile } from '../support/accepted-spec.ts';
import { AWS, AZURE, bothClouds, CHAT, EMBEDDING, files } from './files.ts';

/** The same file for one of its clouds. */
function onlyOn(cloud: Cloud, file: PlatformFile): PlatformFile {
  const named = Object.entries(file.models ?? {}).map(([alias, model]) => {
    if (model.kind === 'external') return [alias, model];
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
      return Object.values(models).some(
        (model) => model.kind === 'managed' && model.capacity?.kind === 'on-demand' && model.capacity.tokensPerMinute !== undefined,
      );
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

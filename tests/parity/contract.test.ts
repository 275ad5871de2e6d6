import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { LlmPlatform as AwsPlatform } from '../../constructs/aws/platform/index.ts';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import { BUCKET_ROLES } from '../../constructs/spec/bucket-roles.ts';
import type { PlatformOutputs } from '../../constructs/spec/outputs.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { PLATFORM } from '../azure/support/platforms.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { acceptedSpec } from '../support/accepted-spec.ts';

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

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Specs of what exists on both clouds. */
const files = fc
  .record(
    {
      profile: some(['ephemeral', 'dev', 'prod']),
      residency: some(['eu', 'any']),
      models: fc.dictionary(some(['assistant', 'embedder', 'a', 'writer']), some([CHAT, EMBEDDING]), { maxKeys: 3 }),
      guardrails: maybe(
        fc.dictionary(some(['strict', 'standard']), some([{ blockedWords: ['competitor'] }, { profanity: 'allow' }]), { maxKeys: 2 }),
      ),
      secrets: maybe(fc.dictionary(some(['openai-key', 'wandb-key']), some([{}, { maxAgeDays: 30 }]), { maxKeys: 2 })),
      data: maybe(
        fc.record(
          {
            buckets: fc.uniqueArray(some(BUCKET_ROLES), { minLength: 1 }),
            pii: some(['redact', 'keep']),
            softDeleteDays: fc.integer({ min: 7, max: 90 }),
          },
          { requiredKeys: ['pii'] },
        ),
      ),
      network: maybe(
        some([
          { kind: 'none' },
          { kind: 'new' },
          { kind: 'new', egress: { kind: 'nat' } },
          { kind: 'new', egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } },
        ]),
      ),
    },
    { requiredKeys: ['profile', 'residency', 'models'] },
  )
  .map(({ profile, secrets, data, ...parts }) =>
    bothClouds({
      environments: { ephemeral: null, dev: null, prod: null, test: { profile } },
      secrets: null,
      data: null,
      ...parts,
      ...(secrets && { secrets }),
      ...(data && { data }),
    }),
  );

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

describe('A file whose kinds exist on both clouds', () => {
  test('is accepted on both and gives the same contract', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(files, async (file) => {
        const spec = acceptedSpec(file);
        if (!spec?.clouds.aws || !spec.clouds.azure) return;
        accepted += 1;
        const aws = awsOutputs(spec);
        const azure = await azureOutputs(spec);
        expect(aws.cloud).toBe('aws');
        expect(azure.cloud).toBe('azure');
        expect(contractOf(azure)).toEqual(contractOf(aws));
      }),
      { numRuns: Math.min(Number(process.env.FAST_CHECK_RUNS ?? 25), 200) },
    );
    expect(accepted).toBeGreaterThan(10);
  });

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

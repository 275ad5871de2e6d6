import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from '@pulumi/azure-native/cognitiveservices/account.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { build } from 'esbuild';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { examplePlatform, ROOT } from '../azure/files.ts';
import { PlatformRehearsal } from '../azure/platform-rehearsal.ts';
import { Rehearsal } from '../azure/rehearsal.ts';

const AT = { location: 'swedencentral' };

/** A program of somebody else: an account that takes keys from anywhere. */
function openAccount(): Promise<void> {
  const { name: resourceGroupName } = new ResourceGroup('app', { ...AT, resourceGroupName: 'app' });
  const properties = { publicNetworkAccess: 'Enabled', customSubDomainName: 'open-ai' };
  new Account('ai', { ...AT, resourceGroupName, accountName: 'open-ai', kind: 'OpenAI', sku: { name: 'S0' }, properties });
  return Promise.resolve();
}

/** The pack of a foreign repository with the kit in its node_modules, as one file that the engine starts without a language host. */
async function foreignPack(profile: 'dev' | 'prod'): Promise<{ readonly folder: string; readonly start: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-infra-pack-'));
  cpSync(join(ROOT, 'tests/fixtures/foreign-policy'), folder, { recursive: true });
  const entry = join(folder, 'index.js');
  writeFileSync(entry, readFileSync(entry, 'utf8').replace("profile: 'dev'", `profile: '${profile}'`));
  const kit = join(folder, 'node_modules/llm-infra-kit');
  mkdirSync(join(kit, 'policy'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/@pulumi'), join(folder, 'node_modules/@pulumi'));
  const outfile = join(kit, 'policy/pulumi.js');
  await build({
    entryPoints: [join(ROOT, 'constructs/policy/pulumi.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  writeFileSync(join(kit, 'package.json'), JSON.stringify({ name: 'llm-infra-kit', exports: { './policy/pulumi': './policy/pulumi.js' } }));
  const start = join(folder, 'start.sh');
  writeFileSync(start, '#!/bin/sh\ncd "$(dirname "$0")" && exec node node_modules/@pulumi/pulumi/cmd/run-policy-pack "$1" .\n');
  chmodSync(start, 0o755);
  return { folder, start };
}

const packs = { dev: await foreignPack('dev'), prod: await foreignPack('prod') };
afterAll(() => {
  for (const { folder } of Object.values(packs)) rmSync(folder, { recursive: true, force: true });
});

/** What an operation fails with, as the engine words it. */
async function failureOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    return String(error);
  }
  return 'no failure';
}

describe('The policy pack in a program of somebody else', () => {
  let rehearsal: Rehearsal | undefined;
  afterEach(() => rehearsal?.close());

  test('refuses a preview, by rule, place and remedy', async () => {
    rehearsal = await Rehearsal.open({ project: 'app', stack: 'dev', program: openAccount });
    const failure = await failureOf(rehearsal.stack.preview({ policyPacks: [packs.dev.start] }));
    expect(failure).toContain('[mandatory]');
    for (const rule of ['INF-03', 'INF-05', 'INF-06']) expect(failure).toContain(rule);
    expect(failure).toContain('properties.disableLocalAuth: got nothing, allowed true');
    expect(failure).toContain('Set disableLocalAuth; workloads call with their managed identity.');
  });

  test('refuses an account before it is made, where the preview was skipped', async () => {
    rehearsal = await Rehearsal.open({ project: 'app', stack: 'dev', program: openAccount });
    expect(await failureOf(rehearsal.stack.up({ policyPacks: [packs.dev.start] }))).toContain('INF-05');
    expect(rehearsal.cloud.all.filter(({ type }) => type.includes('cognitiveservices'))).toEqual([]);
  });
});

describe('The policy pack and the kit’s own platform', () => {
  test.each(['dev', 'prod'] as const)('has nothing to say in preview, deployment and again without a change: %s', async (environment) => {
    const platform = await PlatformRehearsal.open(examplePlatform('support-assistant'), environment);
    try {
      const { stack } = platform.rehearsal;
      const options = { policyPacks: [packs[environment].start] };
      expect((await stack.preview(options)).stdout).not.toContain('violat');
      const { stdout } = await stack.up(options);
      expect(stdout).toContain('llm-infra-kit');
      expect(stdout).not.toContain('[mandatory]');
      expect((await stack.up(options)).summary.resourceChanges).toEqual({ same: expect.any(Number) });
    } finally {
      platform.close();
    }
  });
});

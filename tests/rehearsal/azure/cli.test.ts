import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandResult, run } from '../command.ts';
import { examplePlatform, ROOT } from './files.ts';
import { engineEnvironment, rehearsalFolder } from './rehearsal.ts';
import { StandInCloud } from './stand-in/cloud.ts';
import type { RunningServer } from './stand-in/sdk.ts';
import { serveStandIn } from './stand-in/server.ts';

/** The commands of the README, in a copy of what they touch: the CLI writes the salt of a stack's secrets beside the program. */
describe('What the README tells people to type', () => {
  const cloud = new StandInCloud();
  let home: string;
  let server: RunningServer;
  let copy: string;
  beforeAll(async () => {
    home = rehearsalFolder();
    server = await serveStandIn(cloud);
    copy = join(home, 'work');
    for (const path of ['package.json', 'pulumi', 'examples']) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    for (const path of ['node_modules', 'constructs']) symlinkSync(join(ROOT, path), join(copy, path));
  });
  afterAll(() => {
    server.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const type = (folder: string, command: string, ...args: readonly string[]): Promise<CommandResult> =>
    run(command, args, join(copy, folder), engineEnvironment(home, server.port));

  test('`pulumi stack init dev` in pulumi/', async () => {
    expect(await type('pulumi', 'pulumi', 'stack', 'init', 'dev')).toMatchObject({ code: 0 });
  });

  test('`pulumi preview` shows the examples’ platform; `pulumi up` refuses their seed without a stack trace', async () => {
    expect(await type('pulumi', 'pulumi', 'preview')).toMatchObject({ code: 0, output: expect.stringMatching(/\+ \d+ to create/) });
    const { code, output } = await type('pulumi', 'pulumi', 'up', '--yes', '--skip-preview');
    expect(code).not.toBe(0);
    expect(output).toContain("naming.seed is 'example-seed'");
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(cloud.all).toEqual([]);
  });

  test('`npm run deploy:azure -- --stack dev` deploys with a seed of one’s own, and again without a change', async () => {
    writeFileSync(join(copy, 'examples/support-assistant/platform.yaml'), examplePlatform('support-assistant'));
    const first = await type('.', 'npm', 'run', 'deploy:azure', '--', '--stack', 'dev', '--yes');
    expect(first).toMatchObject({ code: 0, output: expect.stringMatching(/\+ \d+ created/) });
    const made = cloud.all.length;
    expect(made).toBeGreaterThan(30);
    const again = await type('.', 'npm', 'run', 'deploy:azure', '--', '--stack', 'dev', '--yes');
    expect(again).toMatchObject({ code: 0, output: expect.stringMatching(/Resources:\n\s+\d+ unchanged\n/) });
    expect(cloud.all).toHaveLength(made);
  });

  test('the output `platform` tells apps what they need, and no secret', async () => {
    const { output } = await type('pulumi', 'pulumi', 'stack', 'output', 'platform', '--json');
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      environment: 'dev',
      cloud: 'azure',
      secrets: { 'openai-key': { kind: 'key-vault-secret' } },
    });
  });

  test('`pulumi destroy` leaves the data', async () => {
    expect(await type('pulumi', 'pulumi', 'destroy', '--yes')).toMatchObject({ code: 0 });
    expect(cloud.ofType('azure-native:storage:StorageAccount').length).toBeGreaterThan(0);
    expect(cloud.ofType('azure-native:cognitiveservices:Account')).toEqual([]);
  });

  test('nothing of it lies in the checkout', () => {
    expect(readFileSync(join(copy, 'pulumi/Pulumi.dev.yaml'), 'utf8')).toContain('encryptionsalt');
    expect(readFileSync(join(ROOT, 'pulumi/Pulumi.dev.yaml'), 'utf8')).not.toContain('encryptionsalt');
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandResult, run } from '../command.ts';
import { OwnProject } from '../own-project.ts';
import { engineEnvironment, rehearsalFolder } from './rehearsal.ts';
import { StandInCloud } from './stand-in/cloud.ts';
import type { RunningServer } from './stand-in/sdk.ts';
import { serveStandIn } from './stand-in/server.ts';

describe('The first deployment of a project of one’s own, as README says', () => {
  const cloud = new StandInCloud();
  let home: string;
  let server: RunningServer;
  let project: OwnProject;
  beforeAll(async () => {
    home = rehearsalFolder();
    server = await serveStandIn(cloud);
    project = await OwnProject.make('azure');
  });
  afterAll(() => {
    server.stop();
    project?.remove();
    rmSync(home, { recursive: true, force: true });
  });
  const pulumi = (...args: readonly string[]): Promise<CommandResult> =>
    run('pulumi', args, join(project.folder, 'pulumi'), engineEnvironment(home, server.port));

  test('`llm-infra check` finds nothing wrong in what `init` wrote, nor after an edit, and `plan` says what will be made', async () => {
    expect(await project.type('npx', 'llm-infra', 'check')).toMatchObject({ code: 0 });
    project.edit({ 'my-team@example.com': 'support@example.com', '# secrets:\n#   openai-key': 'secrets:\n  openai-key' });
    expect(await project.type('npx', 'llm-infra', 'check')).toMatchObject({ code: 0 });
    expect(await project.type('npx', 'llm-infra', 'plan')).toMatchObject({ code: 0 });
  });

  test('`pulumi stack init dev` and `pulumi up` make it, and again change nothing', async () => {
    expect(await pulumi('stack', 'init', 'dev')).toMatchObject({ code: 0 });
    expect(await pulumi('up', '--yes')).toMatchObject({ code: 0, output: expect.stringMatching(/\+ \d+ created/) });
    const made = cloud.all.length;
    expect(made).toBeGreaterThan(20);
    expect(await pulumi('up', '--yes')).toMatchObject({ code: 0, output: expect.stringMatching(/Resources:\n\s+\d+ unchanged\n/) });
    expect(cloud.all).toHaveLength(made);
  });

  test('`llm-infra secrets` names the secret that was made', async () => {
    const { code, output } = await project.type('npx', 'llm-infra', 'secrets', '--environment', 'dev', '--json');
    expect(code, output).toBe(0);
    const [secret] = JSON.parse(output).secrets;
    const { output: platform } = await pulumi('stack', 'output', 'platform', '--json');
    expect(JSON.parse(platform).secrets['openai-key']).toMatchObject({ uri: secret.id });
  });

  test('a changed file is deployed in place', async () => {
    project.edit({ 'raw: 365': 'raw: 400' });
    const { code, output } = await pulumi('up', '--yes');
    expect(code, output).toBe(0);
    expect(output).toMatch(/Resources:\n\s+~ \d+ updated\n\s+\d+ unchanged\n/);
  });

  test('`pulumi destroy` leaves what README says, and nothing else', async () => {
    expect(await pulumi('destroy', '--yes')).toMatchObject({ code: 0 });
    expect([...new Set(cloud.all.map(({ type }) => type.slice('azure-native:'.length)))].sort()).toEqual([
      'keyvault:Secret',
      'keyvault:Vault',
      'operationalinsights:Workspace',
      'resources:ResourceGroup',
      'storage:BlobContainer',
      'storage:BlobServiceProperties',
      'storage:ManagementPolicy',
      'storage:StorageAccount',
    ]);
  });
});

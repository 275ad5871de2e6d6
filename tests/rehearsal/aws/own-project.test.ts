import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OwnProject } from '../own-project.ts';
import type { CdkApp } from './cdk-cli.ts';
import { expectFilled, fill, type Places } from './contents.ts';
import { Emulator } from './emulator.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses } from './stacks.ts';

const [DATA, SERVING] = ['my-platform-dev-data', 'my-platform-dev-serving'];

describe('The first deployment of a project of one’s own, as README says', () => {
  let emulator: Emulator;
  let rehearsal: Rehearsal;
  let project: OwnProject;
  let app: CdkApp;
  beforeAll(async () => {
    emulator = await Emulator.start();
    rehearsal = new Rehearsal(emulator, '888899990000', 'eu-central-1');
    project = await OwnProject.make('aws');
    app = { kind: 'project', folder: project.folder, environment: 'dev' };
  });
  afterAll(async () => {
    project?.remove();
    await emulator.stop();
  });

  async function places(): Promise<Places> {
    const { SecretsOpenaiKeyArn: secret = '', BucketsRaw: bucket = '' } = await outputsOf(rehearsal.aws, DATA);
    return { secret, bucket };
  }

  test('`llm-infra check` finds nothing wrong in what `init` wrote, nor after an edit', async () => {
    expect(await project.type('npx', 'llm-infra', 'check')).toMatchObject({ code: 0 });
    project.edit({ 'my-team@example.com': 'support@example.com', '# secrets:\n#   openai-key': 'secrets:\n  openai-key' });
    expect(await project.type('npx', 'llm-infra', 'check')).toMatchObject({ code: 0 });
  });

  test('`llm-infra plan` says what will be made', async () => {
    expect(await project.type('npx', 'llm-infra', 'plan')).toMatchObject({ code: 0 });
    const { environments } = JSON.parse(readFileSync(join(project.folder, 'out/plan.json'), 'utf8'));
    expect(environments).toMatchObject([{ environment: 'dev', cloud: 'aws' }]);
  });

  test('`cdk bootstrap` and `cdk deploy --all -c environment=dev` make it, every resource of it', async () => {
    await rehearsal.bootstrap(project.folder);
    await rehearsal.deploys(app);
    expect(await stackStatuses(rehearsal.aws)).toEqual({ [DATA]: 'CREATE_COMPLETE', [SERVING]: 'CREATE_COMPLETE' });
    const planned = JSON.parse(readFileSync(join(project.folder, 'out/plan.json'), 'utf8')).environments[0].resources;
    expect(await rehearsal.begins()).toHaveLength(planned.length);
    await fill(rehearsal.aws, await places());
  });

  test('`llm-infra secrets` names the secret that was made', async () => {
    const { code, output } = await project.type('npx', 'llm-infra', 'secrets', '--environment', 'dev', '--json');
    expect(code, output).toBe(0);
    const [secret] = JSON.parse(output).secrets;
    expect((await places()).secret).toContain(`:secret:${secret.id}-`);
  });

  test('a changed file is deployed in place, and nothing is lost', async () => {
    project.edit({ 'raw: 365': 'raw: 400' });
    await rehearsal.deploys(app);
    await rehearsal.expectNothingLost();
    await expectFilled(rehearsal.aws, await places());
  });

  test('`cdk destroy --all` leaves what README says, and nothing else', async () => {
    const filled = await places();
    const kept = await rehearsal.held(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret']);
    await rehearsal.destroys(app);
    expect(await rehearsal.leftovers()).toEqual(kept);
    await expectFilled(rehearsal.aws, filled);
  });
});

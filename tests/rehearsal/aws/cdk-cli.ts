import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CDK = join(ROOT, 'node_modules/.bin/cdk');

/** Far above what any step takes; a stack that waits for ever ends here. */
const TIMEOUT_MS = 180_000;

export interface CdkCliProps {
  readonly endpoint: string;
  /** Where homes and cloud assemblies are kept. */
  readonly folder: string;
  readonly account: string;
  readonly region: string;
}

/** What is deployed: the kit's own program in cdk/ with a platform file, a project as `llm-infra init` writes it, or an app by its command. */
export type CdkApp =
  | { readonly kind: 'project'; readonly folder: string; readonly environment: string }
  | { readonly kind: 'platform'; readonly file: string; readonly environment: string }
  | { readonly kind: 'command'; readonly command: string; readonly context?: Readonly<Record<string, string>> };

export interface CdkResult {
  readonly code: number | null;
  readonly output: string;
}

/** The pinned CDK CLI in a process of its own, as a user calls it, with no way to any AWS but the emulator. */
export class CdkCli {
  readonly #props: CdkCliProps;
  #runs = 0;

  constructor(props: CdkCliProps) {
    this.#props = props;
  }

  /** With the CDK of this checkout, or with that of a project. */
  bootstrap(project?: string): Promise<CdkResult> {
    const { account, region } = this.#props;
    const place = `aws://${account}/${region}`;
    return project === undefined
      ? this.#run(CDK, ['bootstrap', place, '--app', ''], ROOT)
      : this.#run('npx', ['cdk', 'bootstrap', place], project);
  }

  deploy(app: CdkApp): Promise<CdkResult> {
    return this.#runApp(app, ['deploy', '--all', '--require-approval', 'never', '--concurrency', '4']);
  }

  destroy(app: CdkApp): Promise<CdkResult> {
    return this.#runApp(app, ['destroy', '--all', '--force']);
  }

  #runApp(app: CdkApp, args: readonly string[]): Promise<CdkResult> {
    this.#runs += 1;
    const { folder, account, region } = this.#props;
    const output = ['--output', join(folder, `cdk.out-${account}-${region}-${this.#runs}`)];
    switch (app.kind) {
      case 'project':
        return this.#run('npx', ['cdk', ...args, ...contextOf({ environment: app.environment })], join(app.folder, 'cdk'));
      case 'platform':
        return this.#run(
          CDK,
          [...args, ...output, ...contextOf({ platformFile: app.file, environment: app.environment })],
          // Its cdk.json is what users run.
          join(ROOT, 'cdk'),
        );
      case 'command':
        // The CLI adds a resource of its own for its statistics unless told not to; cdk/cdk.json tells it.
        return this.#run(
          CDK,
          [...args, ...output, '--app', app.command, '--version-reporting', 'false', ...contextOf(app.context ?? {})],
          ROOT,
        );
    }
  }

  #run(program: string, args: readonly string[], cwd: string): Promise<CdkResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd, env: this.#environment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8');
        stream.on('data', (text: string) => {
          output += text;
        });
      }
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        output += `\nended after ${TIMEOUT_MS / 1000} s`;
      }, TIMEOUT_MS);
      child.once('error', reject);
      child.once('close', (code) => {
        clearTimeout(timer);
        resolve({ code, output });
      });
    });
  }

  /** Nothing of the caller's own AWS settings, files or caches: these runs must reach the emulator alone. */
  #environment(): NodeJS.ProcessEnv {
    const { endpoint, folder, account, region } = this.#props;
    // The CLI remembers in its home which account a key belongs to.
    const home = join(folder, `home-${account}`);
    mkdirSync(home, { recursive: true });
    return {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: join(folder, 'tmp'),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: '1',
      // Another check runs the validator over the same templates.
      CDK_VALIDATION: 'false',
      NO_COLOR: '1',
      CI: '1',
    };
  }
}

function contextOf(context: Readonly<Record<string, string>>): string[] {
  return Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { toolPath } from '../../../.ci/tools.ts';
import { freePort } from '../free-port.ts';
import { AwsAccount } from './aws-account.ts';
import { CdkCli } from './cdk-cli.ts';

const LAUNCHER = fileURLToPath(new URL('./ministack/launcher.py', import.meta.url));
// Lambda's runtimes ship the SDK; here it is the checkout's.
const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A failure of CloudFormation in all resources of a type: the handler raises before it does anything. */
export interface PlantedFailure {
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete';
}

/** How the emulator knows a type: its own handler, a row of our launcher, or a record that nothing stands behind. */
export interface KnownTypes {
  readonly stock: readonly string[];
  readonly table: readonly string[];
  readonly recorded: readonly string[];
}

/** An AWS of its own for one test file: MiniStack behind our launcher, on a free port, with a folder for everything that it writes. */
export class Emulator {
  static async start(): Promise<Emulator> {
    // Before anything is made, so that an absent tool leaves nothing behind.
    const python = toolPath('ministack');
    const emulator = new Emulator(python, await freePort());
    try {
      await emulator.becomesHealthy();
      return emulator;
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  /** For platform files and CDK's output; removed with the emulator. */
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'rehearse-aws-')));
  readonly endpoint: string;
  private readonly server: ChildProcess;
  private readonly log = join(this.folder, 'emulator.log');

  private constructor(python: string, port: number) {
    this.endpoint = `http://localhost:${port}`;
    const temporary = join(this.folder, 'tmp');
    mkdirSync(temporary);
    const log = openSync(this.log, 'w');
    this.server = spawn(python, [LAUNCHER], {
      // Its function workers outlive it: a process group of its own is ended as one.
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        TMPDIR: temporary,
        NODE_PATH: NODE_MODULES,
        PYTHONDONTWRITEBYTECODE: '1',
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: 'localhost',
        BIND_HOST: '127.0.0.1',
        IOT_MTLS_ENABLED: '0',
        REHEARSAL_FOLDER: this.folder,
      },
    });
  }

  get types(): KnownTypes {
    return JSON.parse(readFileSync(join(this.folder, 'types.json'), 'utf8')) as KnownTypes;
  }

  /** What an account has in a region. MiniStack takes an access key of 12 digits as the account's id. */
  account(account: string, region: string): AwsAccount {
    return new AwsAccount(this.endpoint, account, region);
  }

  /** The CDK CLI with the credentials of an account. */
  cdk(account: string, region: string): CdkCli {
    return new CdkCli({ endpoint: this.endpoint, folder: this.folder, account, region });
  }

  /** Writes a file that goes with the emulator, and says where. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Lets a type fail while something is done. */
  async failing<T>(failure: PlantedFailure, act: () => Promise<T>): Promise<T> {
    const path = this.write('fault.json', JSON.stringify(failure));
    try {
      return await act();
    } finally {
      rmSync(path);
    }
  }

  async stop(): Promise<void> {
    const { pid } = this.server;
    if (pid !== undefined) {
      signal(pid, 'SIGTERM');
      for (let tries = 0; tries < 50 && signal(pid, 0); tries += 1) await sleep(100);
      signal(pid, 'SIGKILL');
      // Until it is gone it may still write into the folder.
      for (let tries = 0; tries < 50 && signal(pid, 0); tries += 1) await sleep(100);
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async becomesHealthy(): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.server.exitCode !== null) break;
      if (await answers(`${this.endpoint}/_ministack/health`)) return;
      await sleep(100);
    }
    throw new Error(`MiniStack did not start:\n${readFileSync(this.log, 'utf8')}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Sends a signal to a process group; false where there is none left. Signal 0 only asks. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}

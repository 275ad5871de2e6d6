import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DestroyOptions, LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from '@pulumi/pulumi/automation/index.js';
import { toolPath } from '../../../.ci/tools.ts';
import { type CommandResult, run } from '../command.ts';
import { StandInCloud } from './stand-in/cloud.ts';
import type { RunningServer } from './stand-in/sdk.ts';
import { serveStandIn } from './stand-in/server.ts';
import { readState, type StateResource } from './state.ts';

export interface RehearsalOptions {
  readonly project: string;
  readonly stack: string;
  /** The Pulumi program; it runs in this process, once for each operation. */
  readonly program: PulumiFn;
}

/** What an operation did, by Pulumi's words for it: `{ create: 12, same: 3 }`. */
export type Changes = Readonly<Record<string, number>>;

const PASSPHRASE = 'rehearsal';

/** The engine's environment: state in a folder, secrets by passphrase, nothing downloaded or asked for, the stand-in as provider. */
export function engineEnvironment(home: string, port: number): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${join(home, 'state')}`,
    PULUMI_HOME: join(home, 'pulumi'),
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_DEBUG_PROVIDERS: `azure-native:${port}`,
    PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`,
  };
}

/** A folder for one rehearsal, with what the engine needs in it. */
export function rehearsalFolder(): string {
  const home = mkdtempSync(join(tmpdir(), 'llm-infra-rehearsal-'));
  for (const folder of ['bin', 'state', 'pulumi', 'work']) mkdirSync(join(home, folder));
  // The engine keeps the process of the script, so that its number is known when it is to be killed.
  writeScript(join(home, 'bin/pulumi'), `echo $$ > '${join(home, 'engine.pid')}'\nexec '${toolPath('pulumi')}' "$@"`);
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const host = fileURLToPath(new URL('language-host.ts', import.meta.url));
  writeScript(join(home, 'bin/pulumi-language-nodejs'), `exec '${process.execPath}' --import '${pathToFileURL(tsx)}' '${host}' "$@"`);
  return home;
}

function writeScript(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** One stack of one program in an imaginary Azure, driven by the real engine. */
export class Rehearsal {
  readonly cloud: StandInCloud;
  readonly stack: Stack;
  private readonly project: string;
  private readonly home: string;
  private readonly server: RunningServer;

  private constructor(cloud: StandInCloud, stack: Stack, project: string, home: string, server: RunningServer) {
    this.cloud = cloud;
    this.stack = stack;
    this.project = project;
    this.home = home;
    this.server = server;
  }

  static async open({ project, stack, program }: RehearsalOptions): Promise<Rehearsal> {
    const home = rehearsalFolder();
    const cloud = new StandInCloud();
    const server = await serveStandIn(cloud);
    const opened = await LocalWorkspace.createOrSelectStack(
      { projectName: project, stackName: stack, program },
      {
        pulumiCommand: await PulumiCommand.get({ root: home }),
        workDir: join(home, 'work'),
        envVars: engineEnvironment(home, server.port),
      },
    );
    return new Rehearsal(cloud, opened, project, home, server);
  }

  async preview(): Promise<Changes> {
    return (await this.stack.preview()).changeSummary;
  }

  /** The steps of a preview that are more than looking: `replace azure-native:…:Vault platform-vault`. */
  async previewedSteps(): Promise<readonly string[]> {
    const steps: string[] = [];
    await this.stack.preview({
      onEvent: ({ resourcePreEvent }) => {
        const { op = 'same', type, urn } = resourcePreEvent?.metadata ?? {};
        if (op !== 'same') steps.push(`${op} ${type} ${urn?.split('::').at(-1)}`);
      },
    });
    return steps;
  }

  /** Without a preview, as the Automation API does it. */
  async up(): Promise<Changes> {
    return (await this.stack.up()).summary.resourceChanges ?? {};
  }

  async refresh(): Promise<Changes> {
    return (await this.stack.refresh()).summary.resourceChanges ?? {};
  }

  /** `pulumi <args>` for this stack, as people type it: with a preview, unlike the Automation API. */
  cli(...args: readonly string[]): Promise<CommandResult> {
    const env = engineEnvironment(this.home, this.server.port);
    return run(join(this.home, 'bin/pulumi'), [...args, '--stack', this.stack.name, '--non-interactive'], join(this.home, 'work'), env);
  }

  async destroy(options: DestroyOptions = {}): Promise<Changes> {
    return (await this.stack.destroy(options)).summary.resourceChanges ?? {};
  }

  /** Kills the engine that runs now, as a lost connection or a full disk would. */
  killEngine(): void {
    process.kill(Number(readFileSync(join(this.home, 'engine.pid'), 'utf8')), 'SIGKILL');
  }

  async resources(): Promise<readonly StateResource[]> {
    return readState(await this.stack.exportStack());
  }

  /** The state as it lies in its folder. */
  stateFile(): string {
    return readFileSync(join(this.home, 'state/.pulumi/stacks', this.project, `${this.stack.name}.json`), 'utf8');
  }

  /** Stops the stand-in and leaves no file behind. A planned fault that never struck is an error. */
  close(): void {
    this.server.stop();
    rmSync(this.home, { recursive: true, force: true });
    const open = this.cloud.faults.open.map(({ op, of }) => `${op} of ${of}`);
    if (open.length > 0) throw new Error(`planned and never struck: ${open.join(', ')}`);
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { freePort } from '../free-port.ts';
import type { TableStore } from './stores/tables.ts';

const PROGRAM = fileURLToPath(new URL('../../../constructs/runtime/gateway/programs/container.ts', import.meta.url));

/** The container's own program, a process of its own, with nothing but its environment. */
export class Container {
  static async start(config: GatewayConfig, store: TableStore, environment: Readonly<Record<string, string>> = {}): Promise<Container> {
    const container = new Container(config, store, await freePort(), environment);
    for (let tries = 0; tries < 300 && container.process.exitCode === null; tries += 1) {
      if (await isUp(container.url)) return container;
      await sleep(50);
    }
    await container.terminate();
    throw new Error(`the container did not start:\n${container.output}`);
  }

  readonly url: string;
  /** Everything that it wrote. */
  output = '';
  private readonly process: ChildProcess;
  /** Gone with the container, and whatever was kept there to be sent later. */
  private readonly disk = mkdtempSync(join(tmpdir(), 'rehearse-container-'));

  private constructor(config: GatewayConfig, store: TableStore, port: number, environment: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.process = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        TMPDIR: this.disk,
        PORT: String(port),
        LLM_GATEWAY_CONFIG: JSON.stringify(config),
        LLM_GATEWAY_TABLE_ENDPOINT: store.endpoint,
        LLM_GATEWAY_TABLE: store.table,
        // The stand-ins' certificate; a cloud's is known to Node.
        NODE_EXTRA_CA_CERTS: store.azurite.certificate.certFile,
        ...store.identity.environment,
        ...environment,
      },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
  }

  get lines(): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  }

  /** SIGTERM, and the code with which it ends; killed where it does not, as the platform does it after 30 s. */
  async terminate(): Promise<number | null> {
    if (this.process.exitCode === null) {
      const ended = once(this.process, 'exit');
      const kill = setTimeout(() => this.process.kill('SIGKILL'), 30_000);
      this.process.kill('SIGTERM');
      await ended;
      clearTimeout(kill);
    }
    rmSync(this.disk, { recursive: true, force: true });
    return this.process.exitCode;
  }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolPath } from '../../../.ci/tools.ts';
import { freePort } from '../free-port.ts';
import { type Certificate, certificate } from './certificate.ts';

/**
 * The table service of Azurite, by TLS and with bearer tokens: its `basic` level checks a token's form, life, issuer and audience, and not
 * its signature. Source: https://github.com/Azure/Azurite#oauth-configuration
 */
export class Azurite {
  static async start(): Promise<Azurite> {
    // Before anything is made, so that an absent tool leaves nothing behind.
    const program = toolPath('azurite');
    const azurite = new Azurite(program, await certificate(), await freePort());
    try {
      await azurite.answers();
      return azurite;
    } catch (error) {
      await azurite.stop();
      throw error;
    }
  }

  readonly certificate: Certificate;
  readonly origin: string;
  private readonly server: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'rehearse-azurite-'));
  private readonly log = join(this.folder, 'azurite.log');

  private constructor(program: string, certificate: Certificate, port: number) {
    this.certificate = certificate;
    this.origin = `https://127.0.0.1:${port}`;
    const log = openSync(this.log, 'w');
    const options = ['--tableHost', '127.0.0.1', '--tablePort', String(port), '--inMemoryPersistence', '--disableTelemetry', '--silent'];
    const secure = ['--oauth', 'basic', '--cert', certificate.certFile, '--key', certificate.keyFile];
    // Azurite's newest client may speak a version that this one does not list.
    this.server = spawn(process.execPath, [program, ...options, ...secure, '--skipApiVersionCheck'], { stdio: ['ignore', log, log] });
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.pid !== undefined) {
      const ended = once(this.server, 'exit');
      this.server.kill('SIGKILL');
      await ended;
    }
    this.certificate.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 300 && this.server.exitCode === null; tries += 1) {
      if (await isUp(this.origin, this.certificate.cert)) return;
      await sleep(100);
    }
    throw new Error(`Azurite did not start:\n${readFileSync(this.log, 'utf8')}`);
  }
}

/** Any answer will do: a question without a token is refused. */
function isUp(origin: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(origin, { ca }, (response) => {
      response.resume();
      resolve(true);
    }).once('error', () => resolve(false));
  });
}

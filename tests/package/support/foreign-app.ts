import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { foreignFolder } from './foreign-folder.ts';
import { rootPath, run, tarball } from './run.ts';

const FIXTURES = rootPath('tests/fixtures/foreign');

/** A CDK app of a user's own, outside the repository. */
export class ForeignApp {
  readonly folder = join(foreignFolder('foreign-app'), 'foreign-app');
  private readonly home = foreignFolder('home');

  /** Lays a fixture's files over what is there. */
  overlay(fixture: string): void {
    cpSync(join(FIXTURES, fixture), this.folder, { recursive: true });
  }

  /** Installs what the app's lock file says, then our tarball, and says what that added. */
  install(): { readonly packages: number; readonly megabytes: number } {
    this.npm('ci');
    const before = this.installed();
    this.npm('install', '--no-save', tarball());
    const added = this.installed().filter((path) => !before.includes(path));
    const bytes = added.map((path) => sizeOf(join(this.folder, path))).reduce((sum, size) => sum + size, 0);
    return { packages: added.length, megabytes: bytes / 1e6 };
  }

  /** The folders in node_modules, as npm wrote them down. */
  installed(): readonly string[] {
    return Object.keys(this.json('node_modules/.package-lock.json').packages);
  }

  run(command: string, ...args: string[]): string {
    return run(command, args, { cwd: this.folder, env: { HOME: this.home, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' } });
  }

  /** The template that the app's own `cdk synth` gives. */
  synth(): { readonly Resources: Record<string, { readonly Type: string }> } {
    this.run(join(this.folder, 'node_modules/.bin/cdk'), 'synth', '--quiet', '--no-notices');
    return this.json('cdk.out/ForeignAppStack.template.json');
  }

  json(path: string) {
    return JSON.parse(readFileSync(join(this.folder, path), 'utf8'));
  }

  private npm(...args: string[]): void {
    run('npm', [...args, '--no-audit', '--no-fund'], { cwd: this.folder });
  }
}

function sizeOf(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path)
    .map((name) => sizeOf(join(path, name)))
    .reduce((sum, size) => sum + size, 0);
}

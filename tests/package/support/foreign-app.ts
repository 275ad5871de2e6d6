import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignFolder } from './foreign-folder.ts';
import { rootPath, run, tarball } from './run.ts';

const FIXTURES = rootPath('tests/fixtures/foreign');

/** What the kit adds to the node_modules of an app. */
export interface Installation {
  /** The folders of the packages. */
  readonly packages: readonly string[];
  readonly megabytes: number;
}

/** A CDK app or Pulumi program of a user's own, outside the repository. */
export class ForeignApp {
  readonly folder = join(foreignFolder('foreign-app'), 'foreign-app');
  private readonly home = foreignFolder('home');

  /** Lays a fixture's files over what is there. */
  overlay(fixture: string): void {
    cpSync(join(FIXTURES, fixture), this.folder, { recursive: true });
  }

  /** Installs what the app's lock file says, then our tarball, and says what that added. */
  install(): Installation {
    this.npm('ci');
    const before = this.installed();
    this.npm('install', '--no-save', tarball());
    const packages = this.installed().filter((path) => !before.includes(path));
    const bytes = packages.map((path) => sizeOf(join(this.folder, path))).reduce((sum, size) => sum + size, 0);
    return { packages, megabytes: bytes / 1e6 };
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

  /** Makes the app's own files ES modules. */
  toEsModules(): void {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ ...this.json('package.json'), type: 'module' }, null, 2));
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

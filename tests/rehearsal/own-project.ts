import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';
import { type CommandResult, run } from './command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Beside a terminal npx asks before it installs; here nobody answers. */
const NPM = { npm_config_yes: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };

/** A project of a user's own, outside the checkout, made from the packed kit by the commands of the README's first deployment. */
export class OwnProject {
  readonly folder: string;
  readonly #home: string;

  private constructor(home: string) {
    this.#home = home;
    this.folder = join(home, 'my-platform');
  }

  static async make(cloud: Cloud): Promise<OwnProject> {
    const tarball = await packedKit();
    const project = new OwnProject(mkdtempSync(join(tmpdir(), 'llm-infra-project-')));
    // In a folder that knows no kit; the README's own is this checkout, which the command leaves as it is as well.
    const init = ['--package', tarball, 'llm-infra', 'init', project.folder, '--cloud', cloud];
    succeeds(await run('npx', init, project.#home, NPM));
    succeeds(await run('npm', ['install', tarball], project.folder, NPM));
    return project;
  }

  /** Runs what a user types in the project. */
  type(command: string, ...args: readonly string[]): Promise<CommandResult> {
    return run(command, args, this.folder, NPM);
  }

  /** Edits the platform file; each edit must find its place. */
  edit(edits: Readonly<Record<string, string>>): void {
    const file = join(this.folder, 'platform.yaml');
    let text = readFileSync(file, 'utf8');
    for (const [old, now] of Object.entries(edits)) {
      if (!text.includes(old)) throw new Error(`the platform file that init writes has no '${old}' to edit`);
      text = text.replace(old, now);
    }
    writeFileSync(file, text);
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** The tarball that a user installs; `npm run verify` has made it and says so by PACKED. */
async function packedKit(): Promise<string> {
  if (!process.env.PACKED) {
    for (const script of ['build', 'package']) succeeds(await run('npm', ['run', script], ROOT, {}));
  }
  const tarballs = readdirSync(join(ROOT, 'dist-package')).filter((name) => name.endsWith('.tgz'));
  const [tarball] = tarballs;
  if (tarball === undefined || tarballs.length > 1) throw new Error(`dist-package holds ${tarballs.length} tarballs: run npm run package`);
  return join(ROOT, 'dist-package', tarball);
}

function succeeds({ code, output }: CommandResult): void {
  if (code !== 0) throw new Error(output);
}

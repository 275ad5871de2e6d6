import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './markdown.ts';
import type { AppReport, Template } from './synth-apps.ts';

export type { AppReport, Template };

/** Runs programs in one process, from the sources and as the CDK CLI would, and gives what they synthesised. */
export function runApps(files: readonly string[]): Record<string, AppReport> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/apps-'));
  const program = fileURLToPath(new URL('synth-apps.ts', import.meta.url));
  const tsx = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const { NODE_OPTIONS: _vitest, ...env } = process.env;
  try {
    const report = join(folder, 'report.json');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', '--import', tsx, program, report, ...files], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the programs could not be run to their end\n${stdout}${stderr}`);
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

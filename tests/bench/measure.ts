import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A program that is measured. */
export interface Side {
  readonly name: string;
  /** What Node is called with, in the folder of the bench. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program and all processes that it started have used. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Of the process that had the most. */
  readonly peakMiB: number;
}

export interface Range {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/**
 * Runs programs in turn, in the other order each second time, so that what else the machine does falls on all of them.
 *
 * @param warmUps rounds that fill the caches and do not count
 */
export function interleaved(folder: string, sides: readonly Side[], rounds: number, warmUps = 1): ReadonlyMap<string, readonly Usage[]> {
  const used = new Map(sides.map(({ name }): [string, Usage[]] => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const usage = runMetered(folder, side);
      if (round >= 0) used.get(side.name)?.push(usage);
    }
  }
  return used;
}

/** Runs a program to its end; an error when it fails. */
export function runMetered(folder: string, { name, args, env }: Side): Usage {
  const meter = join(folder, 'meter.jsonl');
  rmSync(meter, { force: true });
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    env: {
      ...process.env,
      // Its parts are for the CDK CLI and for us; the meter is one of Node's.
      NODE_OPTIONS: `--require ${join(folder, 'meter.js')}`,
      BENCH_METER: meter,
      CDK_VALIDATION: 'false',
      JSII_DEPRECATED: 'quiet',
      ...env,
    },
  });
  if (error || status !== 0) throw new Error(`${name}: ${error?.message ?? `exit ${status}`}\n${stdout}${stderr}`);
  if (!existsSync(meter)) throw new Error(`${name}: no process has noted what it used`);
  const processes = readFileSync(meter, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly cpuMicros: number; readonly peakKiB: number });
  return {
    cpuSeconds: processes.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0) / 1e6,
    peakMiB: Math.max(...processes.map(({ peakKiB }) => peakKiB)) / 1024,
  };
}

export function rangeOf(values: readonly number[]): Range {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (index: number) => rounded(sorted[index] ?? Number.NaN);
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** The ratio of two programs, round by round: both ran within a second or two of each other. */
export function ratioOf(one: readonly Usage[], other: readonly Usage[]): Range {
  return rangeOf(one.map(({ cpuSeconds }, round) => cpuSeconds / (other[round]?.cpuSeconds ?? Number.NaN)));
}

export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The offline plan of ever more environments on both clouds: how its cost grows with their number. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rootPath } from '../package/support/run.ts';
import { interleaved, rounded, type Side } from './measure.ts';
import { cpuOf, type Figure, peakOf, usedBy } from './report.ts';

const SIZES = [1, 10, 100] as const;

export function planGrowth(folder: string): Figure[] {
  const sides = SIZES.map((size) => planSide(folder, size));
  // Minutes of work for the largest: its own length evens out what the caches do.
  const measured = interleaved(folder, sides, 3, 0);
  for (const size of SIZES) checkReport(folder, size);
  const names = sides.map(({ name }) => name);
  const cpuSeconds = cpuOf(measured, names);
  const costs = SIZES.map((size, index) => {
    const usages = usedBy(measured, names[index] ?? '').map((usage) => usage.cpuSeconds);
    return [size, usages.toSorted((one, other) => one - other)[Math.floor(usages.length / 2)] ?? Number.NaN] as const;
  });
  const common = { id: 'plan', aim: 1.1, cpuSeconds, peakMiB: peakOf(measured, names) };
  return [
    { ...common, what: 'growth exponent over 1, 10 and 100 environments, least squares', value: growthExponent(costs) },
    // What the process costs before the first environment makes the whole look flatter than the growth is.
    { ...common, what: 'growth exponent from 10 to 100 environments', value: growthExponent(costs.slice(1)) },
  ];
}

/** The slope of the cost over the size, both by their logarithm. */
function growthExponent(costs: readonly (readonly [size: number, cost: number])[]): number {
  const points = costs.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const [meanX, meanY] = [0, 1].map((axis) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length) as [
    number,
    number,
  ];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return rounded(covariance / variance);
}

function planSide(folder: string, size: number): Side {
  const file = JSON.parse(JSON.stringify(parse(readFileSync(rootPath('examples/support-assistant/platform.yaml'), 'utf8'))));
  const environments = Array.from({ length: size }, (_, index) => [`e${index + 1}`, file.environments.prod]);
  // JSON is YAML.
  writeFileSync(join(folder, fileOf(size)), JSON.stringify({ ...file, environments: Object.fromEntries(environments) }));
  const command = 'node_modules/llm-infra-kit/dist/cli/main.js';
  return {
    name: `${size} environment${size === 1 ? '' : 's'}`,
    args: [command, 'plan', fileOf(size), '--as-of', '2026-11-24', '--out', outOf(size)],
  };
}

function checkReport(folder: string, size: number): void {
  const report = join(folder, outOf(size), 'plan.json');
  const planned = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).environments.length : 0;
  if (planned !== 2 * size) throw new Error(`the plan of ${size} environments on two clouds has ${planned} parts`);
}

const fileOf = (size: number): string => `platform-${size}.yaml`;
const outOf = (size: number): string => `plan-${size}`;

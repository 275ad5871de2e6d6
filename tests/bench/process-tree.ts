/** What a running program of another language has used, with all processes that it started, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Usage } from './measure.ts';

/** proc(5) counts in ticks of USER_HZ, which is 100 on every architecture that Node runs on. */
const TICKS = 100;

interface Process {
  readonly id: string;
  readonly parent: string;
  readonly cpuSeconds: number;
}

/** CPU seconds so far, and the peak of the process that had the most. */
export function usedByTree(root: number): Usage {
  const tree = [String(root)];
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processOf);
  // The list grows while it is walked: a child's children come after it.
  for (const id of tree) tree.push(...processes.filter(({ parent }) => parent === id).map((child) => child.id));
  const ours = processes.filter(({ id }) => tree.includes(id));
  if (ours.length === 0) throw new Error(`process ${root} has ended`);
  return {
    cpuSeconds: ours.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakMiB: Math.max(...ours.map(({ id }) => peakMiBOf(id))),
  };
}

/** None where it has ended since the folder was listed. */
function processOf(id: string): Process[] {
  const stat = textOf(id, 'stat');
  if (stat === undefined) return [];
  // The name is in brackets and may hold anything; after it come the state, the parent and, from the twelfth, four times: those of the
  // process in user mode and in the kernel, then those of its children that it has waited for.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return [{ id, parent: fields[1] ?? '', cpuSeconds: ticks / TICKS }];
}

function peakMiBOf(id: string): number {
  const kiB = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(id, 'status') ?? '')?.[1];
  return Number(kiB ?? 0) / 1024;
}

function textOf(id: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Loaded before a program that is watched: tells by its channel what the program holds and has used. */
export interface Probe {
  /** Bytes after a collection: the heap, and what it holds outside. */
  readonly held: number;
  readonly cpuMicros: number;
  readonly peakKiB: number;
}

process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const answer: Probe = { held: heapUsed + external, cpuMicros: user + system, peakKiB: process.resourceUsage().maxRSS };
  process.send?.(answer);
});

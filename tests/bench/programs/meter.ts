/** Loaded into each process that is measured, and into every process that it starts: notes at the end what the process has used. */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.BENCH_METER;
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    appendFileSync(file, `${JSON.stringify({ cpuMicros: user + system, peakKiB: process.resourceUsage().maxRSS })}\n`);
  });
}

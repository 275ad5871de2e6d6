import type { Judged } from './judge.ts';
import { type Synthesis, templatePaths } from './synthesis.ts';

/**
 * Today: the check is the edge where a clock is read. An acknowledgement that has expired fails it, without any change of the code, since
 * that is what the date is for; templates, plans and `npm test` never depend on the calendar.
 */
export const AS_OF = new Date().toISOString().slice(0, 10);

/** Says on the terminal what a tool found, in one line. */
export function report(tool: string, synthesis: Synthesis, { errors, warnings, explained, faults }: Judged): void {
  const counts = [
    `${synthesis.assemblies.length} apps`,
    `${templatePaths(synthesis).length} templates`,
    `${errors} errors`,
    `${warnings} warnings`,
    `${explained} of them in the register`,
    `${faults.length} faults`,
  ];
  process.stdout.write(`${tool}: ${counts.join(', ')}\n`);
}

import type { Fault } from './fault.ts';
import { hideName } from './plain-text-secrets.ts';

/** The faults of one environment. */
export interface EnvironmentFaults {
  readonly environment: string;
  readonly faults: readonly Fault[];
}

/** These say what is wrong with a text itself; what else is wrong with it does not matter then. */
const FIRST_NEWS: ReadonlySet<string> = new Set(['CFG-008', 'CFG-062']);

/**
 * Joins the faults of a file and of its environments, each once and in the order of the file. A fault of the file's body that each
 * environment has stands without an environment; one that some have names the first.
 */
export function mergeFaults(ofFile: readonly Fault[], ofEnvironments: readonly EnvironmentFaults[]): Fault[] {
  const environments = new Map<string, readonly string[]>();
  for (const { environment, faults } of ofEnvironments) {
    for (const key of new Set(faults.map(identity))) environments.set(key, [...(environments.get(key) ?? []), environment]);
  }
  const named = ofEnvironments
    .flatMap(({ faults }) => faults)
    .map((fault) => {
      const [first, ...more] = environments.get(identity(fault)) ?? [];
      const isCommon = more.length + 1 === ofEnvironments.length;
      return fault.environment || isCommon || first === undefined ? fault : { ...fault, environment: hideName(first) };
    });
  return inOrder(clearest([...ofFile, ...named]));
}

/** In the order of the file; what has no place comes first, as found. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

const identity = ({ code, path, message, got, line, column }: Fault): string => JSON.stringify([code, path, message, got, line, column]);
const place = ({ path, line, column }: Fault): string => JSON.stringify([path, line, column]);

/** Each fault once, and of one place the clearest alone. */
function clearest(faults: readonly Fault[]): Fault[] {
  const first = new Map(faults.toReversed().map((fault) => [identity(fault), fault]));
  const explained = new Set(faults.filter(({ code }) => FIRST_NEWS.has(code)).map(place));
  return [...new Set(faults.map((fault) => first.get(identity(fault)) ?? fault))].filter(
    (fault) => FIRST_NEWS.has(fault.code) || !explained.has(place(fault)),
  );
}

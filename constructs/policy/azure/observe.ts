import { isFalse, isTrue, shown } from '../json.ts';
import type { AzureCheck, Check, Demand, Observation } from '../rule.ts';
import { inputAt, isUnknown, type Registration, type Registrations } from './registrations.ts';

/** Judges each resource of some classes, or of all, by itself. */
export function onEach(classes: readonly string[] | 'all', judge: Check<Registration>): AzureCheck {
  return { kind: 'resource', classes, judge };
}

/** Judges what a program registers as a whole. */
export function onProgram(judge: Check<Registrations>): AzureCheck {
  return { kind: 'program', judge };
}

/** An observation about one resource. */
export function observe({ name, urn }: Registration, path: string, got: string, { allowed, remedy }: Demand): Observation {
  return { logicalId: name, urn, path, got, allowed, remedy };
}

/** One observation unless an input is as it must be, or not known yet. */
export function demand(resource: Registration, path: string, isRight: (value: unknown) => boolean, words: Demand): readonly Observation[] {
  const value = inputAt(resource, path);
  return isUnknown(value) || isRight(value) ? [] : [observe(resource, path, shown(value), words)];
}

/** One observation unless an input is true. */
export function demandTrue(resource: Registration, path: string, remedy: string): readonly Observation[] {
  return demand(resource, path, isTrue, { allowed: 'true', remedy });
}

/** One observation unless an input is false. */
export function demandFalse(resource: Registration, path: string, remedy: string): readonly Observation[] {
  return demand(resource, path, isFalse, { allowed: 'false', remedy });
}

/** One observation unless an input is one of a few words, in any case as ARM takes them. */
export function demandWord(resource: Registration, path: string, words: readonly string[], remedy: string): readonly Observation[] {
  return demand(resource, path, (value) => isWord(value, ...words), { allowed: words.join(' or '), remedy });
}

/** Whether a value is one of a few words, in any case. */
export function isWord(value: unknown, ...words: readonly string[]): boolean {
  return typeof value === 'string' && words.some((word) => word.toLowerCase() === value.toLowerCase());
}

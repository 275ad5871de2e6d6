/** What is known of a credential without reading it. */
export type SecretStatus =
  | { readonly kind: 'set'; readonly ageDays: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-old'; readonly ageDays: number }
  | { readonly kind: 'not-deployed' }
  /** It was there before the platform; its owner sets and renews it. */
  | { readonly kind: 'given' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface StatusOptions {
  readonly maxAgeDays: number;
  readonly asOf: string;
}

const MILLIS_A_DAY = 24 * 60 * 60 * 1000;

/** Judges a value by the moment it was set, in milliseconds. */
export function judgeAge(setAt: number, { maxAgeDays, asOf }: StatusOptions): SecretStatus {
  if (Number.isNaN(setAt)) return { kind: 'unknown', reason: 'the current version has no date' };
  const ageDays = Math.max(0, Math.floor((Date.parse(`${asOf}T23:59:59Z`) - setAt) / MILLIS_A_DAY));
  return ageDays > maxAgeDays ? { kind: 'too-old', ageDays } : { kind: 'set', ageDays };
}

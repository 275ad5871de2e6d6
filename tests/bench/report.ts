import { type Range, rangeOf, ratioOf, type Side, type Usage } from './measure.ts';

/** A figure with what it aims at. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  /** What is judged: the median of a ratio, or an exponent. */
  readonly value: number;
  readonly aim: number;
  /** The ratio round by round. @default - the figure is no ratio */
  readonly ratio?: Range;
  /** CPU seconds of whole process trees, user and system. */
  readonly cpuSeconds: Readonly<Record<string, Range>>;
  /** The largest process. @default - not of interest */
  readonly peakMiB?: Readonly<Record<string, Range>>;
  /** What else was measured, told and not judged. @default - nothing */
  readonly notes?: readonly string[];
}

export type Measured = ReadonlyMap<string, readonly Usage[]>;

/** The figure of two programs that were measured together. */
export function ratioFigure(
  { id, what, aim }: Pick<Figure, 'id' | 'what' | 'aim'>,
  measured: Measured,
  ours: Pick<Side, 'name'>,
  other: Pick<Side, 'name'>,
): Figure {
  const ratio = ratioOf(usedBy(measured, ours.name), usedBy(measured, other.name));
  return { id, what, value: ratio.median, aim, ratio, cpuSeconds: cpuOf(measured, [ours.name, other.name]) };
}

export function cpuOf(measured: Measured, names: readonly string[]): Record<string, Range> {
  return Object.fromEntries(names.map((name) => [name, rangeOf(usedBy(measured, name).map(({ cpuSeconds }) => cpuSeconds))]));
}

export function peakOf(measured: Measured, names: readonly string[]): Record<string, Range> {
  return Object.fromEntries(names.map((name) => [name, rangeOf(usedBy(measured, name).map(({ peakMiB }) => Math.round(peakMiB)))]));
}

export function usedBy(measured: Measured, name: string): readonly Usage[] {
  const usages = measured.get(name);
  if (!usages) throw new Error(`'${name}' was not measured`);
  return usages;
}

/** The figures for a terminal: a miss is told, not punished. */
export function renderFigures(figures: readonly Figure[]): string {
  return figures
    .map(({ id, what, value, aim, ratio, cpuSeconds, peakMiB, notes = [] }) =>
      [
        `${id}  ${what}`,
        `      ${value.toFixed(2)}${ratio ? ` (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})` : ''}, aim at most ${aim.toFixed(2)}: ${value <= aim ? 'met' : 'MISSED'}`,
        ...Object.entries(cpuSeconds).map(([name, { min, median, max }]) => {
          const peak = peakMiB?.[name] ? `, up to ${peakMiB[name].max} MiB` : '';
          return `      ${median.toFixed(3)} s (${min.toFixed(3)} to ${max.toFixed(3)})${peak}  ${name}`;
        }),
        ...notes.map((note) => `      ${note}`),
      ].join('\n'),
    )
    .join('\n\n');
}

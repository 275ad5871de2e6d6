import type { Meter } from '@opentelemetry/api';
import type { CallRecord } from './evidence.ts';

export const NAMESPACE = 'LlmPlatform/Gateway';

/** Names, units and where each comes from; a record leaves out what it does not know. */
export const METRICS = {
  Requests: 'Count',
  Errors: 'Count',
  Throttles: 'Count',
  Fallbacks: 'Count',
  LatencyMillis: 'Milliseconds',
  FirstByteMillis: 'Milliseconds',
  PromptTokens: 'Count',
  CompletionTokens: 'Count',
} as const;

export type MetricName = keyof typeof METRICS;

/** What one call measures, the same on every cloud. */
export function valuesOf(call: CallRecord): Partial<Record<MetricName, number>> {
  return {
    Requests: 1,
    Errors: call.status >= 500 ? 1 : 0,
    Throttles: call.status === 429 ? 1 : 0,
    Fallbacks: call.fallback ? 1 : 0,
    LatencyMillis: call.totalMillis,
    ...(call.firstByteMillis === undefined ? {} : { FirstByteMillis: call.firstByteMillis }),
    ...(call.promptTokens === undefined ? {} : { PromptTokens: call.promptTokens }),
    ...(call.completionTokens === undefined ? {} : { CompletionTokens: call.completionTokens }),
  };
}

/** Of a call that was refused before its consumer, its route or its model was known. */
const UNKNOWN = 'none';

/**
 * What a metric can be split by: names of the configuration and the status's class alone, so that the number of series has a bound that no
 * caller can raise. Never the caller's `user`.
 */
export function dimensionsOf({ consumer, route, model, variant, status }: CallRecord): Readonly<Record<string, string>> {
  return {
    Consumer: consumer ?? UNKNOWN,
    Route: route ?? UNKNOWN,
    Model: model ?? UNKNOWN,
    Variant: variant ?? UNKNOWN,
    StatusClass: `${Math.floor(status / 100)}xx`,
  };
}

/** Records calls by OpenTelemetry's instruments: times as histograms, all else as counters. */
export function recorder(meter: Meter): (call: CallRecord) => void {
  const instruments = Object.fromEntries(
    Object.entries(METRICS).map(([name, unit]): [string, (value: number, dimensions: Readonly<Record<string, string>>) => void] => {
      if (unit === 'Milliseconds') {
        const histogram = meter.createHistogram(name, { unit: 'ms' });
        return [name, (value, dimensions) => histogram.record(value, dimensions)];
      }
      const counter = meter.createCounter(name);
      return [name, (value, dimensions) => counter.add(value, dimensions)];
    }),
  );
  return (call) => {
    const dimensions = dimensionsOf(call);
    for (const [name, value] of Object.entries(valuesOf(call))) instruments[name]?.(value, dimensions);
  };
}

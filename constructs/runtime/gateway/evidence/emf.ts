import type { EvidenceSink } from './evidence.ts';
import { METRICS, type MetricName, NAMESPACE, valuesOf } from './measurements.ts';

/** Dimension sets of every metric: by consumer and route for who pays, by route and variant for comparing arms, and the whole platform. */
export const DIMENSION_SETS = [
  ['Platform', 'Environment'],
  ['Platform', 'Environment', 'Consumer', 'Route'],
  ['Platform', 'Environment', 'Route', 'Model', 'Variant'],
] as const;

type Dimension = (typeof DIMENSION_SETS)[number][number];

/**
 * Metrics as CloudWatch's embedded metric format: one JSON line a call, written before the answer ends, since a function's sandbox is
 * frozen after that. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfMetrics(platform: { readonly name: string; readonly environment: string }, write: (line: string) => void): EvidenceSink {
  return {
    record: (call) => {
      const { consumer, route, model, variant = model } = call;
      const dimensions: Partial<Record<Dimension, string>> = {
        Platform: platform.name,
        Environment: platform.environment,
        ...(consumer === undefined ? {} : { Consumer: consumer }),
        ...(route === undefined ? {} : { Route: route }),
        ...(model === undefined ? {} : { Model: model }),
        ...(variant === undefined ? {} : { Variant: variant }),
      };
      const values = valuesOf(call);
      const directive = {
        Namespace: NAMESPACE,
        // A set with a dimension that has no value would spoil the document: a call that was refused early is in fewer sets.
        Dimensions: DIMENSION_SETS.filter((set) => set.every((name) => dimensions[name] !== undefined)),
        Metrics: Object.keys(values).map((Name) => ({ Name, Unit: METRICS[Name as MetricName] })),
      };
      const line = { _aws: { Timestamp: Date.parse(call.at), CloudWatchMetrics: [directive] }, ...dimensions, ...values };
      write(JSON.stringify(line));
    },
    flush: async () => {},
  };
}

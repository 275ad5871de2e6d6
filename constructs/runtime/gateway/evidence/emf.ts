import type { EvidenceSink } from './evidence.ts';
import { METRICS, type MetricName, NAMESPACE, valuesOf } from './measurements.ts';

/** Dimension sets of every metric: by consumer and route for who pays, by route and variant for comparing arms, and the whole platform. */
export const DIMENSION_SETS = [
  ['Platform', 'Environment'],
  ['Platform', 'Environment', 'Consumer', 'Route'],
  ['Platform', 'Environment', 'Route', 'Model', 'Variant'],
] as const;

/**
 * Metrics as CloudWatch's embedded metric format: one JSON line a call, written before the answer ends, since a function's sandbox is
 * frozen after that. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfMetrics(platform: { readonly name: string; readonly environment: string }, write: (line: string) => void): EvidenceSink {
  return {
    record: (call) => {
      // A set of dimensions whose value is unknown would be refused whole.
      const sets = DIMENSION_SETS.filter(
        (set) => set.length === 2 || (call.consumer !== undefined && call.route !== undefined && call.model !== undefined),
      );
      const values = valuesOf(call);
      const line = {
        _aws: {
          Timestamp: Date.parse(call.at),
          CloudWatchMetrics: [
            {
              Namespace: NAMESPACE,
              Dimensions: sets,
              Metrics: Object.keys(values).map((Name) => ({ Name, Unit: METRICS[Name as MetricName] })),
            },
          ],
        },
        Platform: platform.name,
        Environment: platform.environment,
        ...(sets.length === 1
          ? {}
          : { Consumer: call.consumer, Route: call.route, Model: call.model, Variant: call.variant ?? call.model }),
        ...values,
      };
      write(JSON.stringify(line));
    },
    flush: async () => {},
  };
}

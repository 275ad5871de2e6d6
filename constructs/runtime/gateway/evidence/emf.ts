import type { CallRecord, EvidenceSink } from './evidence.ts';

export const NAMESPACE = 'LlmPlatform/Gateway';

/** Dimension sets of every metric: by consumer and route for who pays, by route and variant for comparing arms, and the whole platform. */
export const DIMENSION_SETS = [
  ['Platform', 'Environment'],
  ['Platform', 'Environment', 'Consumer', 'Route'],
  ['Platform', 'Environment', 'Route', 'Model', 'Variant'],
] as const;

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
              Metrics: Object.keys(values).map((Name) => ({ Name, Unit: METRICS[Name as keyof typeof METRICS] })),
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

function valuesOf(call: CallRecord): Partial<Record<keyof typeof METRICS, number>> {
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

import { type AzureMonitorExporterOptions, AzureMonitorMetricExporter } from '@azure/monitor-opentelemetry-exporter';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { EvidenceSink, Log } from '../evidence/evidence.ts';
import { NAMESPACE, recorder } from '../evidence/measurements.ts';
import type { ManagedIdentity } from './managed-identity.ts';

export interface MonitorMetricsOptions extends Pick<AzureMonitorExporterOptions, 'tlsOptions' | 'storageDirectory'> {
  /** Of Application Insights: its key and its ingestion endpoint. No secret where the component takes Entra tokens alone. */
  readonly connectionString: string;
  /** Holds the role Monitoring Metrics Publisher. */
  readonly credential: Pick<ManagedIdentity, 'getToken'>;
  readonly platform: { readonly name: string; readonly environment: string };
  readonly log: Log;
}

const EXPORT_INTERVAL_MILLIS = 60_000;
/** Of one export with its retries; the last one has to end before the platform's patience does. */
const EXPORT_PATIENCE_MILLIS = 5000;
const RETRIES = { maxRetries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 2000 };

/**
 * Metrics to Application Insights by OpenTelemetry and Microsoft's exporter, with Entra tokens. They leave from the program, since the
 * agent of Container Apps takes no metrics to Application Insights. 1.0.0-beta.42 is the last exporter for Node 20; npm's `latest` is an
 * early preview.
 *
 * Sources: https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication,
 * https://learn.microsoft.com/azure/container-apps/opentelemetry-agents
 */
export function azureMonitorMetrics(options: MonitorMetricsOptions): EvidenceSink {
  const provider = new MeterProvider({
    // The exporter makes Application Insights' role name of the two.
    resource: resourceFromAttributes({ 'service.name': 'llm-gateway', 'service.namespace': nameOf(options.platform) }),
    readers: [
      new PeriodicExportingMetricReader({
        exporter: exporterOf(options),
        exportIntervalMillis: EXPORT_INTERVAL_MILLIS,
        exportTimeoutMillis: EXPORT_PATIENCE_MILLIS,
      }),
    ],
    // Application Insights keeps sum, count, least and most of a histogram; buckets would be counted and thrown away.
    views: [{ instrumentName: '*Millis', aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [] } } }],
  });
  const record = recorder(provider.getMeter(NAMESPACE));
  return {
    record,
    flush: () => provider.forceFlush({ timeoutMillis: EXPORT_PATIENCE_MILLIS }),
  };
}

function exporterOf({ log, platform: _, ...options }: MonitorMetricsOptions): PushMetricExporter {
  // Else the exporter reports on itself to a store of Microsoft, by a public address that no private network reaches.
  // https://learn.microsoft.com/azure/azure-monitor/app/statsbeat
  process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
  return new AzureMonitorMetricExporter({
    ...options,
    retryOptions: RETRIES,
    additionalPolicies: [{ policy: sayUnsent(log), position: 'perCall' }],
  });
}

/** What the endpoint would not take after all tries: the exporter puts it on the disk and says nothing, and the disk goes with the container. */
function sayUnsent(log: Log): NonNullable<AzureMonitorExporterOptions['additionalPolicies']>[number]['policy'] {
  return {
    name: 'sayUnsent',
    sendRequest: async (request, next) => {
      try {
        const response = await next(request);
        if (response.status >= 400) log('error', 'metrics-unsent', { status: response.status });
        return response;
      } catch (error) {
        log('error', 'metrics-unsent', { error: error instanceof Error ? error.name : typeof error });
        throw error;
      }
    },
  };
}

function nameOf({ name, environment }: MonitorMetricsOptions['platform']): string {
  return `${name}-${environment}`;
}

import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** How a metric is read. The statistic is fixed by the accessor's name. */
export type ModelMetricOptions = Omit<cloudwatch.MetricOptions, 'statistic' | 'dimensionsMap'>;

/**
 * The numbers that Bedrock counts for one inference profile.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export interface ManagedModelMetrics {
  /** Calls. Throttled calls are not among them. */
  metricInvocationsSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Calls that failed by the caller's fault, denied ones too. */
  metricInvocationClientErrorsSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Calls that failed by the service's fault. */
  metricInvocationServerErrorsSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Calls that the service refused because a quota was used up. */
  metricInvocationThrottlesSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Time from the request to the last token, 95th percentile. */
  metricInvocationLatencyP95InMillis(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Time from the request to the first token, 95th percentile. Streamed calls that succeeded alone. */
  metricTimeToFirstTokenP95InMillis(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Tokens that were sent to the model. */
  metricInputTokenCountSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Tokens that the model answered with. Absent for embeddings. */
  metricOutputTokenCountSum(options?: ModelMetricOptions): cloudwatch.Metric;
  /** Tokens as the quota counts them, approximately. Read over one minute it compares with the tokens-per-minute quota. */
  metricEstimatedTpmQuotaUsageSum(options?: ModelMetricOptions): cloudwatch.Metric;
}

/** A metric of one inference profile, in the scope's account and region. */
export function modelMetric(
  scope: Construct,
  inferenceProfileId: string,
  metricName: string,
  statistic: string,
  options: ModelMetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Bedrock',
    metricName,
    // A call through a profile is counted under the profile's id, not under its ARN nor under the model's id.
    dimensionsMap: { ModelId: inferenceProfileId },
    ...options,
    statistic,
  }).attachTo(scope);
}

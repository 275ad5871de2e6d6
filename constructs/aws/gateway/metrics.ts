import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** How a metric is read. The statistic is fixed by the accessor's name. */
export type GatewayMetricOptions = Omit<cloudwatch.MetricOptions, 'statistic' | 'dimensionsMap'>;

/**
 * The numbers that API Gateway counts for one gateway. What consumers, routes and models use is counted by the program.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export interface GatewayMetrics {
  /** Calls, refused ones too. */
  metricRequestsSum(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Calls that were refused: no key, a limit, a bad request. */
  metricClientErrorsSum(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Calls that failed here or behind. An error within a stream is not among them. */
  metricServerErrorsSum(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Time from the request to the answer's last byte, 95th percentile. */
  metricLatencyP95InMillis(options?: GatewayMetricOptions): cloudwatch.Metric;
}

/** A metric of one stage of an API, in the scope's account and region. */
export function gatewayMetric(
  scope: Construct,
  dimensions: { readonly ApiName: string; readonly Stage: string },
  metricName: string,
  statistic: string,
  options: GatewayMetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ...dimensions },
    ...options,
    statistic,
  }).attachTo(scope);
}

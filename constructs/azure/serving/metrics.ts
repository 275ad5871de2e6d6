import type * as pulumi from '@pulumi/pulumi';

/** A number that Azure Monitor counts, as alerts and workbooks name it. */
export interface ModelMetric {
  /** The resource that the metric belongs to. */
  readonly resourceId: pulumi.Output<string>;
  readonly namespace: 'Microsoft.CognitiveServices/accounts';
  /** Its name in the REST API. */
  readonly name: string;
  readonly aggregation: 'Total' | 'Average' | 'Maximum' | 'Minimum';
  /** The values that are counted, by dimension. */
  readonly dimensions: Readonly<Record<string, readonly pulumi.Input<string>[]>>;
}

/**
 * The numbers that Azure Monitor counts for one deployment. It has no percentiles, and no count of errors apart from the status code.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-cognitiveservices-accounts-metrics
 */
export interface ManagedModelMetrics {
  /** Calls, throttled ones among them. */
  metricInvocationsSum(): ModelMetric;
  /** Calls that were refused because the deployment's capacity was used up: status 429. */
  metricInvocationThrottlesSum(): ModelMetric;
  /** Share of calls that did not fail by the service's fault: 100 less the percentage of status 500 and above. */
  metricAvailabilityAverageInPercent(): ModelMetric;
  /** Time from the request to the last token. */
  metricInvocationLatencyAverageInMillis(): ModelMetric;
  /** Time from the request to the first token, as the service's gateway measures it. It grows with the prompt. */
  metricTimeToFirstTokenAverageInMillis(): ModelMetric;
  /** Tokens that were sent to the model. */
  metricInputTokenCountSum(): ModelMetric;
  /** Tokens that the model answered with. Absent for embeddings. */
  metricOutputTokenCountSum(): ModelMetric;
  /** Used share of the provisioned units; from 100 on, calls are throttled. Absent for models that are paid by the token. */
  metricProvisionedUtilizationAverageInPercent(): ModelMetric;
  /** Calls that the guardrail refused. */
  metricGuardrailRefusalsSum(): ModelMetric;
}

/** What is counted, and what Azure calls it for OpenAI's models and for all others. */
export const METRIC_NAMES = {
  invocations: { openai: 'AzureOpenAIRequests', other: 'ModelRequests' },
  availability: { openai: 'AzureOpenAIAvailabilityRate', other: 'ModelAvailabilityRate' },
  latency: { openai: 'AzureOpenAITTLTInMS', other: 'TimeToLastByte' },
  firstToken: { openai: 'AzureOpenAITimeToResponse', other: 'TimeToResponse' },
  inputTokens: { openai: 'ProcessedPromptTokens', other: 'InputTokens' },
  outputTokens: { openai: 'GeneratedTokens', other: 'OutputTokens' },
  utilization: { openai: 'AzureOpenAIProvisionedManagedUtilizationV2', other: 'ProvisionedUtilization' },
  refusals: { openai: 'RAIRejectedRequests', other: 'RAIRejectedRequests' },
} as const;

/** Whose calls are counted. */
export interface MeteredDeployment {
  readonly accountId: pulumi.Output<string>;
  readonly deploymentName: pulumi.Output<string>;
  readonly format: string;
}

/** A metric of one deployment. */
export function modelMetric(
  { accountId, deploymentName, format }: MeteredDeployment,
  what: keyof typeof METRIC_NAMES,
  aggregation: ModelMetric['aggregation'],
  dimensions: ModelMetric['dimensions'] = {},
): ModelMetric {
  return {
    resourceId: accountId,
    namespace: 'Microsoft.CognitiveServices/accounts',
    name: METRIC_NAMES[what][format === 'OpenAI' ? 'openai' : 'other'],
    aggregation,
    dimensions: { ModelDeploymentName: [deploymentName], ...dimensions },
  };
}

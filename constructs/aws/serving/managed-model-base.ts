import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { IGuardrail } from '../guardrail/index.ts';
import { type ManagedModelMetrics, type ModelMetricOptions, modelMetric } from './metrics.ts';
import type { ManagedModelGrants } from './perms.ts';

/** What a model is for. Embedding models take no guardrail. */
export type ModelUse = 'chat' | 'embedding';

/** A Bedrock model behind an application inference profile, made here or elsewhere. */
export interface IManagedModel extends IConstruct, ManagedModelMetrics {
  /** What to name in a call to Bedrock, in the place of a model's id. */
  readonly inferenceProfileArn: string;
  readonly inferenceProfileId: string;
  /** The foundation model behind the profile. */
  readonly modelId: string;
  readonly use: ModelUse;
  /** The guardrail that every call must name. @default - absent where calls need none */
  readonly guardrail?: IGuardrail;
  /** What a principal may do with the model. */
  readonly grants: ManagedModelGrants;
}

/** What a model has whether it was made here or elsewhere. */
export abstract class ManagedModelBase extends Construct implements IManagedModel {
  abstract readonly inferenceProfileArn: string;
  abstract readonly inferenceProfileId: string;
  abstract readonly modelId: string;
  abstract readonly use: ModelUse;
  abstract readonly guardrail?: IGuardrail;
  abstract readonly grants: ManagedModelGrants;

  metricInvocationsSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('Invocations', Stats.SUM, options);
  }

  metricInvocationClientErrorsSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('InvocationClientErrors', Stats.SUM, options);
  }

  metricInvocationServerErrorsSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('InvocationServerErrors', Stats.SUM, options);
  }

  metricInvocationThrottlesSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('InvocationThrottles', Stats.SUM, options);
  }

  metricInvocationLatencyP95InMillis(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('InvocationLatency', Stats.p(95), options);
  }

  metricTimeToFirstTokenP95InMillis(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('TimeToFirstToken', Stats.p(95), options);
  }

  metricInputTokenCountSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('InputTokenCount', Stats.SUM, options);
  }

  metricOutputTokenCountSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('OutputTokenCount', Stats.SUM, options);
  }

  metricEstimatedTpmQuotaUsageSum(options?: ModelMetricOptions): cloudwatch.Metric {
    return this.metric('EstimatedTPMQuotaUsage', Stats.SUM, options);
  }

  private metric(metricName: string, statistic: string, options?: ModelMetricOptions): cloudwatch.Metric {
    return modelMetric(this, this.inferenceProfileId, metricName, statistic, options);
  }
}

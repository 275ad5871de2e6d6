import * as pulumi from '@pulumi/pulumi';
import type { IGuardrail } from '../guardrail/index.ts';
import { type ManagedModelMetrics, type ModelMetric, modelMetric } from './metrics.ts';
import type { IModelAccount } from './model-account-base.ts';
import { ManagedModelGrants } from './perms.ts';

/** What a model is for. Embedding models take no guardrail. */
export type ModelUse = 'chat' | 'embedding';

/** A model as Azure AI Foundry lists it: `az cognitiveservices account list-models`. */
export interface FoundryModel {
  /** Its vendor in Azure's words: `OpenAI`, `Mistral AI`, `Meta`. */
  readonly format: string;
  readonly name: string;
  readonly version: string;
}

/** A deployment of a model in an Azure AI account, made here or elsewhere. */
export interface IManagedModel extends ManagedModelMetrics {
  readonly account: IModelAccount;
  /** What to name in a call, in the place of a model's id. */
  readonly deploymentName: pulumi.Output<string>;
  readonly model: FoundryModel;
  readonly use: ModelUse;
  /** The policy that judges every call which names no other. @default - absent where it is Microsoft's own */
  readonly guardrail?: IGuardrail;
  /** What a principal may do with the model. */
  readonly grants: ManagedModelGrants;
}

/** What is known of a model wherever it is deployed. */
export interface ManagedModelIdentity {
  readonly account: IModelAccount;
  readonly model: FoundryModel;
  readonly use: ModelUse;
  readonly guardrail?: IGuardrail;
}

/** What a model has whether it was deployed here or elsewhere. */
export abstract class ManagedModelBase extends pulumi.ComponentResource implements IManagedModel {
  abstract readonly deploymentName: pulumi.Output<string>;
  readonly account: IModelAccount;
  readonly model: FoundryModel;
  readonly use: ModelUse;
  /** @default - absent where it is Microsoft's own */
  readonly guardrail?: IGuardrail;
  readonly grants: ManagedModelGrants;

  constructor(name: string, { account, model, use, guardrail }: ManagedModelIdentity, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:ManagedModel', name, {}, opts);
    this.account = account;
    this.model = model;
    this.use = use;
    this.guardrail = guardrail;
    this.grants = new ManagedModelGrants(account.grants, model.format);
  }

  metricInvocationsSum(): ModelMetric {
    return this.metric('invocations', 'Total');
  }

  metricInvocationThrottlesSum(): ModelMetric {
    return this.metric('invocations', 'Total', { StatusCode: ['429'] });
  }

  metricAvailabilityAverageInPercent(): ModelMetric {
    return this.metric('availability', 'Average');
  }

  metricInvocationLatencyAverageInMillis(): ModelMetric {
    return this.metric('latency', 'Average');
  }

  metricTimeToFirstTokenAverageInMillis(): ModelMetric {
    return this.metric('firstToken', 'Average');
  }

  metricInputTokenCountSum(): ModelMetric {
    return this.metric('inputTokens', 'Total');
  }

  metricOutputTokenCountSum(): ModelMetric {
    return this.metric('outputTokens', 'Total');
  }

  metricProvisionedUtilizationAverageInPercent(): ModelMetric {
    return this.metric('utilization', 'Average');
  }

  metricGuardrailRefusalsSum(): ModelMetric {
    return this.metric('refusals', 'Total');
  }

  private metric(what: Parameters<typeof modelMetric>[1], aggregation: ModelMetric['aggregation'], dimensions?: ModelMetric['dimensions']) {
    const { account, deploymentName, model } = this;
    return modelMetric({ accountId: account.accountId, deploymentName, format: model.format }, what, aggregation, dimensions);
  }
}

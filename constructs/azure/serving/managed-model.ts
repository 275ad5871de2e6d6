import { Deployment } from '@pulumi/azure-native/cognitiveservices/deployment.js';
import * as pulumi from '@pulumi/pulumi';
import { type IGuardrail, MICROSOFT_DEFAULT_POLICY } from '../guardrail/index.ts';
import { type FoundryModel, type IManagedModel, ManagedModelBase, type ModelUse } from './managed-model-base.ts';
import type { IModelAccount } from './model-account-base.ts';
import { deploymentSku, type ModelRouting, type ModelThroughput } from './routing.ts';
import { refuseModel } from './validation.ts';

/** What an Azure deployment does when its model version is replaced or retired. */
export type VersionUpgradeOption = 'NoAutoUpgrade' | 'OnceCurrentVersionExpired' | 'OnceNewDefaultVersionAvailable';

/** What `ModelAccount.addModel` takes. */
export interface ManagedModelOptions {
  /**
   * The model as Azure AI Foundry lists it. A new `version` is an update in place. A model of `Anthropic` needs fields that this block's
   * API has not, and is refused.
   */
  readonly model: FoundryModel;
  /** Where the model computes. Changing it changes the deployment's SKU. */
  readonly routing: ModelRouting;
  /** What the model is for. */
  readonly use: ModelUse;
  /** What the deployment may take. Changing the kind changes the deployment's SKU. */
  readonly throughput: ModelThroughput;
  /**
   * The policy that judges each call and each answer; it must belong to the same account. Changing it is an update in place.
   * @default - Microsoft's own policy, `Microsoft.DefaultV2`
   */
  readonly guardrail?: IGuardrail;
  /**
   * What happens when the version is replaced or retired. `NoAutoUpgrade` keeps answers as they were tested, and stops answering on the
   * day the version retires; the two others change the model under running traffic. Only pay-as-you-go deployments upgrade by themselves.
   * @default 'NoAutoUpgrade'
   */
  readonly versionUpgradeOption?: VersionUpgradeOption;
  /**
   * Physical name, which callers name: 2 to 64 of letters, digits and `_.-`, a letter or digit first. Changing it replaces the deployment.
   * @default - a unique name made by Pulumi
   */
  readonly deploymentName?: string;
  /** Tags of the deployment. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface ManagedModelArgs extends ManagedModelOptions {
  /** The account to deploy in. Changing it replaces the deployment. */
  readonly account: IModelAccount;
}

/** What is known of a model that is deployed elsewhere. */
export interface ManagedModelAttributes {
  readonly account: IModelAccount;
  readonly deploymentName: pulumi.Input<string>;
  readonly model: FoundryModel;
  /** What the model is for. */
  readonly use: ModelUse;
  /** The policy that judges every call which names no other. @default - Microsoft's own policy */
  readonly guardrail?: IGuardrail;
}

/**
 * A model of Azure AI Foundry, deployed in an account.
 *
 * Pay-as-you-go costs what is called, provisioned throughput costs by the hour. Changing the name or the account replaces the deployment;
 * every other change is an update in place, during which Azure changes no other child of the account. It keeps no data.
 * Source: https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/create-model-deployments
 */
export class ManagedModel extends ManagedModelBase {
  /** Refers to a model that is deployed elsewhere. Makes no resource and looks nothing up. */
  static fromAttributes(name: string, attributes: ManagedModelAttributes, opts?: pulumi.ComponentResourceOptions): IManagedModel {
    return new ImportedModel(name, attributes, opts);
  }

  readonly deploymentName: pulumi.Output<string>;
  /** The deployment itself, to reach further than this block does. */
  readonly resource: Deployment;

  constructor(name: string, args: ManagedModelArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseModel(name, args);
    super(name, args, opts);
    this.resource = this.createDeployment(name, args);
    this.deploymentName = this.resource.name;
    this.registerOutputs({ deploymentName: this.deploymentName });
  }

  private createDeployment(name: string, args: ManagedModelArgs): Deployment {
    const { account, model, routing, throughput, guardrail, versionUpgradeOption = 'NoAutoUpgrade', deploymentName, tags } = args;
    const sku = { name: deploymentSku(routing, throughput), capacity: throughput.capacity };
    account.children.capacity.take({ name, sku: sku.name, model: model.name, capacity: sku.capacity });
    return account.children.add(
      (opts) =>
        new Deployment(
          name,
          {
            resourceGroupName: account.resourceGroupName,
            accountName: account.accountName,
            deploymentName,
            sku,
            properties: {
              model: { format: model.format, name: model.name, version: model.version },
              versionUpgradeOption,
              raiPolicyName: guardrail?.raiPolicyName ?? MICROSOFT_DEFAULT_POLICY,
            },
            tags,
          },
          { ...opts, parent: this },
        ),
    );
  }
}

class ImportedModel extends ManagedModelBase {
  readonly deploymentName: pulumi.Output<string>;

  constructor(name: string, attributes: ManagedModelAttributes, opts?: pulumi.ComponentResourceOptions) {
    super(name, attributes, opts);
    this.deploymentName = pulumi.output(attributes.deploymentName);
    this.registerOutputs({ deploymentName: this.deploymentName });
  }
}

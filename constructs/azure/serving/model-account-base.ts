import * as pulumi from '@pulumi/pulumi';
import type { ProcessingScope } from '../../spec/vocabulary.ts';
import { Guardrail, type GuardrailOptions } from '../guardrail/index.ts';
import { AccountChildren } from './account-children.ts';
import { ManagedModel, type ManagedModelOptions } from './managed-model.ts';
import { ModelAccountGrants } from './perms.ts';
import type { CapacityQuota } from './routing.ts';

/** An Azure AI account, made here or elsewhere, in which models are deployed. */
export interface IModelAccount {
  readonly accountId: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  /** Base address for OpenAI's clients, `https://<account>.openai.azure.com/`. */
  readonly endpoint: pulumi.Output<string>;
  /** The widest scope in which models of the account may compute. @default - absent where each model's routing decides */
  readonly processing?: ProcessingScope;
  /** What is made within the account. Whatever else becomes a child of it must be added here, so that Azure changes one at a time. */
  readonly children: AccountChildren;
  /** What a principal may do with the account's models. */
  readonly grants: ModelAccountGrants;
  /** Deploys a model in the account. Its Pulumi name is the account's, a dash and `name`. */
  addModel(name: string, options: ManagedModelOptions): ManagedModel;
  /** Makes a policy in the account that its deployments can name. Its Pulumi name is the account's, a dash and `name`. */
  addGuardrail(name: string, options?: GuardrailOptions): Guardrail;
}

/** What holds for the models of an account wherever the account is made. */
export interface ModelAccountLimits {
  /**
   * The widest scope in which models of the account may compute: a model with a wider routing is refused.
   * @default - each model's routing decides
   */
  readonly processing?: ProcessingScope;
  /**
   * What the subscription may deploy in the account's region. Deployments that together exceed a quota are refused, each of them named.
   * Azure counts a quota over all accounts of the subscription, so leave room for the others. @default - capacities are not held against anything
   */
  readonly quotas?: readonly CapacityQuota[];
}

/** What an account has whether it was made here or elsewhere. */
export abstract class ModelAccountBase extends pulumi.ComponentResource implements IModelAccount {
  abstract readonly accountId: pulumi.Output<string>;
  abstract readonly accountName: pulumi.Output<string>;
  abstract readonly resourceGroupName: pulumi.Output<string>;
  abstract readonly grants: ModelAccountGrants;
  readonly processing?: ProcessingScope;
  readonly children: AccountChildren;
  private readonly componentName: string;

  constructor(name: string, limits: ModelAccountLimits, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:ModelAccount', name, {}, opts);
    this.componentName = name;
    this.processing = limits.processing;
    this.children = new AccountChildren(limits.quotas);
  }

  get endpoint(): pulumi.Output<string> {
    return pulumi.interpolate`https://${this.accountName}.openai.azure.com/`;
  }

  addModel(name: string, options: ManagedModelOptions): ManagedModel {
    return new ManagedModel(`${this.componentName}-${name}`, { ...options, account: this }, { parent: this });
  }

  addGuardrail(name: string, options: GuardrailOptions = {}): Guardrail {
    return new Guardrail(`${this.componentName}-${name}`, { ...options, account: this }, { parent: this });
  }

  // An account's name is its own in the whole of Azure, so it tells this scope from every other one of the tenant.
  protected grantsOn(name: string, accountName: string): ModelAccountGrants {
    return new ModelAccountGrants({ name, id: this.accountId, path: `ModelAccount/${accountName}`, parent: this });
  }
}

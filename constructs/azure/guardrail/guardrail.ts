import { RaiBlocklist } from '@pulumi/azure-native/cognitiveservices/raiBlocklist.js';
import { RaiBlocklistItem } from '@pulumi/azure-native/cognitiveservices/raiBlocklistItem.js';
import { RaiPolicy } from '@pulumi/azure-native/cognitiveservices/raiPolicy.js';
import * as pulumi from '@pulumi/pulumi';
import type { IModelAccount } from '../serving/index.ts';
import { MICROSOFT_DEFAULT_POLICY } from './azure-names.ts';
import { type EffectiveContent, withDefaults } from './default-content.ts';
import type { GuardrailContent } from './policies.ts';
import { blocklistTerms, renderContentFilters } from './rai-policies.ts';
import { refuseGuardrail } from './validation.ts';

/** A policy of an account, made here or elsewhere, that its deployments name. */
export interface IGuardrail {
  /** The account that the policy belongs to: only deployments of the same account can name it. */
  readonly account: IModelAccount;
  readonly raiPolicyName: pulumi.Output<string>;
  /** Whether the policy has a blocklist, which Azure applies to OpenAI's models alone. */
  readonly hasBlocklist: boolean;
}

/** What is known of a policy that is made elsewhere. */
export interface GuardrailAttributes {
  readonly account: IModelAccount;
  readonly raiPolicyName: pulumi.Input<string>;
  /** Whether the policy has a blocklist. @default false */
  readonly hasBlocklist?: boolean;
}

/** What `ModelAccount.addGuardrail` takes. */
export interface GuardrailOptions extends GuardrailContent {
  /**
   * Physical name of the policy and of its blocklist, 2 to 64 of letters, digits and `_.-`, a letter or digit first. Changing it replaces
   * both. @default - a unique name made by Pulumi
   */
  readonly raiPolicyName?: string;
  /** Tags of the policy and of its blocklist. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface GuardrailArgs extends GuardrailOptions {
  /** The account whose deployments may name the policy. Changing it replaces the policy. */
  readonly account: IModelAccount;
}

/**
 * A content-filtering policy of an Azure AI account with stated filters, and a blocklist where words or patterns are blocked.
 *
 * Without options it has the kit's default content: every kind of harm at medium strength, the shields against prompt attacks, protected
 * material and profanities. It has no versions: each change acts at once on every deployment that names it. It costs nothing by itself.
 * Changing the name or the account replaces it; every other change is an update in place.
 *
 * A caller can choose another policy of the same account for one call by the header `x-policy-id`: keep weaker ones in another account.
 * Source: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters
 */
export class Guardrail extends pulumi.ComponentResource implements IGuardrail {
  /** Refers to a policy that is made elsewhere. Registers nothing and looks nothing up. */
  static fromAttributes({ account, raiPolicyName, hasBlocklist = false }: GuardrailAttributes): IGuardrail {
    return { account, raiPolicyName: pulumi.output(raiPolicyName), hasBlocklist };
  }

  readonly account: IModelAccount;
  readonly raiPolicyName: pulumi.Output<string>;
  readonly hasBlocklist: boolean;
  /** The policy itself, to reach further than this block does. */
  readonly resource: RaiPolicy;
  /** The blocklist. @default - absent where no word and no pattern is blocked */
  readonly blocklist?: RaiBlocklist;

  constructor(name: string, args: GuardrailArgs, opts?: pulumi.ComponentResourceOptions) {
    const content = withDefaults(args);
    refuseGuardrail(name, args, content);
    super('llm-infra-kit:azure:Guardrail', name, {}, opts);
    this.account = args.account;
    this.blocklist = this.createBlocklist(name, args);
    this.hasBlocklist = this.blocklist !== undefined;
    this.resource = this.createPolicy(name, args, content);
    this.raiPolicyName = this.resource.name;
    this.registerOutputs({ raiPolicyName: this.raiPolicyName });
  }

  private createBlocklist(name: string, args: GuardrailArgs): RaiBlocklist | undefined {
    const terms = blocklistTerms(args);
    if (terms.length === 0) return undefined;
    const { account, raiPolicyName, tags } = args;
    const { accountName, resourceGroupName } = account;
    const blocklist = account.children.add(
      (opts) =>
        new RaiBlocklist(
          `${name}-blocklist`,
          { resourceGroupName, accountName, raiBlocklistName: raiPolicyName, properties: { description: `Blocked by ${name}` }, tags },
          { ...opts, parent: this },
        ),
    );
    for (const { name: raiBlocklistItemName, pattern, isRegex } of terms) {
      account.children.add(
        (opts) =>
          new RaiBlocklistItem(
            `${name}-${raiBlocklistItemName}`,
            { resourceGroupName, accountName, raiBlocklistName: blocklist.name, raiBlocklistItemName, properties: { pattern, isRegex } },
            { ...opts, parent: this },
          ),
      );
    }
    return blocklist;
  }

  private createPolicy(name: string, { account, raiPolicyName, tags }: GuardrailArgs, content: EffectiveContent): RaiPolicy {
    const { accountName, resourceGroupName } = account;
    return account.children.add(
      (opts) =>
        new RaiPolicy(
          name,
          {
            resourceGroupName,
            accountName,
            raiPolicyName,
            properties: {
              // `Asynchronous_filter` lets an answer out before it is judged.
              mode: 'Default',
              basePolicyName: MICROSOFT_DEFAULT_POLICY,
              contentFilters: renderContentFilters(content),
              customBlocklists: this.blocklistUses(),
            },
            tags,
          },
          { ...opts, parent: this },
        ),
    );
  }

  private blocklistUses() {
    const { blocklist } = this;
    if (!blocklist) return [];
    return (['Prompt', 'Completion'] as const).map((source) => ({ blocklistName: blocklist.name, blocking: true, source }));
  }
}

import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { type AzureRole, type Grant, type GrantTarget, type Principal, RoleGrants } from '../identity/index.ts';

/** What it takes to call OpenAI's models: nothing of the account can be changed with it. */
export const INVOKE_OPENAI_ROLE = 'Cognitive Services OpenAI User' satisfies AzureRole;

/**
 * What it takes to call the models of other vendors, for whom Azure has no narrower built-in role. It also reaches the account's other
 * services and lists its keys, which an account of this block does not accept.
 * Source: https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/configure-entra-id
 */
export const INVOKE_FOUNDRY_ROLE = 'Cognitive Services User' satisfies AzureRole;

const INVOKE = { verb: 'invoke', role: INVOKE_OPENAI_ROLE } satisfies Grant;
const INVOKE_ANY = { verb: 'invoke-any', role: INVOKE_FOUNDRY_ROLE } satisfies Grant;

/** What a principal may do with the models of an account, by verb. */
export class ModelAccountGrants {
  private readonly roles: RoleGrants;

  constructor(target: GrantTarget) {
    this.roles = new RoleGrants(target);
  }

  /** Lets the principal call every deployment of one of OpenAI's models in the account. */
  invoke(principal: Principal): RoleAssignment {
    return this.roles.give(INVOKE, principal);
  }

  /** Lets the principal call every deployment in the account, whoever's model it is. */
  invokeAny(principal: Principal): RoleAssignment {
    return this.roles.give(INVOKE_ANY, principal);
  }
}

/** What a principal may do with a managed model, by verb. */
export class ManagedModelGrants {
  private readonly account: ModelAccountGrants;
  private readonly format: string;

  /** @param format the model's vendor as Azure calls it, which decides the role */
  constructor(account: ModelAccountGrants, format: string) {
    this.account = account;
    this.format = format;
  }

  /**
   * Lets the principal call the model.
   *
   * Azure gives roles on accounts and on nothing smaller, so the principal may call the account's other deployments as well: put models
   * that it must not call into another account. What works with the role should depend on the returned assignment.
   */
  invoke(principal: Principal): RoleAssignment {
    return this.format === 'OpenAI' ? this.account.invoke(principal) : this.account.invokeAny(principal);
  }
}

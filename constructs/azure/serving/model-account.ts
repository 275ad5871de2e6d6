import { Account } from '@pulumi/azure-native/cognitiveservices/account.js';
import * as pulumi from '@pulumi/pulumi';
import { type ModelAccountAccess, networkSettings } from './access.ts';
import { type IModelAccount, ModelAccountBase, type ModelAccountLimits } from './model-account-base.ts';
import type { ModelAccountGrants } from './perms.ts';
import { refuseAccount } from './validation.ts';

/** The user-assigned identity of an account. A `WorkloadIdentity` is one. */
export interface ModelAccountIdentity {
  /** The ARM id. */
  readonly identityId: pulumi.Input<string>;
  /** The id that Key Vault knows it by. */
  readonly clientId: pulumi.Input<string>;
}

/** A key of the customer's own in Key Vault. The account's identity needs the role Key Vault Crypto Service Encryption User on it. */
export interface ModelAccountKey {
  /** `https://<vault>.vault.azure.net/`. */
  readonly keyVaultUri: pulumi.Input<string>;
  readonly keyName: pulumi.Input<string>;
  /** The version in use. Changing it is an update in place. */
  readonly keyVersion: pulumi.Input<string>;
}

export interface ModelAccountArgs extends ModelAccountLimits {
  /** Changing it replaces the account. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Region, which decides what models there are. Changing it replaces the account. */
  readonly location: pulumi.Input<string>;
  /**
   * Physical name and subdomain, 2 to 63 of lower-case letters, digits and dashes, no dash first or last; unique in the whole of Azure, and
   * held for 48 hours after the account is deleted. Changing it replaces the account and every endpoint.
   */
  readonly accountName: string;
  /** The identity that the account acts as. */
  readonly identity: ModelAccountIdentity;
  /** From where the account can be called. @default { kind: 'private' } */
  readonly access?: ModelAccountAccess;
  /**
   * Domain names and IPv4 addresses that the account may call: images that a prompt names by address, data it is pointed at. Up to 1000.
   * @default - none: the account calls nothing outside
   */
  readonly allowedFqdns?: readonly string[];
  /** Encrypts what the account keeps: files, batches, fine-tuned models. @default - a key of Microsoft */
  readonly encryptionKey?: ModelAccountKey;
  /** What happens to the account when it is taken out of the program. @default 'destroy' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace the account. @default false */
  readonly protect?: boolean;
  /** Tags of the account. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What is known of an account that is made elsewhere. */
export interface ModelAccountAttributes extends ModelAccountLimits {
  readonly accountId: pulumi.Input<string>;
  readonly accountName: string;
  readonly resourceGroupName: pulumi.Input<string>;
}

/**
 * An Azure AI account (kind `AIServices`) in which models are deployed and policies made, one after the other.
 *
 * It takes identities alone (no keys), is closed to the internet and calls nothing outside unless told so. It costs nothing by itself. A
 * change of name, location or resource group replaces it with all deployments; every other change is an update in place. Deleting it
 * deletes files, batches and fine-tuned models, which can be recovered for 48 hours.
 * Source: https://learn.microsoft.com/azure/ai-services/multi-service-resource
 */
export class ModelAccount extends ModelAccountBase {
  /** Refers to an account that is made elsewhere. Makes no resource and looks nothing up. */
  static fromAttributes(name: string, attributes: ModelAccountAttributes, opts?: pulumi.ComponentResourceOptions): IModelAccount {
    return new ImportedAccount(name, attributes, opts);
  }

  readonly accountId: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly grants: ModelAccountGrants;
  /** The account itself, to reach further than this block does. */
  readonly resource: Account;

  constructor(name: string, args: ModelAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseAccount(name, args);
    super(name, args, opts);
    this.resource = this.createAccount(name, args, opts);
    this.accountId = this.resource.id;
    this.accountName = this.resource.name;
    this.resourceGroupName = pulumi.output(args.resourceGroupName);
    this.grants = this.grantsOn(name, args.accountName);
    this.registerOutputs({ accountId: this.accountId, accountName: this.accountName, endpoint: this.endpoint });
  }

  private createAccount(name: string, args: ModelAccountArgs, opts?: pulumi.ComponentResourceOptions): Account {
    const { resourceGroupName, location, accountName, identity, removal, protect, tags } = args;
    return new Account(
      name,
      {
        resourceGroupName,
        location,
        accountName,
        kind: 'AIServices',
        sku: { name: 'S0' },
        identity: { type: 'UserAssigned', userAssignedIdentities: [identity.identityId] },
        properties: {
          // Entra ID and private endpoints both need a subdomain of the account's own.
          customSubDomainName: accountName,
          disableLocalAuth: true,
          // A project would bring an identity and connections of its own; deployments need none.
          allowProjectManagement: false,
          ...networkSettings(args.access),
          restrictOutboundNetworkAccess: true,
          allowedFqdnList: [...(args.allowedFqdns ?? [])],
          encryption: encryptionOf(args),
        },
        tags,
      },
      // A component's dependencies do not reach its children by themselves: the key's role must be there before the account is.
      { parent: this, dependsOn: opts?.dependsOn, protect, retainOnDelete: removal === 'retain' },
    );
  }
}

// The SDK sends a key of the customer's own where the source of the key is left out.
function encryptionOf({ encryptionKey, identity }: ModelAccountArgs) {
  if (!encryptionKey) return { keySource: 'Microsoft.CognitiveServices' };
  const { keyVaultUri, keyName, keyVersion } = encryptionKey;
  return { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri, keyName, keyVersion, identityClientId: identity.clientId } };
}

class ImportedAccount extends ModelAccountBase {
  readonly accountId: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly grants: ModelAccountGrants;

  constructor(name: string, attributes: ModelAccountAttributes, opts?: pulumi.ComponentResourceOptions) {
    super(name, attributes, opts);
    this.accountId = pulumi.output(attributes.accountId);
    this.accountName = pulumi.output(attributes.accountName);
    this.resourceGroupName = pulumi.output(attributes.resourceGroupName);
    this.grants = this.grantsOn(name, attributes.accountName);
    this.registerOutputs({ accountId: this.accountId });
  }
}

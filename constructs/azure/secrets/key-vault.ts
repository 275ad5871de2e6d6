import { Vault } from '@pulumi/azure-native/keyvault/vault.js';
import * as pulumi from '@pulumi/pulumi';
import { DEFAULT_PUBLIC_ACCESS, firewallOf, type PublicAccess } from '../data/index.ts';
import { keyVaultFaults } from './key-vault-faults.ts';
import { parseVaultId } from './vault-id.ts';

/** A Key Vault that secrets can be made in. */
export interface IKeyVault {
  /** The ARM id. */
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
  /** Where its secrets are read, with a slash at the end: `https://<name>.vault.azure.net/`. */
  readonly vaultUri: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
}

export interface KeyVaultArgs {
  /** Changing it replaces the vault, without what it holds. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region. Changing it replaces the vault, without what it holds. */
  readonly location: pulumi.Input<string>;
  /** 3 to 24 letters, digits and single hyphens, that no vault in Azure has or has had in the last `softDeleteDays`. Changing it replaces the vault, without what it holds. */
  readonly vaultName: string;
  /** The Entra ID tenant that the vault trusts, for example the `tenantId` of a WorkloadIdentity. */
  readonly tenantId: pulumi.Input<string>;
  /** `premium` can hold keys in hardware. @default 'standard' */
  readonly sku?: 'standard' | 'premium';
  /** How many days a deleted vault or secret can be brought back, and holds its name: 7 to 90. Azure keeps the first value for ever. @default 90 */
  readonly softDeleteDays?: number;
  /** Who reaches the vault without a private endpoint. @default { kind: 'none' } */
  readonly publicAccess?: PublicAccess;
  /** What happens to the vault when the stack is destroyed. With `destroy` its name stays taken for `softDeleteDays`. @default 'retain' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace the vault. @default - as the parent */
  readonly protect?: boolean;
  /** Tags of the vault. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

// The longest there is: losing a vault loses every credential in it.
const DEFAULT_SOFT_DELETE_DAYS = 90;

/**
 * A Key Vault that identities reach by roles alone, and that nobody can empty for good.
 *
 * There are no access policies; purge protection is on, which Azure never switches off again. Costs a fee for each 10 000 operations.
 * Name, group and location replace it. A deleted vault holds its name until its soft delete ends, so a replacement needs another name.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/secure-key-vault
 */
export class KeyVault extends pulumi.ComponentResource implements IKeyVault {
  /** A vault that exists already, by its ARM id. Nothing is looked up and nothing about it is changed. */
  static fromVaultId(vaultId: pulumi.Input<string>): IKeyVault {
    if (typeof vaultId === 'string') parseVaultId(vaultId);
    const parts = pulumi.output(vaultId).apply(parseVaultId);
    return {
      vaultId: pulumi.output(vaultId),
      vaultName: parts.vaultName,
      vaultUri: vaultUriOf(parts.vaultName),
      resourceGroupName: parts.resourceGroupName,
    };
  }

  /** The vault, to reach further than this block does: private endpoints, diagnostic settings. */
  readonly vault: Vault;
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
  readonly vaultUri: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;

  constructor(name: string, args: KeyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, keyVaultFaults(args));
    super('llm-infra-kit:azure:KeyVault', name, {}, opts);
    this.vault = this.createVault(name, args);
    this.vaultId = this.vault.id;
    this.vaultName = this.vault.name;
    this.vaultUri = vaultUriOf(this.vaultName);
    this.resourceGroupName = pulumi.output(args.resourceGroupName);
    this.registerOutputs({ vaultId: this.vaultId, vaultUri: this.vaultUri });
  }

  private createVault(name: string, args: KeyVaultArgs): Vault {
    const { publicNetworkAccess, cidrs } = firewallOf(args.publicAccess ?? DEFAULT_PUBLIC_ACCESS);
    return new Vault(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        vaultName: args.vaultName,
        properties: {
          tenantId: args.tenantId,
          sku: { family: 'A', name: args.sku ?? 'standard' },
          // Each said, since azure-native fills in others: access policies and public access.
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: args.softDeleteDays ?? DEFAULT_SOFT_DELETE_DAYS,
          enablePurgeProtection: true,
          publicNetworkAccess,
          networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: cidrs.map((value) => ({ value })) },
        },
        tags: args.tags,
      },
      { parent: this, retainOnDelete: args.removal !== 'destroy', protect: args.protect },
    );
  }
}

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
function vaultUriOf(vaultName: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.interpolate`https://${vaultName}.vault.azure.net/`;
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`KeyVault '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

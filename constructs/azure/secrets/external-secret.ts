import { Secret } from '@pulumi/azure-native/keyvault/secret.js';
import * as pulumi from '@pulumi/pulumi';
import { EXTERNAL_SECRET_TEMPLATE, MAX_AGE_TAG } from '../../spec/external-secret.ts';
import { externalSecretFaults, parseSecretUri } from './external-secret-faults.ts';
import type { IKeyVault } from './key-vault.ts';
import { SecretGrants } from './secret-grants.ts';
import { parseVaultId } from './vault-id.ts';

/** A credential of an outside provider in a Key Vault. */
export interface IExternalSecret {
  /** Where the newest value is read: a URI without version. */
  readonly secretUri: pulumi.Output<string>;
  /** The ARM id. */
  readonly secretId: pulumi.Output<string>;
  /** What principals may do with it, by verb. */
  readonly grants: SecretGrants;
}

export interface ExternalSecretAttributes {
  /** `https://<vault>.vault.azure.net/secrets/<name>`, without a version. */
  readonly secretUri: string;
  /** The ARM id of the vault that the URI names. */
  readonly vaultId: pulumi.Input<string>;
}

export interface ExternalSecretArgs {
  /** The vault to make it in. Read once, see below. */
  readonly vault: IKeyVault;
  /** 1 to 127 letters, digits or hyphens that no secret of the vault has or has had in its soft delete. Read once, see below. */
  readonly secretName: string;
  /** The age at which the credential has to be replaced, 1 to 1000 days. Read once, see below. */
  readonly maxAgeDays: number;
  /** Whose credential it is and where to get one, at most 256 characters. Read once, see below. @default - none */
  readonly description?: string;
  /**
   * What happens to the secret when the stack is destroyed. With `destroy` its name stays taken for the soft delete of the vault, and who
   * runs Pulumi must reach the vault's own endpoint and may delete its secrets: Azure Resource Manager cannot delete one. @default 'retain'
   */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete the secret. @default - as the parent */
  readonly protect?: boolean;
  /** More tags of the secret, at most 13. Read once, see below. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The tag that carries the description: Azure's secrets have no field for one. */
export const DESCRIPTION_TAG = 'llm-infra:description';

/**
 * A credential of an outside provider, made empty and set by a person: neither program nor state ever holds its value.
 *
 * Azure writes a secret as a whole, value and expiry included, so no update may ever be sent: the args are read when the secret is made
 * and every later change to them is ignored. Change what exists with `az keyvault secret set` and `set-attributes`. Nothing replaces it.
 * Costs a fee for each 10 000 operations of the vault.
 *
 * @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
 */
export class ExternalSecret extends pulumi.ComponentResource implements IExternalSecret {
  /** A secret that exists already. Nothing is looked up and nothing about it is changed. Role assignments get `opts.parent` as theirs. */
  static fromAttributes(
    name: string,
    attributes: ExternalSecretAttributes,
    opts?: Pick<pulumi.ResourceOptions, 'parent'>,
  ): IExternalSecret {
    return new ExistingSecret(name, attributes, opts?.parent);
  }

  /** The secret, to reach further than this block does. */
  readonly secret: Secret;
  readonly secretUri: pulumi.Output<string>;
  readonly secretId: pulumi.Output<string>;
  readonly grants: SecretGrants;

  constructor(name: string, args: ExternalSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, externalSecretFaults(args));
    super('llm-infra-kit:azure:ExternalSecret', name, {}, opts);
    this.secret = this.createSecret(name, args);
    this.secretId = this.secret.id;
    this.secretUri = pulumi.interpolate`${args.vault.vaultUri}secrets/${this.secret.name}`;
    this.grants = new SecretGrants({ id: this.secretId, path: `ExternalSecret/${name}`, name, parent: this });
    this.registerOutputs({ secretUri: this.secretUri });
  }

  private createSecret(name: string, { vault, secretName, maxAgeDays, description, removal, protect, tags }: ExternalSecretArgs): Secret {
    return new Secret(
      name,
      {
        resourceGroupName: vault.resourceGroupName,
        vaultName: vault.vaultName,
        secretName,
        properties: { value: pulumi.secret(EXTERNAL_SECRET_TEMPLATE), contentType: 'application/json' },
        tags: { ...tags, [MAX_AGE_TAG]: String(maxAgeDays), ...(description === undefined ? {} : { [DESCRIPTION_TAG]: description }) },
      },
      // An update would write the template over what a person has set.
      { parent: this, ignoreChanges: ['*'], retainOnDelete: removal !== 'destroy', protect },
    );
  }
}

class ExistingSecret implements IExternalSecret {
  readonly secretUri: pulumi.Output<string>;
  readonly secretId: pulumi.Output<string>;
  readonly grants: SecretGrants;

  constructor(name: string, { secretUri, vaultId }: ExternalSecretAttributes, parent: pulumi.Resource | undefined) {
    refuse(name, attributesFaults({ secretUri, vaultId }));
    this.secretUri = pulumi.output(secretUri.replace(/\/$/, ''));
    this.secretId = pulumi.interpolate`${vaultId}/secrets/${parseSecretUri(secretUri).secretName}`;
    this.grants = new SecretGrants({ id: this.secretId, path: `ExternalSecret/${name}`, name, parent });
  }
}

function attributesFaults({ secretUri, vaultId }: ExternalSecretAttributes): string[] {
  try {
    const ofUri = parseSecretUri(secretUri).vaultName;
    if (typeof vaultId !== 'string') return [];
    const ofId = parseVaultId(vaultId).vaultName;
    if (ofUri.toLowerCase() === ofId.toLowerCase()) return [];
    return [`secretUri lies in the vault '${ofUri}', vaultId names '${ofId}'; pass the id of '${ofUri}'`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`ExternalSecret '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

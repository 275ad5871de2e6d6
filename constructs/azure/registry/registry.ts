import { Registry as AzureRegistry } from '@pulumi/azure-native/containerregistry/registry.js';
import * as pulumi from '@pulumi/pulumi';
import { DEFAULT_PUBLIC_ACCESS, firewallOf, type PublicAccess } from '../data/index.ts';
import { registryFaults, registryIdFaults } from './registry-faults.ts';
import { RegistryGrants, type RegistryPermissions } from './registry-grants.ts';

/** A registry that images are pulled from. */
export interface IRegistry {
  /** The ARM id. */
  readonly registryId: pulumi.Output<string>;
  /** What the names of its images start with. */
  readonly loginServer: pulumi.Output<string>;
  /** What principals may do with it, by verb. */
  readonly grants: RegistryGrants;
}

export interface RegistryAttributes {
  readonly registryId: pulumi.Input<string>;
  /** As `az acr show --query loginServer` gives it: newer registries have more in it than their name. */
  readonly loginServer: pulumi.Input<string>;
  /** What its roles are about. @default 'registry' */
  readonly permissions?: RegistryPermissions;
}

/**
 * What a registry can do.
 *
 * - `Basic` and `Standard` answer on the internet, to identities with a role: neither takes a firewall or a private endpoint.
 * - `Premium` takes both.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-skus
 */
export type RegistrySku =
  | { readonly name: 'Basic' | 'Standard' }
  | {
      readonly name: 'Premium';
      /** Who reaches the registry without a private endpoint. @default { kind: 'none' } */
      readonly publicAccess?: PublicAccess;
      /** Whether images lie in several zones of the region. Azure decides it when it makes the registry. @default 'Disabled' */
      readonly zoneRedundancy?: 'Enabled' | 'Disabled';
    };

export interface RegistryArgs {
  /** Changing it replaces the registry, without its images. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region. Changing it replaces the registry, without its images. */
  readonly location: pulumi.Input<string>;
  /** 5 to 50 letters and digits that no registry in Azure has. Changing it replaces the registry, without its images. */
  readonly registryName: string;
  /** @default { name: 'Premium' } */
  readonly sku?: RegistrySku;
  /** What happens to the registry when the stack is destroyed. `destroy` deletes it with its images. @default 'retain' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace the registry. @default - as the parent */
  readonly protect?: boolean;
  /** Tags of the registry. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

// Private unless somebody says otherwise, and nothing below Premium can be.
const DEFAULT_SKU: RegistrySku = { name: 'Premium' };

/**
 * The registry of a platform's images: identities alone, no admin user, nobody unknown.
 *
 * Images are named by digest; nothing here deletes one that has lost its tag, since a digest may still name it. Costs a fee for each day
 * by SKU, and storage. Name, group and location replace it; the SKU is changed in place.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-best-practices
 */
export class Registry extends pulumi.ComponentResource implements IRegistry {
  /** A registry that exists already. Nothing is looked up and nothing about it is changed. Role assignments get `opts.parent` as theirs. */
  static fromAttributes(name: string, attributes: RegistryAttributes, opts?: Pick<pulumi.ResourceOptions, 'parent'>): IRegistry {
    return new ExistingRegistry(name, attributes, opts?.parent);
  }

  /** The registry, to reach further than this block does: private endpoints, diagnostic settings. */
  readonly registry: AzureRegistry;
  readonly registryId: pulumi.Output<string>;
  readonly loginServer: pulumi.Output<string>;
  readonly grants: RegistryGrants;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, registryFaults(args));
    super('llm-infra-kit:azure:Registry', name, {}, opts);
    this.registry = this.createRegistry(name, args);
    this.registryId = this.registry.id;
    this.loginServer = this.registry.loginServer;
    this.grants = new RegistryGrants({ id: this.registryId, path: `Registry/${name}`, name, parent: this }, 'registry');
    this.registerOutputs({ registryId: this.registryId, loginServer: this.loginServer });
  }

  private createRegistry(name: string, args: RegistryArgs): AzureRegistry {
    const sku = args.sku ?? DEFAULT_SKU;
    return new AzureRegistry(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        registryName: args.registryName,
        sku: { name: sku.name },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        ...settingsOf(sku),
        tags: args.tags,
      },
      { parent: this, retainOnDelete: args.removal !== 'destroy', protect: args.protect },
    );
  }
}

function settingsOf(sku: RegistrySku) {
  switch (sku.name) {
    case 'Basic':
    case 'Standard':
      return { publicNetworkAccess: 'Enabled' };
    case 'Premium': {
      const { publicNetworkAccess, cidrs } = firewallOf(sku.publicAccess ?? DEFAULT_PUBLIC_ACCESS);
      return {
        publicNetworkAccess,
        networkRuleBypassOptions: 'AzureServices',
        networkRuleSet: { defaultAction: 'Deny', ipRules: cidrs.map((cidr) => ({ action: 'Allow', iPAddressOrRange: cidr })) },
        zoneRedundancy: sku.zoneRedundancy ?? 'Disabled',
      };
    }
  }
}

class ExistingRegistry implements IRegistry {
  readonly registryId: pulumi.Output<string>;
  readonly loginServer: pulumi.Output<string>;
  readonly grants: RegistryGrants;

  constructor(name: string, { registryId, loginServer, permissions }: RegistryAttributes, parent: pulumi.Resource | undefined) {
    refuse(name, registryIdFaults(registryId));
    this.registryId = pulumi.output(registryId);
    this.loginServer = pulumi.output(loginServer);
    this.grants = new RegistryGrants({ id: this.registryId, path: `Registry/${name}`, name, parent }, permissions ?? 'registry');
  }
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`Registry '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

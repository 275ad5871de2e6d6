import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import { Table } from '@pulumi/azure-native/storage/table.js';
import * as pulumi from '@pulumi/pulumi';
import { DEFAULT_PUBLIC_ACCESS, firewallOf, type PublicAccess } from '../data/index.ts';
import { gatewayStateFaults } from './gateway-state-faults.ts';
import { GatewayStateGrants } from './state-grants.ts';
import { parseTableId } from './table-id.ts';

/** The rows that all instances of a gateway share: counters by consumer, hashes of keys, kill flags. */
export interface IGatewayState {
  /** Where the account's tables are read and written, without a slash at the end: `https://<account>.table.core.windows.net`. */
  readonly tableEndpoint: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;
  /** What principals may do with the rows, by verb. */
  readonly grants: GatewayStateGrants;
}

export interface GatewayStateArgs {
  /** Changing it replaces the account, without its rows. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region. Changing it replaces the account, without its rows. */
  readonly location: pulumi.Input<string>;
  /** 3 to 24 lower-case letters and digits that no storage account in Azure has. Changing it replaces the account, without its rows. */
  readonly accountName: string;
  /** 3 to 63 letters and digits, a letter first. Changing it replaces the table, without its rows. @default 'gateway' */
  readonly tableName?: string;
  /** Where the copies lie: in one place (LRS), in the zones of the region (ZRS), or also in the paired region (the others), which may lie in another country. @default 'Standard_ZRS' */
  readonly sku?: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_RAGRS' | 'Standard_GZRS' | 'Standard_RAGZRS';
  /** Who reaches the account without a private endpoint. @default { kind: 'none' } */
  readonly publicAccess?: PublicAccess;
  /** What happens to account and table when the stack is destroyed. `destroy` deletes them with every key hash and count. @default 'retain' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace account and table. @default - true, unless `removal` is 'destroy' */
  readonly protect?: boolean;
  /** Tags of the account, at most 15. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

const DEFAULT_TABLE_NAME = 'gateway';

/**
 * The state of a gateway in one storage table, in an account of its own and apart from the gateway itself: that can be deleted and
 * deployed again, and every key is still known and every month's use still counted.
 *
 * The account takes identities alone (no shared keys), TLS 1.2 and no anonymous reader. Billed by transactions and by what it holds, a few
 * kilobytes a consumer. Tables have neither versions nor soft delete, hence the protection. Group, location and both names replace it.
 *
 * @see https://learn.microsoft.com/azure/storage/tables/table-storage-overview
 */
export class GatewayState extends pulumi.ComponentResource implements IGatewayState {
  /** A table that exists already, by its ARM id. Nothing is looked up and nothing about it is changed. Role assignments get `opts.parent` as theirs. */
  static fromTableId(name: string, tableId: pulumi.Input<string>, opts?: Pick<pulumi.ResourceOptions, 'parent'>): IGatewayState {
    if (typeof tableId === 'string') refuse(name, tableIdFaults(tableId));
    const parts = pulumi.output(tableId).apply(parseTableId);
    return {
      tableEndpoint: pulumi.interpolate`https://${parts.accountName}.table.core.windows.net`,
      tableName: parts.tableName,
      grants: new GatewayStateGrants({ id: tableId, path: `GatewayState/${name}`, name, parent: opts?.parent }),
    };
  }

  /** The account, to reach further than this block does: private endpoints, diagnostic settings on `<id>/tableServices/default`. */
  readonly account: StorageAccount;
  /** The table itself. */
  readonly table: Table;
  readonly tableEndpoint: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;
  readonly grants: GatewayStateGrants;

  constructor(name: string, args: GatewayStateArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, gatewayStateFaults(args));
    super('llm-infra-kit:azure:GatewayState', name, {}, opts);
    this.account = this.createAccount(name, args);
    this.table = this.createTable(name, args);
    this.tableEndpoint = this.account.primaryEndpoints.table.apply((endpoint) => endpoint.replace(/\/$/, ''));
    this.tableName = this.table.name;
    this.grants = new GatewayStateGrants({ id: this.table.id, path: `GatewayState/${name}`, name, parent: this });
    this.registerOutputs({ tableEndpoint: this.tableEndpoint, tableName: this.tableName });
  }

  private createAccount(name: string, args: GatewayStateArgs): StorageAccount {
    const { publicNetworkAccess, cidrs } = firewallOf(args.publicAccess ?? DEFAULT_PUBLIC_ACCESS);
    return new StorageAccount(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        accountName: args.accountName,
        kind: 'StorageV2',
        sku: { name: args.sku ?? 'Standard_ZRS' },
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        isLocalUserEnabled: false,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: 'TLS1_2',
        publicNetworkAccess,
        networkRuleSet: {
          defaultAction: 'Deny',
          bypass: 'AzureServices',
          ipRules: cidrs.map((cidr) => ({ iPAddressOrRange: cidr, action: 'Allow' })),
        },
        encryption: { keySource: 'Microsoft.Storage' },
        tags: args.tags,
      },
      this.kept(args),
    );
  }

  private createTable(name: string, args: GatewayStateArgs): Table {
    const { resourceGroupName, tableName = DEFAULT_TABLE_NAME } = args;
    return new Table(name, { resourceGroupName, accountName: this.account.name, tableName }, this.kept(args));
  }

  // On each resource, since children inherit no retention.
  private kept({ removal = 'retain', protect = removal === 'retain' }: GatewayStateArgs): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: removal === 'retain', protect };
  }
}

function tableIdFaults(tableId: string): string[] {
  try {
    parseTableId(tableId);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`GatewayState '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

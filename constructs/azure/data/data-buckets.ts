import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js';
import type { BlobServiceProperties } from '@pulumi/azure-native/storage/blobServiceProperties.js';
import { ManagementPolicy } from '@pulumi/azure-native/storage/managementPolicy.js';
import type { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import type { BucketRole } from '../../spec/bucket-roles.ts';
import { lifecycleRules } from './account-lifecycle.ts';
import type { AuditLock } from './audit-lock.ts';
import { BucketGrants } from './bucket-grants.ts';
import { dataBucketsFaults } from './data-buckets-faults.ts';
import type { PublicAccess } from './public-access.ts';
import { createAccount, createBlobService } from './storage-account.ts';
import { ACCOUNT_OF_ROLE, accountsOf, type StorageAccountKind } from './storage-accounts.ts';

export interface DataBucketsArgs {
  /** Changing it replaces the accounts, without what they hold. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region. Changing it replaces the accounts, without what they hold. */
  readonly location: pulumi.Input<string>;
  /** The roles to make a container for, each once. Taking a role away leaves its container in Azure, with what it holds. */
  readonly roles: readonly BucketRole[];
  /** A name for each account that the roles need: 3 to 24 lower-case letters and digits that nobody in Azure has. `logs` and `audit` have one of their own, the other roles share `data`. Changing one replaces the account. */
  readonly accountNames: Readonly<Partial<Record<StorageAccountKind, string>>>;
  /** Where the copies lie: in one place (LRS), in the zones of the region (ZRS), or also in the paired region (the others), which may lie in another country. @default 'Standard_ZRS' */
  readonly sku?: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_RAGRS' | 'Standard_GZRS' | 'Standard_RAGZRS';
  /** How long blobs are kept, by role, 1 to 146000 days; `audit` longer than its lock. @default - `retentionDays` of BUCKET_ROLE_RULES, else until somebody deletes them */
  readonly retentionDays?: Readonly<Partial<Record<BucketRole, number>>>;
  /** How many days an overwritten or deleted blob, or a deleted container, can be brought back, 1 to 365. @default 30 */
  readonly noncurrentDays?: number;
  /** The lock on the records of the `audit` container. Going to or from `none` needs another account name. @default { kind: 'unlocked', days: 365 } */
  readonly auditLock?: AuditLock;
  /** Who reaches the accounts without a private endpoint. @default { kind: 'none' } */
  readonly publicAccess?: PublicAccess;
  /** `double` encrypts a second time, in the infrastructure. Azure takes it only when it makes an account. @default 'single' */
  readonly infrastructureEncryption?: 'single' | 'double';
  /** What happens to accounts and containers when the stack is destroyed. `destroy` deletes them with what they hold. @default 'retain' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace accounts, containers and lifecycles. @default - as the parent */
  readonly protect?: boolean;
  /** Tags of the accounts, at most 15. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * One private blob container for each role that data plays on an LLM platform, in up to three storage accounts.
 *
 * Versioning, soft delete, lifecycle and the firewall belong to a whole account on Azure, and so does the only lock that a deployment can
 * close. So `audit` has an account of its own; `logs` has one too, since no account's access log can be written into itself; the other
 * roles share the third. The accounts take identities alone (no shared keys), TLS 1.2 and no anonymous reader, and stay when their stack
 * goes. Encrypted with Microsoft's keys; customer keys are not offered yet.
 *
 * Costs storage and requests; each kept version is storage too. Group, location and account name replace an account, and with it what it
 * holds; everything else is changed in place, but for what Azure decides when it makes an account (`auditLock` none or not,
 * `infrastructureEncryption`).
 *
 * @see https://learn.microsoft.com/azure/storage/blobs/security-recommendations
 */
export class DataBuckets extends pulumi.ComponentResource {
  /** The accounts, to reach further than this block does: private endpoints, the destination of access logs. */
  readonly accounts: ReadonlyMap<StorageAccountKind, StorageAccount>;
  /** The blob service of each account: what diagnostic settings watch for reads, writes and deletions. */
  readonly blobServices: ReadonlyMap<StorageAccountKind, BlobServiceProperties>;
  /** The containers by role, to reach further than this block does. */
  readonly containers: ReadonlyMap<BucketRole, BlobContainer>;
  private readonly grantsByRole: ReadonlyMap<BucketRole, BucketGrants>;
  private readonly label: string;

  constructor(name: string, args: DataBucketsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, dataBucketsFaults(args));
    super('llm-infra-kit:azure:DataBuckets', name, {}, opts);
    this.label = `DataBuckets '${name}'`;
    const kinds = accountsOf(args.roles);
    this.accounts = new Map(kinds.map((kind) => [kind, createAccount(name, kind, args, { ...this.kept(args), protect: args.protect })]));
    this.blobServices = new Map(kinds.map((kind) => [kind, createBlobService(name, kind, this.account(kind), args, this.kept(args))]));
    this.containers = new Map(args.roles.map((role) => [role, this.createContainer(name, role, args)]));
    for (const kind of kinds) this.limitLife(name, kind, args);
    this.grantsByRole = new Map([...this.containers].map(([role, { id }]) => [role, this.grantsOn(name, role, id)]));
    this.registerOutputs({
      accounts: Object.fromEntries([...this.accounts].map(([kind, account]) => [kind, account.name])),
      containers: Object.fromEntries([...this.containers].map(([role, container]) => [role, container.name])),
    });
  }

  /** The container of a role. Throws when the role was not asked for. */
  bucket(role: BucketRole): BlobContainer {
    return this.ofRole(this.containers, role);
  }

  /** Where the blobs of a role are read and written: `https://<account>.blob.core.windows.net/<role>`. */
  url(role: BucketRole): pulumi.Output<string> {
    const { name } = this.bucket(role);
    return pulumi.interpolate`${this.account(ACCOUNT_OF_ROLE[role]).primaryEndpoints.blob}${name}`;
  }

  /** What principals may do with the container of a role, by verb. */
  grants(role: BucketRole): BucketGrants {
    return this.ofRole(this.grantsByRole, role);
  }

  /** An account. Throws when no role that was asked for lies in it. */
  account(kind: StorageAccountKind): StorageAccount {
    const account = this.accounts.get(kind);
    if (!account)
      throw new Error(`${this.label} has no '${kind}' account, it has ${[...this.accounts.keys()].join(', ')}; add a role of it to roles`);
    return account;
  }

  private ofRole<T>(map: ReadonlyMap<BucketRole, T>, role: BucketRole): T {
    const found = map.get(role);
    if (found === undefined)
      throw new Error(`${this.label} has no '${role}' container, it has ${[...map.keys()].join(', ')}; add '${role}' to roles`);
    return found;
  }

  private createContainer(name: string, role: BucketRole, args: DataBucketsArgs): BlobContainer {
    const kind = ACCOUNT_OF_ROLE[role];
    return new BlobContainer(
      `${name}-${role}`,
      { resourceGroupName: args.resourceGroupName, accountName: this.account(kind).name, containerName: role, publicAccess: 'None' },
      { ...this.kept(args), ...this.afterVersioning(kind), protect: args.protect },
    );
  }

  private limitLife(name: string, kind: StorageAccountKind, args: DataBucketsArgs): void {
    const roles = args.roles.filter((role) => ACCOUNT_OF_ROLE[role] === kind);
    const policy = { rules: lifecycleRules(roles, args.retentionDays ?? {}) };
    new ManagementPolicy(
      `${name}-${kind}`,
      { resourceGroupName: args.resourceGroupName, accountName: this.account(kind).name, managementPolicyName: 'default', policy },
      // As its account: one that left the state and stayed in Azure could not be made again.
      { ...this.kept(args), ...this.afterVersioning(kind), protect: args.protect },
    );
  }

  private grantsOn(name: string, role: BucketRole, id: pulumi.Output<string>): BucketGrants {
    return new BucketGrants(role, role, { id, path: `DataBuckets/${name}/${role}`, name: `${name}-${role}`, parent: this });
  }

  // On each resource, since children inherit no retention: an account that stays keeps its soft delete and its lifecycle.
  private kept({ removal }: DataBucketsArgs): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: removal !== 'destroy' };
  }

  // Nothing is written, and nothing deleted, before versions are kept.
  private afterVersioning(kind: StorageAccountKind): pulumi.CustomResourceOptions {
    return { dependsOn: this.blobServices.get(kind) };
  }
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`DataBuckets '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

import { BlobServiceProperties } from '@pulumi/azure-native/storage/blobServiceProperties.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import type * as pulumi from '@pulumi/pulumi';
import { DEFAULT_NONCURRENT_DAYS } from '../../spec/bucket-roles.ts';
import { accountImmutability, DEFAULT_AUDIT_LOCK } from './audit-lock.ts';
import type { DataBucketsArgs } from './data-buckets.ts';
import { DEFAULT_PUBLIC_ACCESS, firewallOf } from './public-access.ts';
import type { StorageAccountKind } from './storage-accounts.ts';

/** A private account for blobs that takes identities alone. */
export function createAccount(
  name: string,
  kind: StorageAccountKind,
  args: DataBucketsArgs,
  opts: pulumi.CustomResourceOptions,
): StorageAccount {
  const { publicNetworkAccess, cidrs } = firewallOf(args.publicAccess ?? DEFAULT_PUBLIC_ACCESS);
  return new StorageAccount(
    `${name}-${kind}`,
    {
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      accountName: args.accountNames[kind],
      kind: 'StorageV2',
      sku: { name: args.sku ?? 'Standard_ZRS' },
      accessTier: 'Hot',
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
      encryption: {
        keySource: 'Microsoft.Storage',
        requireInfrastructureEncryption: args.infrastructureEncryption === 'double',
      },
      ...(kind === 'audit' ? { immutableStorageWithVersioning: accountImmutability(args.auditLock ?? DEFAULT_AUDIT_LOCK) } : {}),
      tags: args.tags,
    },
    opts,
  );
}

/** What brings overwritten and deleted blobs back: versions for the overwritten ones, soft delete for versions and containers. */
export function createBlobService(
  name: string,
  kind: StorageAccountKind,
  account: StorageAccount,
  { resourceGroupName, noncurrentDays }: DataBucketsArgs,
  opts: pulumi.CustomResourceOptions,
): BlobServiceProperties {
  const softDelete = { enabled: true, days: noncurrentDays ?? DEFAULT_NONCURRENT_DAYS };
  return new BlobServiceProperties(
    `${name}-${kind}`,
    {
      resourceGroupName,
      accountName: account.name,
      blobServicesName: 'default',
      isVersioningEnabled: true,
      deleteRetentionPolicy: softDelete,
      containerDeleteRetentionPolicy: softDelete,
    },
    opts,
  );
}

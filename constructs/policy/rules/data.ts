import { accessLogs, noPublicAccess as noPublicAccessOnAws, tlsOnly as tlsOnlyOnAws } from '../aws/data-access.ts';
import { customerKey, lifecycle as lifecycleOnAws, versioned as versionedOnAws } from '../aws/data-keeping.ts';
import { blobAccessLogs } from '../azure/diagnostics.ts';
import { closedAccounts, noPublicAccess as noPublicAccessOnAzure, tlsOnly as tlsOnlyOnAzure } from '../azure/storage-access.ts';
import { lifecycle as lifecycleOnAzure, versioned as versionedOnAzure } from '../azure/storage-keeping.ts';
import type { Rule } from '../rule.ts';

/** Rules of the data that is kept. */
export const DATA_RULES: readonly Rule[] = [
  {
    id: 'DAT-01',
    title: 'Data buckets are closed to the public',
    when: 'always',
    severity: 'critical',
    reason: 'Anybody on the internet reads the data.',
    fix: 'Close the store to the public; hand objects out by signed URLs.',
    source: [
      'AwsSolutions-S2',
      'CKV_AWS_53',
      'CKV_AWS_54',
      'CKV_AWS_55',
      'CKV_AWS_56',
      'CKV_AZURE_59',
      'CKV_AZURE_34',
      'CKV_AZURE_190',
      'Azure.Storage.BlobPublicAccess',
    ],
    checks: { aws: noPublicAccessOnAws, azure: noPublicAccessOnAzure },
  },
  {
    id: 'DAT-02',
    title: 'Data buckets refuse plain HTTP, and TLS below 1.2',
    when: 'always',
    severity: 'high',
    reason: 'Data and tokens can be read on their way.',
    fix: 'Refuse plain HTTP and TLS below 1.2.',
    source: ['AwsSolutions-S10', 'CKV_AZURE_3', 'CKV_AZURE_44', 'Azure.Storage.SecureTransfer', 'Azure.Storage.MinTLS'],
    checks: { aws: tlsOnlyOnAws, azure: tlsOnlyOnAzure },
  },
  {
    id: 'DAT-03',
    title: 'Data buckets are encrypted with a customer key (access-log buckets with the service key, since log delivery takes no other)',
    when: 'private',
    severity: 'medium',
    reason: 'Nobody but the cloud decides who decrypts, and nothing can be made unreadable at once.',
    fix: 'Encrypt with a key of your own.',
    source: ['CKV_AWS_19', 'CKV_AWS_145'],
    checks: { aws: customerKey },
  },
  {
    id: 'DAT-04',
    title: 'Data buckets keep versions and what was deleted (not access-log buckets on AWS, which are only ever appended to)',
    when: 'always',
    severity: 'high',
    reason: 'What is overwritten or deleted by mistake or malice is gone.',
    fix: 'Keep versions, and what is deleted for some days.',
    source: ['CKV_AWS_21', 'CKV2_AZURE_38', 'Azure.Storage.SoftDelete', 'Azure.Storage.ContainerSoftDelete'],
    checks: { aws: versionedOnAws, azure: versionedOnAzure },
  },
  {
    id: 'DAT-05',
    title: 'Every access to data buckets is logged to another place',
    when: 'always',
    severity: 'medium',
    reason: 'Nobody can say afterwards who has read what.',
    fix: 'Log every access to another place.',
    source: ['AwsSolutions-S1', 'CKV_AWS_18', 'https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage'],
    checks: { aws: accessLogs, azure: blobAccessLogs },
  },
  {
    id: 'DAT-06',
    title: 'Data buckets have a lifecycle: unfinished uploads are ended, old versions expire, access logs expire',
    when: 'always',
    severity: 'medium',
    reason: 'Old versions and logs grow without end, and personal data stays longer than was promised.',
    fix: 'Give each store a lifecycle.',
    source: ['CKV2_AWS_61'],
    checks: { aws: lifecycleOnAws, azure: lifecycleOnAzure },
  },
  {
    id: 'DAT-07',
    title: 'Storage takes no shared key and denies by default; where the platform is private it is reached by private endpoint alone',
    when: 'always',
    severity: 'critical',
    reason: 'Whoever has an account key has everything in the account, from anywhere.',
    fix: 'Switch shared keys off, deny by default, and come by private endpoint.',
    source: ['CKV2_AZURE_40', 'CKV2_AZURE_33', 'CKV_AZURE_35', 'CKV_AZURE_36', 'Azure.Storage.Firewall'],
    checks: { azure: closedAccounts },
  },
];

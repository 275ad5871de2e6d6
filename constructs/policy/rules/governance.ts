import { immutableAudit as immutableAuditOnAws } from '../aws/audit-lock.ts';
import { leastPrivilege as leastPrivilegeOnAws } from '../aws/least-privilege.ts';
import { ownershipTags as ownershipTagsOnAws } from '../aws/ownership-tags.ts';
import { residency as residencyOnAws } from '../aws/residency.ts';
import { imagesByDigest } from '../azure/container-apps.ts';
import { modelAudit } from '../azure/diagnostics.ts';
import { ownershipTags as ownershipTagsOnAzure } from '../azure/ownership-tags.ts';
import { namedUsers } from '../azure/registries.ts';
import { residency as residencyOnAzure } from '../azure/residency.ts';
import { leastPrivilege as leastPrivilegeOnAzure } from '../azure/role-assignments.ts';
import { immutableAudit as immutableAuditOnAzure } from '../azure/storage-keeping.ts';
import type { Rule } from '../rule.ts';

/** Rules of ownership, place and rights. */
export const GOVERNANCE_RULES: readonly Rule[] = [
  {
    id: 'GOV-01',
    title: 'Calls of models are logged: who, when, with what result',
    when: 'always',
    severity: 'medium',
    reason: 'Nobody can say afterwards who has called which model.',
    fix: 'Send the logs of model calls to a place that is kept.',
    source: ['https://learn.microsoft.com/azure/ai-services/diagnostic-logging'],
    checks: { azure: modelAudit },
  },
  {
    id: 'GOV-02',
    title: 'The audit store is locked, and its objects live longer than the lock (not in ephemeral)',
    when: 'always',
    severity: 'high',
    reason: 'Whoever has done wrong can take the trace away.',
    fix: 'Lock the audit store.',
    source: [
      'S3BucketDefaultLockEnabled',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
      'https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview',
    ],
    checks: { aws: immutableAuditOnAws, azure: immutableAuditOnAzure },
  },
  {
    id: 'GOV-03',
    title: 'Every taggable resource carries the ownership tags',
    when: 'always',
    severity: 'low',
    reason: 'Nobody knows whom to ask, and who pays.',
    fix: 'Tag every resource with its owner, cost centre, class of data and environment.',
    source: ['https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html', 'Azure.Resource.UseTags'],
    checks: { aws: ownershipTagsOnAws, azure: ownershipTagsOnAzure },
  },
  {
    id: 'GOV-04',
    title: 'Data stays in the allowed regions: where resources and their copies lie, and where models compute',
    when: 'always',
    severity: 'high',
    reason: 'Data leaves the area that the law or the contract names.',
    fix: 'Keep resources, copies and computation inside the residency.',
    source: [
      'https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html',
      'Azure.Resource.AllowedRegions',
      'https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types',
    ],
    checks: { aws: residencyOnAws, azure: residencyOnAzure },
  },
  {
    id: 'GOV-05',
    title:
      'Nobody is given everything: no AWS-managed policy, no Allow of all actions of a service or on all resources, no administrator of a group or more',
    when: 'always',
    severity: 'high',
    reason: 'One stolen token is enough for everything.',
    fix: 'Name the actions and the resources.',
    source: [
      'AwsSolutions-IAM4',
      'AwsSolutions-IAM5',
      'CKV_AWS_62',
      'CKV_AWS_63',
      'CKV_AWS_108',
      'CKV_AWS_110',
      'OWASP LLM06',
      'https://learn.microsoft.com/azure/role-based-access-control/best-practices',
    ],
    checks: { aws: leastPrivilegeOnAws, azure: leastPrivilegeOnAzure },
  },
  {
    id: 'INF-12',
    title: 'A registry knows who pushes and pulls (no shared password, no anonymous pull), and apps name images by digest',
    when: 'always',
    severity: 'high',
    reason: 'Whoever knows the one password of a registry, or may move a tag, puts images into production.',
    fix: 'Switch shared and anonymous access to the registry off, and name images by digest.',
    source: ['CKV_AZURE_137', 'OWASP LLM03'],
    checks: { azure: [...namedUsers, ...imagesByDigest] },
  },
];

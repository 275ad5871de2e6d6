import { logRetention as logRetentionOnAws } from '../aws/log-retention.ts';
import { retained as retainedOnAws } from '../aws/retention.ts';
import { readable as readableOnAws, stackSize } from '../aws/templates.ts';
import { dataPlaneLogs } from '../azure/diagnostics.ts';
import { readable as readableOnAzure } from '../azure/judged.ts';
import { logRetention as logRetentionOnAzure } from '../azure/log-workspaces.ts';
import { retained as retainedOnAzure } from '../azure/retention.ts';
import type { Rule } from '../rule.ts';

/** Rules of what must last and be seen, and of what is judged. */
export const OPERATIONS_RULES: readonly Rule[] = [
  {
    id: 'MON-03',
    title:
      'Logs are kept for a stated time (a year in prod on Azure, where the audit trail lies among them), and encrypted with a customer key where the platform is private on AWS',
    when: 'always',
    severity: 'medium',
    reason: 'Logs are gone when they are needed, or kept for ever at full price.',
    fix: 'Say how long logs are kept, and encrypt them.',
    source: ['CKV_AWS_66', 'CKV_AWS_158', 'CKV_AWS_338', 'CloudWatchLogGroupRetentionPeriod'],
    checks: { aws: logRetentionOnAws, azure: logRetentionOnAzure },
  },
  {
    id: 'MON-05',
    title: 'Every resource that handles models, data or secrets sends its logs',
    when: 'always',
    severity: 'medium',
    reason: 'Nobody sees misuse or failure of what has no logs.',
    fix: 'Send the logs of every resource that handles data to a place that is kept.',
    source: ['https://learn.microsoft.com/security/benchmark/azure/mcsb-logging-threat-detection'],
    checks: { azure: dataPlaneLogs },
  },
  {
    id: 'REL-01',
    title: 'What holds data is kept when it is deleted or replaced, and nothing empties it (not in ephemeral)',
    when: 'always',
    severity: 'critical',
    reason: 'A deleted or replaced stack takes the data along.',
    fix: 'Keep what holds data; only the ephemeral profile may lose it.',
    source: [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
      'https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/',
    ],
    checks: { aws: retainedOnAws, azure: retainedOnAzure },
  },
  {
    id: 'REL-03',
    title: 'A template has at most 400 resources and 200 outputs and is smaller than 1 MB',
    when: 'always',
    severity: 'medium',
    reason: 'A stack that has outgrown the limits can neither be deployed nor repaired.',
    fix: 'Move a part into a stack of its own.',
    source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html'],
    checks: { aws: stackSize },
  },
  {
    id: 'KIT-01',
    title: 'Every resource can be read, so that the other rules see it',
    when: 'always',
    severity: 'high',
    reason: 'What cannot be read is judged by nobody, and looks as if it were right.',
    fix: 'Write resources out one by one.',
    source: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html'],
    checks: { aws: readableOnAws, azure: readableOnAzure },
  },
];

import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface LogGroupOptions {
  readonly logRetention: logs.RetentionDays;
  /** Encrypts the records. @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** A log group of the network. Its key's policy, which the key's owner writes, must let CloudWatch Logs use the key. */
export function createLogGroup(
  scope: Construct,
  id: string,
  { logRetention, logEncryptionKey, removalPolicy }: LogGroupOptions,
): logs.LogGroup {
  return new logs.LogGroup(scope, id, {
    retention: logRetention,
    removalPolicy,
    ...(logEncryptionKey ? { encryptionKey: logEncryptionKey } : {}),
  });
}

/** What is wrong with a retention: it must be one that CloudWatch offers, and end. */
export function retentionFaults(path: string, retention: logs.RetentionDays): string[] {
  const days = Object.values(logs.RetentionDays).filter(
    (value): value is number => typeof value === 'number' && value !== logs.RetentionDays.INFINITE,
  );
  if (days.includes(retention)) return [];
  return [`${path} must be one of ${days.join(', ')} days, got ${retention}; use a member of RetentionDays other than INFINITE`];
}

import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ArnFormat, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** How the logs of a gateway are kept. */
export interface GatewayLogOptions {
  readonly logRetention: logs.RetentionDays;
  /** Encrypts the records. @default - CloudWatch's own key */
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** A log group of the gateway. The policy of its key, which the key's owner writes, must let CloudWatch Logs use the key. */
export function createLogGroup(scope: Construct, id: string, options: GatewayLogOptions, logGroupName?: string): logs.LogGroup {
  const { logRetention, encryptionKey } = options;
  // One that a failed deployment has just made goes again: it is empty, and the next try may want its name.
  const removalPolicy = options.removalPolicy === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : options.removalPolicy;
  return new logs.LogGroup(scope, id, {
    retention: logRetention,
    removalPolicy,
    ...(logGroupName === undefined ? {} : { logGroupName }),
    ...(encryptionKey ? { encryptionKey } : {}),
  });
}

/** The ARN of a group as API Gateway and WAF take it; its own attribute ends in `:*`, which WAF refuses and CDK's versions treat differently. */
export function plainArnOf(group: logs.ILogGroup): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(group).formatArn({ service: 'logs', resource: 'log-group', resourceName: group.logGroupName, arnFormat });
}

/** What is wrong with a retention: it must be one that CloudWatch offers, and end. */
export function retentionFaults(retention: logs.RetentionDays | undefined): string[] {
  if (retention === undefined || Token.isUnresolved(retention)) return [];
  const days = Object.values(logs.RetentionDays).filter(
    (value): value is number => typeof value === 'number' && value !== logs.RetentionDays.INFINITE,
  );
  if (days.includes(retention)) return [];
  return [`logRetention must be one of ${days.join(', ')} days, got ${retention}; use a member of RetentionDays other than INFINITE`];
}

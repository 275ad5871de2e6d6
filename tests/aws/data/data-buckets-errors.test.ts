import { Duration, Lazy, RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { DataBuckets, type DataBucketsProps } from '../../../constructs/aws/data/index.ts';
import type { BucketRole } from '../../../constructs/spec/bucket-roles.ts';
import { testStack } from '../../support/stacks.ts';

const making = (props: Partial<DataBucketsProps>) => () =>
  new DataBuckets(testStack(), 'Data', { roles: ['raw', 'audit', 'logs'], ...props });

describe('Refuses', () => {
  test.each([
    [{ roles: [] }, 'roles is empty; name at least one of raw, curated,'],
    [{ roles: ['logs', 'lake' as BucketRole] }, "roles has 'lake', allowed are raw, curated,"],
    [{ roles: ['logs', 'raw', 'raw'] }, "roles names 'raw' more than once"],
    [{ roles: ['raw'] }, "access logs have no place; add 'logs' to roles or pass accessLogs"],
    [{ roles: ['logs'], retention: { raw: Duration.days(1) } }, "retention.raw has no bucket; add 'raw' to roles"],
    [{ retention: { raw: Duration.days(0) } }, 'retention.raw must be 1 to 36500 whole days, got 0; the nearest is 1'],
    [{ retention: { raw: Duration.hours(36) } }, 'retention.raw must be 1 to 36500 whole days, got 1.5; the nearest is 2'],
    [{ retention: { raw: Duration.days(36501) } }, 'retention.raw must be 1 to 36500 whole days, got 36501; the nearest is 36500'],
    [{ noncurrentDays: 0 }, 'noncurrentDays must be 1 to 36500 whole days, got 0'],
    [{ noncurrentDays: 1.5 }, 'noncurrentDays must be 1 to 36500 whole days, got 1.5'],
    [{ noncurrentDays: Number.NaN }, 'noncurrentDays must be 1 to 36500 whole days, got NaN; the nearest is 1'],
    [{ auditLock: { kind: 'governance', days: 0 } }, 'auditLock.days must be 1 to 36500 whole days, got 0'],
    [{ auditLock: { kind: 'compliance', days: 36501 } }, 'auditLock.days must be 1 to 36500 whole days, got 36501'],
    [{ roles: ['logs'], auditLock: { kind: 'none' } }, "auditLock has no bucket; add 'audit' to roles"],
    [{ retention: { audit: Duration.days(365) } }, 'retention.audit must be longer than the lock of 365 days, got 365'],
    [
      { retention: { audit: Duration.days(400) }, auditLock: { kind: 'compliance', days: 400 } },
      'longer than the lock of 400 days, got 400',
    ],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "removalPolicy is 'snapshot', which a bucket cannot have"],
  ] satisfies [Partial<DataBucketsProps>, string][])('%j', (props, message) => {
    expect(making(props)).toThrow(message);
  });

  test('with its path and every fault at once', () => {
    expect(making({ roles: ['raw', 'raw'], noncurrentDays: 0 })).toThrow(
      /DataBuckets 'Test\/Data' cannot be made:\n- roles names 'raw'.*\n- noncurrentDays.*\n- access logs have no place/,
    );
  });
});

describe('Takes', () => {
  test.each([
    { retention: { raw: Duration.days(1) }, noncurrentDays: 1 },
    { retention: { raw: Duration.days(36500) }, noncurrentDays: 36500 },
    { retention: { audit: Duration.days(366) } },
    { retention: { audit: Duration.days(1) }, auditLock: { kind: 'none' as const } },
    { retention: { audit: Duration.days(2) }, auditLock: { kind: 'governance' as const, days: 1 } },
    { auditLock: { kind: 'compliance' as const, days: 36500 } },
  ])('the limits themselves: %j', (props) => {
    expect(making(props)).not.toThrow();
  });

  test('periods that are known at deployment only', () => {
    const later = Token.asNumber(Lazy.number({ produce: () => 7 }));
    expect(making({ noncurrentDays: later, retention: { raw: Duration.days(later) } })).not.toThrow();
  });
});

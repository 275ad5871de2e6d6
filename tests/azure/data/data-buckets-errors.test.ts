import { describe, expect, test } from 'vitest';
import { DataBuckets, type DataBucketsArgs } from '../../../constructs/azure/data/index.ts';
import type { BucketRole } from '../../../constructs/spec/bucket-roles.ts';
import { AT, recorded } from '../support/recorded.ts';

const base = { ...AT, roles: ['raw', 'audit'], accountNames: { data: 'stdata', audit: 'staudit' } } satisfies DataBucketsArgs;
const making = (args: Partial<DataBucketsArgs>) => () => new DataBuckets('data', { ...base, ...args });
const listing = (...cidrs: string[]): Partial<DataBucketsArgs> => ({ publicAccess: { kind: 'allow-list', cidrs } });

describe('Refuses', () => {
  test.each([
    [{ roles: [], accountNames: {} }, 'roles is empty; name at least one of raw, curated,'],
    [{ roles: ['raw', 'audit', 'lake' as BucketRole] }, "roles has 'lake', allowed are raw, curated,"],
    [{ roles: ['raw', 'audit', 'raw'] }, "roles names 'raw' more than once"],
    [
      { accountNames: { data: 'stdata' } },
      'accountNames.audit is missing; name the account for audit, of 3 to 24 lower-case letters and digits',
    ],
    [{ accountNames: { ...base.accountNames, logs: 'stlogs' } }, 'accountNames.logs has no role; add one to roles'],
    [{ accountNames: { data: 'st', audit: 'staudit' } }, "accountNames.data must be 3 to 24 lower-case letters and digits, got 'st'"],
    [{ accountNames: { data: 'St-Data', audit: 'staudit' } }, "got 'St-Data'; a legal name would be 'stdata'"],
    [{ accountNames: { data: 'x'.repeat(25), audit: 'staudit' } }, 'accountNames.data must be 3 to 24'],
    [{ accountNames: { data: 'same', audit: 'same' } }, "accountNames has 'same' more than once"],
    [{ retentionDays: { logs: 1 } }, "retentionDays.logs has no container; add 'logs' to roles"],
    [{ retentionDays: { raw: 0 } }, 'retentionDays.raw must be 1 to 146000 whole days, got 0; the nearest is 1'],
    [{ retentionDays: { raw: 1.5 } }, 'retentionDays.raw must be 1 to 146000 whole days, got 1.5; the nearest is 2'],
    [{ retentionDays: { raw: 146001 } }, 'got 146001; the nearest is 146000'],
    [{ noncurrentDays: 0 }, 'noncurrentDays must be 1 to 365 whole days, got 0; the nearest is 1'],
    [{ noncurrentDays: 366 }, 'noncurrentDays must be 1 to 365 whole days, got 366; the nearest is 365'],
    [{ noncurrentDays: Number.NaN }, 'got NaN; the nearest is 1'],
    [{ auditLock: { kind: 'unlocked', days: 0 } }, 'auditLock.days must be 1 to 146000 whole days, got 0'],
    [{ auditLock: { kind: 'locked', days: 146001 } }, 'auditLock.days must be 1 to 146000 whole days, got 146001'],
    [{ roles: ['raw'], accountNames: { data: 'stdata' }, auditLock: { kind: 'none' } }, "auditLock has no container; add 'audit' to roles"],
    [{ retentionDays: { audit: 365 } }, 'retentionDays.audit must be longer than the lock of 365 days, got 365'],
    [{ retentionDays: { audit: 400 }, auditLock: { kind: 'locked', days: 400 } }, 'longer than the lock of 400 days, got 400'],
    [listing(), "publicAccess.cidrs is empty; name the addresses that may call, or write { kind: 'none' }"],
    [listing('198.51.100.0/24', '10.1.0.0/16'), "publicAccess.cidrs[1] is private, got '10.1.0.0/16'"],
    [listing('192.168.4.1'), "publicAccess.cidrs[0] is private, got '192.168.4.1'"],
    [listing('198.51.100.4/31'), "must have a prefix of at most 30, got '198.51.100.4/31'; write single addresses without a prefix"],
    [listing('198.51.100.4/32'), "must have a prefix of at most 30, got '198.51.100.4/32'"],
    [listing('0.0.0.0/0'), "must have a prefix of at least 8, got '0.0.0.0/0'"],
    [listing('198.51.100.1/24'), 'publicAccess.cidrs[0] is not a range'],
    [listing('everywhere'), 'publicAccess.cidrs[0] is not a range'],
    [
      { tags: Object.fromEntries([...'abcdefghijklmnop'].map((key) => [key, 'x'])) },
      'tags must be at most 15 on a storage account, got 16',
    ],
  ] satisfies [Partial<DataBucketsArgs>, string][])('%j', (args, message) => {
    expect(making(args)).toThrow(message);
  });

  test('with its name and every fault at once, before anything is registered', async () => {
    const recording = await recorded(() => {
      expect(making({ roles: ['raw', 'raw'], accountNames: {}, noncurrentDays: 0 })).toThrow(
        /^DataBuckets 'data' cannot be made:\n- roles names 'raw'.*\n- accountNames\.data is missing.*\n- noncurrentDays/,
      );
    });
    expect(recording.resources).toEqual([]);
  });
});

describe('Takes', () => {
  test.each([
    { retentionDays: { raw: 1 }, noncurrentDays: 1 },
    { retentionDays: { raw: 146000 }, noncurrentDays: 365 },
    { retentionDays: { audit: 366 } },
    { retentionDays: { audit: 1 }, auditLock: { kind: 'none' as const } },
    { retentionDays: { audit: 2 }, auditLock: { kind: 'unlocked' as const, days: 1 } },
    { auditLock: { kind: 'locked' as const, days: 146000 } },
    { accountNames: { data: 'abc', audit: 'x'.repeat(24) } },
    listing('8.0.0.0/8', '198.51.100.4/30', '203.0.113.7'),
    { tags: Object.fromEntries([...'abcdefghijklmno'].map((key) => [key, 'x'])) },
  ] satisfies Partial<DataBucketsArgs>[])('the limits themselves: %j', async (args) => {
    const recording = await recorded(() => void making(args)());
    expect(recording.resources).not.toEqual([]);
  });
});

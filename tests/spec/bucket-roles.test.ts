import { describe, expect, test } from 'vitest';
import { BUCKET_ROLE_RULES, BUCKET_ROLES, DEFAULT_AUDIT_LOCK_DAYS, DEFAULT_NONCURRENT_DAYS } from '../../constructs/spec/bucket-roles.ts';

describe('The table of bucket roles', () => {
  test('has one row for each role, in the same order', () => {
    expect(Object.keys(BUCKET_ROLE_RULES)).toEqual([...BUCKET_ROLES]);
  });

  test('keeps the roles and their spelling: they are construct ids and container names', () => {
    expect(BUCKET_ROLES).toEqual(['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'logs', 'audit']);
  });

  test('says of every role what it is for', () => {
    for (const role of BUCKET_ROLES) expect(BUCKET_ROLE_RULES[role].purpose).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('keeps older versions of everything', () => {
    expect(BUCKET_ROLES.filter((role) => !BUCKET_ROLE_RULES[role].versioned)).toEqual([]);
  });

  test('locks audit alone', () => {
    expect(BUCKET_ROLES.filter((role) => BUCKET_ROLE_RULES[role].immutable)).toEqual(['audit']);
  });

  test('takes the service key for logs alone, and announces everything but logs', () => {
    expect(BUCKET_ROLES.filter((role) => BUCKET_ROLE_RULES[role].encryption === 'service-key')).toEqual(['logs']);
    expect(BUCKET_ROLES.filter((role) => !BUCKET_ROLE_RULES[role].events)).toEqual(['logs']);
  });

  test('never delivers access logs into a lock or under a customer key', () => {
    const { immutable, encryption } = BUCKET_ROLE_RULES.logs;
    expect({ immutable, encryption }).toEqual({ immutable: false, encryption: 'service-key' });
  });

  test('deletes by itself only what nobody asked for: quarantine and logs', () => {
    expect(BUCKET_ROLES.filter((role) => BUCKET_ROLE_RULES[role].retentionDays !== undefined)).toEqual(['quarantine', 'logs']);
  });

  test('locks audit records for at least the six months of the EU AI Act', () => {
    expect(DEFAULT_AUDIT_LOCK_DAYS).toBeGreaterThanOrEqual(184);
    expect(DEFAULT_NONCURRENT_DAYS).toBeGreaterThanOrEqual(1);
  });
});

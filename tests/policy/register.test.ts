import { describe, expect, test } from 'vitest';
import { REGISTER } from '../../constructs/policy/acknowledged-findings.ts';
import { concerning, describePlace, isAt, isExpired, type Place, type ToolAcknowledgement } from '../../constructs/policy/register.ts';

const LOGS: Place = { type: 'AWS::S3::Bucket', path: 'Logs/Resource' };
const line = (where: Place): ToolAcknowledgement => ({
  tool: 'checkov',
  rule: 'CKV_AWS_18',
  where,
  reason: 'It is where access logs go.',
  expires: '2027-11-30',
});

describe('A place', () => {
  test.each([
    [LOGS, { type: 'AWS::S3::Bucket', path: 'PlatformData/Buckets/Logs/Resource' }, true],
    [LOGS, { type: 'AWS::S3::Bucket', path: 'Logs/Resource' }, true],
    [LOGS, { type: 'AWS::S3::Bucket', path: 'PlatformData/AccessLogs/Resource' }, false],
    [LOGS, { type: 'AWS::S3::BucketPolicy', path: 'PlatformData/Buckets/Logs/Resource' }, false],
    [LOGS, { type: 'AWS::S3::Bucket', path: 'PlatformData/Logs/Resource/More' }, false],
    [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::S3::Bucket', path: 'PlatformData/Buckets/Raw/Resource' }, true],
  ])('is a type, and the last whole ids of a path: %o, %o, %s', (place, resource, expected) => {
    expect(isAt(place, resource)).toBe(expected);
  });

  test('is said in words', () => {
    expect([LOGS, { type: 'AWS::Lambda::Function' }].map(describePlace)).toEqual([
      'AWS::S3::Bucket …/Logs/Resource',
      'AWS::Lambda::Function',
    ]);
  });
});

test.each([
  ['2027-11-29', false],
  ['2027-11-30', false],
  ['2027-12-01', true],
  ['2027-11-30T23:59:59Z', false],
])('A line is good on its last day and not after it: %s', (asOf, expected) => {
  expect(isExpired({ expires: '2027-11-30' }, asOf)).toBe(expected);
});

test.each(['', 'never', '2027-11', '30.11.2027'])("A day that is not written as one has passed: '%s'", (expires) => {
  expect(isExpired({ expires }, '2026-11-23')).toBe(true);
});

test('What a register says of some resources are the lines about them, with how many they concern', () => {
  const resources = ['Raw', 'Logs'].map((id) => ({ type: 'AWS::S3::Bucket', path: `Data/${id}/Resource` }));
  const [all, logs, none] = [line({ type: 'AWS::S3::Bucket' }), line(LOGS), line({ type: 'AWS::SQS::Queue' })];
  expect(concerning([logs, none, all], resources)).toEqual([
    { acknowledgement: logs, resources: 1 },
    { acknowledgement: all, resources: 2 },
  ]);
});

test('The register of the kit says each thing once, with a reason that is a sentence', () => {
  const lines = REGISTER.map(({ tool, rule, where }) => `${tool} ${rule} ${describePlace(where)}`);
  expect(new Set(lines).size).toBe(lines.length);
  for (const { reason } of REGISTER) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

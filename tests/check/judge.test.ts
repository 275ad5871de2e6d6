import { expect, test } from 'vitest';
import type { ToolAcknowledgement } from '../../constructs/policy/register.ts';
import type { ToolFinding } from './support/finding.ts';
import { judge } from './support/judge.ts';

const AS_OF = '2026-11-23';
const logs = { type: 'AWS::S3::Bucket', path: 'Data/Buckets/Logs/Resource' };
const raw = { type: 'AWS::S3::Bucket', path: 'Data/Buckets/Raw/Resource' };
const finding: ToolFinding = {
  tool: 'checkov',
  rule: 'CKV_AWS_18',
  severity: 'warning',
  subject: 'app',
  message: 'No access log',
  resource: logs,
};
const line: ToolAcknowledgement = {
  tool: 'checkov',
  rule: 'CKV_AWS_18',
  where: { type: 'AWS::S3::Bucket', path: 'Logs/Resource' },
  reason: 'It is where access logs go.',
  expires: '2027-11-30',
};

interface Changes {
  readonly finding?: Partial<ToolFinding>;
  readonly line?: Partial<ToolAcknowledgement>;
  readonly asOf?: string;
}

const faultsWith = (changes: Changes = {}): readonly string[] =>
  judge({
    tools: ['checkov'],
    findings: [{ ...finding, ...changes.finding }],
    resources: [logs, raw],
    register: [{ ...line, ...changes.line }],
    asOf: changes.asOf ?? AS_OF,
  }).faults;

test('a warning is explained by a line of the register for its tool, its rule and its place', () => {
  expect(faultsWith()).toEqual([]);
});

test.each([
  ['of another rule', { line: { rule: 'CKV_AWS_21' } }],
  ['of another place', { line: { where: { type: 'AWS::S3::Bucket', path: 'Audit/Resource' } } }],
  ['of another type', { line: { where: { type: 'AWS::SQS::Queue', path: 'Logs/Resource' } } }],
  ['of an id that only ends alike', { line: { where: { type: 'AWS::S3::Bucket', path: 'gs/Resource' } } }],
  ['for a finding of no resource', { finding: { resource: undefined } }],
] satisfies [string, Changes][])('a line %s explains nothing, and is stale itself', (_, changes) => {
  const [unexplained, stale] = faultsWith(changes);
  expect(unexplained).toMatch(/^checkov warning CKV_AWS_18 in app/);
  expect(stale).toContain('matches no finding: take it out');
});

test('an error is never explained', () => {
  expect(faultsWith({ finding: { severity: 'error' } })).toEqual([
    'checkov error CKV_AWS_18 in app at Data/Buckets/Logs/Resource (AWS::S3::Bucket): No access log',
  ]);
});

test('a line is good on its last day, and the day after neither explains nor passes', () => {
  expect(faultsWith({ asOf: '2027-11-30' })).toEqual([]);
  const [unexplained, expired] = faultsWith({ asOf: '2027-12-01' });
  expect(unexplained).toMatch(/^checkov warning CKV_AWS_18/);
  expect(expired).toContain('expired on 2027-11-30');
});

test.each(['', 'never', '2027-11', '2027-13-45'])("a line has a day to expire on, not '%s'", (expires) => {
  expect(faultsWith({ line: { expires } })).not.toEqual([]);
});

test('a line is looked at again within 400 days', () => {
  expect(faultsWith({ line: { expires: '2027-12-28' } })).toEqual([]);
  expect(faultsWith({ line: { expires: '2027-12-29' } })[0]).toContain('no day within 400 days');
});

test('a line gives a reason', () => {
  expect(faultsWith({ line: { reason: ' ' } })).toEqual([
    "the register's CKV_AWS_18 of checkov at AWS::S3::Bucket …/Logs/Resource gives no reason",
  ]);
});

test('a line covers no resource that has no such finding, or it would hide one that comes later', () => {
  expect(faultsWith({ line: { where: { type: 'AWS::S3::Bucket' } } })[0]).toContain('also covers Data/Buckets/Raw/Resource');
});

test('lines of tools that did not run are left alone', () => {
  const { faults } = judge({ tools: ['cdk-nag'], findings: [], resources: [logs, raw], register: [line], asOf: AS_OF });
  expect(faults).toEqual([]);
});

test('what is found is counted', () => {
  const warnings = [finding, { ...finding, resource: raw }, { ...finding, severity: 'error' as const }];
  const {
    errors,
    warnings: all,
    explained,
  } = judge({
    tools: ['checkov'],
    findings: warnings,
    resources: [logs, raw],
    register: [line],
    asOf: AS_OF,
  });
  expect({ errors, all, explained }).toEqual({ errors: 1, all: 2, explained: 1 });
});

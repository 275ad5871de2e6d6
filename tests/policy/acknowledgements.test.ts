import { expect, test } from 'vitest';
import { acknowledge, type Exemption, type Finding } from '../../constructs/policy/index.ts';

const finding = (rule: string, logicalId: string): Finding => ({
  rule,
  logicalId,
  path: 'Properties',
  got: 'x',
  allowed: 'y',
  remedy: 'z',
});
const raw = finding('DAT-03', 'Raw');
const logs = finding('DAT-03', 'Logs');
const other = finding('DAT-05', 'Raw');
const asOf = '2026-11-23';
const judge = (exemptions: readonly Exemption[], options = {}) => acknowledge([raw, logs, other], exemptions, { asOf, ...options });
const reason = 'log delivery takes no other key';

test('takes an accepted finding away and registers it with its reason', () => {
  const exemption = { rule: 'DAT-03', where: 'Logs', reason };
  expect(judge([exemption])).toEqual({ findings: [raw, other], register: [{ exemption, findings: [logs] }], faults: [] });
});

test('accepts a rule everywhere when no place is named', () => {
  expect(judge([{ rule: 'DAT-03', reason }]).findings).toEqual([other]);
});

test('accepts what lies below the path of a construct, and nothing beside it', () => {
  const pathOf = ({ logicalId }: Finding) => `Data/Buckets/${logicalId}/Resource`;
  expect(judge([{ rule: 'DAT-03', where: 'Data/Buckets/Logs', reason }], { pathOf }).findings).toEqual([raw, other]);
  expect(judge([{ rule: 'DAT-03', where: 'Data/Buckets/Log', reason }], { pathOf }).findings).toEqual([raw, logs, other]);
  expect(judge([{ rule: 'DAT-03', where: 'Data/Buckets/Logs/Resource', reason }], { pathOf }).findings).toEqual([raw, other]);
});

test('applies an exemption of one environment in that one alone, and does not call it unused in another', () => {
  const exemption = { rule: 'DAT-03', environment: 'dev', reason };
  expect(judge([exemption], { environment: 'dev' }).findings).toEqual([other]);
  expect(judge([exemption], { environment: 'prod' })).toEqual({ findings: [raw, logs, other], register: [], faults: [] });
});

test('accepts until the last day, and reports it from the next on', () => {
  const exemption = { rule: 'DAT-05', reason, expires: asOf };
  expect(judge([exemption]).findings).toEqual([raw, logs]);
  const late = judge([exemption], { asOf: '2026-11-24' });
  expect(late.findings).toEqual([raw, logs, other]);
  expect(late.register).toEqual([]);
  expect(late.faults).toEqual([
    {
      kind: 'expired',
      exemption,
      message: 'exemption of DAT-05 expired on 2026-11-23 (judged on 2026-11-24); follow the rule, or renew it with a later day',
    },
  ]);
});

test.each(['soon', '2027-3-1', ''])('takes the day %j for passed', (expires) => {
  expect(judge([{ rule: 'DAT-05', reason, expires }]).faults.map(({ kind }) => kind)).toEqual(['expired']);
});

test('takes nothing away without a reason', () => {
  const { findings, faults } = judge([{ rule: 'DAT-05', reason: ' ' }]);
  expect(findings).toEqual([raw, logs, other]);
  expect(faults.map(({ kind }) => kind)).toEqual(['unreasoned']);
});

test('reports an exemption that matches nothing', () => {
  const exemption = { rule: 'NET-01', where: 'Vpc', reason };
  expect(judge([exemption])).toEqual({
    findings: [raw, logs, other],
    register: [],
    faults: [{ kind: 'unused', exemption, message: 'exemption of NET-01 at Vpc matches no finding; remove it' }],
  });
});

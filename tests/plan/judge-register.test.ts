import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { planSchema, renderPlan } from '../../constructs/plan/index.ts';
import { REGISTER } from '../../constructs/policy/acknowledged-findings.ts';
import { specOf } from '../support/platforms.ts';
import { AS_OF, planOf } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'judge-register-'));
afterAll(() => rmSync(out, { recursive: true }));

const synthesized = synthesizePlatform(specOf({}, 'prod'), out);
const planned = (asOf = AS_OF) => planOf(synthesized, { spec: specOf({}, 'prod'), asOf });
const ruleAndPlace = ({ tool, rule, where, findings }: { tool?: string; rule: string; where?: string; findings: number }) => [
  tool,
  rule,
  where,
  findings,
];

test('A plan lists what the register says of the planned resources, and of no other', () => {
  const { acknowledgements } = planned();
  expect(acknowledgements.map(ruleAndPlace)).toEqual([
    ['cdk-nag', 'AwsSolutions-SMG4', 'AWS::SecretsManager::Secret', 2],
    ['cdk-nag', 'HIPAA.Security-SecretsManagerRotationEnabled', 'AWS::SecretsManager::Secret', 2],
    ['cdk-nag', 'NIST.800.53.R5-SecretsManagerRotationEnabled', 'AWS::SecretsManager::Secret', 2],
    ['cdk-nag', 'HIPAA.Security-S3DefaultEncryptionKMS', 'AWS::S3::Bucket …/Logs/Resource', 1],
    ['cdk-nag', 'NIST.800.53.R5-S3DefaultEncryptionKMS', 'AWS::S3::Bucket …/Logs/Resource', 1],
    ['cdk-nag', 'PCI.DSS.321-S3DefaultEncryptionKMS', 'AWS::S3::Bucket …/Logs/Resource', 1],
    ['checkov', 'CKV_AWS_18', 'AWS::S3::Bucket …/Logs/Resource', 1],
    ['cfn-lint', 'W3005', 'AWS::Lambda::Function', 1],
    ['checkov', 'CKV_AWS_115', 'AWS::Lambda::Function …/DefaultSecurityGroup/Handler/Resource', 1],
    ['checkov', 'CKV_AWS_116', 'AWS::Lambda::Function …/DefaultSecurityGroup/Handler/Resource', 1],
    ['checkov', 'CKV_AWS_117', 'AWS::Lambda::Function …/DefaultSecurityGroup/Handler/Resource', 1],
  ]);
  expect(planned()).toEqual(planned());
});

test('Each has its reason and its last day, in the form of the report', () => {
  const plan = planned();
  const [first] = plan.acknowledgements;
  const { reason, expires } = REGISTER[0] ?? {};
  expect(first).toMatchObject({ reason, expires });
  const report = { version: 1, asOf: AS_OF, name: 'support-assistant', environments: [plan] } as const;
  expect(planSchema.safeParse(report).error).toBeUndefined();
});

test('The text has one row a decision', () => {
  const text = renderPlan({ version: 1, asOf: AS_OF, name: 'support-assistant', environments: [planned()] }, 'out');
  const rows = text.split('\n').filter((row) => /\((?:cdk-nag|cfn-lint|checkov), /.test(row));
  expect(rows).toHaveLength(7);
  expect(rows[0]).toBe(
    '    AwsSolutions-SMG4, HIPAA.Security-SecretsManagerRotationEnabled, NIST.800.53.R5-SecretsManagerRotationEnabled (cdk-nag, 2 resources, until 2027-11-30): AWS cannot rotate what another provider issued; the tag llm-infra:max-age-days limits its age instead.',
  );
});

test('A line that has expired is a warning and no acknowledgement', () => {
  const { acknowledgements, findings } = planned('2030-01-01');
  expect(acknowledgements).toEqual([]);
  const expired = findings.filter(({ message }) => message.includes('acknowledgement'));
  expect(expired).toHaveLength(11);
  expect(expired[0]).toEqual({
    rule: 'AwsSolutions-SMG4',
    severity: 'warning',
    message: "the kit's acknowledgement of this rule of cdk-nag expired on 2027-11-30 (judged on 2030-01-01)",
    remedy: 'Update llm-infra-kit: each release reviews its register.',
  });
});

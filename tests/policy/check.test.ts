// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub spells a reference in this way
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkRegistrations,
  checkTemplate,
  holds,
  KNOWN_TYPES,
  type PolicyContext,
  RULES,
  STATEFUL_TYPES,
} from '../../constructs/policy/index.ts';
import { RULE_IDS } from '../../constructs/spec/rule-ids.ts';
import { AZURE_DEV, AZURE_EPHEMERAL, AZURE_PROD, reg } from './registrations.ts';
import { bucketTemplate, DEV, EPHEMERAL, guardrailTemplate, PROD, template } from './templates.ts';

const context: fc.Arbitrary<PolicyContext> = fc
  .constantFrom(PROD, DEV, EPHEMERAL)
  .map((one) => ({ ...one, requiredTags: ['Owner', '__proto__'] }));

// Resources that look real enough to be read by the rules, with anything at all where a property is expected.
const name = fc.constantFrom(
  'Type',
  'Properties',
  'Ref',
  'Fn::If',
  'Fn::Join',
  'Fn::Sub',
  'Fn::GetAtt',
  'Statement',
  'Action',
  'Principal',
  'Condition',
  'Effect',
  'Resource',
  'Tags',
  'Key',
  'Value',
  '__proto__',
  'constructor',
);
const property = fc.constantFrom(
  'AssumeRolePolicyDocument',
  'BucketEncryption',
  'CidrIp',
  'ContentPolicyConfig',
  'Environment',
  'GenerateSecretString',
  'KeyPolicy',
  'KmsKeyId',
  'LifecycleConfiguration',
  'LoggingConfiguration',
  'ManagedPolicyArns',
  'ModelSource',
  'ObjectLockConfiguration',
  'Policies',
  'PolicyDocument',
  'PublicAccessBlockConfiguration',
  'Roles',
  'SecretString',
  'SecurityGroupEgress',
  'SecurityGroupIngress',
  'SensitiveInformationPolicyConfig',
  'ServiceName',
  'Tags',
  'VersioningConfiguration',
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('Allow', 'Deny', '*', 'AWS::NoValue', '${A}', '${', '(', '[', 'arn:aws:bedrock:::foundation-model/x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const resource = fc.record(
  {
    Type: fc.oneof(fc.constantFrom(...KNOWN_TYPES, ...STATEFUL_TYPES), value),
    Properties: fc.oneof(fc.dictionary(property, value, { maxKeys: 4 }), value),
    Condition: value,
  },
  { requiredKeys: ['Type'] },
);
const strange = fc.record(
  {
    Resources: fc.oneof(fc.dictionary(fc.constantFrom('A', 'B', '__proto__'), resource, { maxKeys: 3 }), value),
    Parameters: value,
    Outputs: value,
  },
  { requiredKeys: [] },
);

test('never throws, whatever JSON it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), strange), context, (subject, where) => {
      const findings = checkTemplate(subject, where);
      expect(
        findings.every(({ path, got, allowed, remedy }) => [path, got, allowed, remedy].every((text) => typeof text === 'string')),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each<[part: unknown]>([[{}], [{ toString: 1 }], [[]], [null], [7]])('reads a reference made of %j without falling over it', (part) => {
  for (const reference of [
    { 'Fn::Join': [part, ['a', part]] },
    { 'Fn::GetAtt': [part, part] },
    { 'Fn::Sub': [part, part] },
    { Ref: part },
  ]) {
    const subject = template({ A: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: reference } } });
    expect(() => checkTemplate(subject, PROD)).not.toThrow();
  }
});

// Registrations of every class that a rule looks at, with anything at all as inputs.
const CLASSES = [
  'cognitiveservices:Account',
  'cognitiveservices:Deployment',
  'cognitiveservices:RaiPolicy',
  'authorization:RoleAssignment',
  'authorization:RoleDefinition',
  'keyvault:Secret',
  'keyvault:Vault',
  'monitor:DiagnosticSetting',
  'network:FlowLog',
  'network:NetworkSecurityGroup',
  'network:PrivateDnsZoneGroup',
  'network:PrivateEndpoint',
  'network:Subnet',
  'network:VirtualNetwork',
  'operationalinsights:Workspace',
  'privatedns:PrivateZone',
  'resources:ResourceGroup',
  'storage:BlobContainer',
  'storage:BlobServiceProperties',
  'storage:ManagementPolicy',
  'storage:StorageAccount',
];
const INPUTS = [
  'properties',
  'accountName',
  'networkAcls',
  'networkRuleSet',
  'contentFilters',
  'identity',
  'location',
  'locations',
  'logs',
  'permissions',
  'policy',
  'rules',
  'privateDnsZoneConfigs',
  'privateLinkServiceConnections',
  'resourceUri',
  'roleDefinitionId',
  'scope',
  'securityRules',
  'subnets',
  'tags',
  'value',
  '$unknown',
  '$secret',
  '__proto__',
];
const { input } = fc.letrec<{ input: unknown }>((tie) => ({
  input: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('input'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...INPUTS), tie('input'), { maxKeys: 4 }),
  ),
}));
const registration = fc
  .record({ name: fc.constantFrom('a', 'b'), className: fc.constantFrom(...CLASSES), inputs: input })
  .map(({ name: id, className, inputs }) => ({ ...reg(className, id), inputs }));

test('never throws, whatever a program registers, and changes nothing in it', () => {
  fc.assert(
    fc.property(fc.array(registration, { maxLength: 5 }), fc.constantFrom(AZURE_PROD, AZURE_DEV, AZURE_EPHEMERAL), (subject, where) => {
      const before = JSON.stringify(subject);
      const findings = checkRegistrations(subject, { ...where, requiredTags: ['Owner', '__proto__'] });
      expect(
        findings.every(({ path, got, allowed, remedy }) => [path, got, allowed, remedy].every((text) => typeof text === 'string')),
      ).toBe(true);
      expect(JSON.stringify(subject)).toBe(before);
    }),
    { numRuns: 500 },
  );
});

test('changes nothing in what it judges', () => {
  fc.assert(
    fc.property(strange, context, (subject, where) => {
      const before = JSON.stringify(subject);
      checkTemplate(subject, where);
      expect(JSON.stringify(subject)).toBe(before);
    }),
    { numRuns: 50 },
  );
});

test('finds nothing in templates that follow every rule', () => {
  const quiet = (subject: unknown) => checkTemplate(subject, PROD).map(({ rule, path, got }) => [rule, path, got]);
  expect(quiet(template({}))).toEqual([]);
  expect(quiet(bucketTemplate())).toEqual([]);
  expect(quiet(guardrailTemplate())).toEqual([]);
});

test('has each rule once, with a title, a source and a check', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(ids).toEqual(RULE_IDS);
  for (const rule of RULES) {
    expect(rule.id).toMatch(/^(?:INF|GW|VEC|SEC|DAT|MON|NET|GOV|REL|KIT)-\d{2}$/);
    for (const text of [rule.title, rule.reason, rule.fix]) expect(text).not.toBe('');
    expect(rule.source).not.toEqual([]);
    expect(Object.keys(rule.checks)).not.toEqual([]);
  }
});

test('holds prod rules in prod alone, private rules wherever it is private', () => {
  expect([PROD, DEV, { ...DEV, private: true }].map((where) => holds({ when: 'always' }, where))).toEqual([true, true, true]);
  expect([PROD, DEV, { ...DEV, private: true }].map((where) => holds({ when: 'prod' }, where))).toEqual([true, false, false]);
  expect([{ ...PROD, private: false }, DEV, { ...DEV, private: true }].map((where) => holds({ when: 'private' }, where))).toEqual([
    true,
    false,
    true,
  ]);
});

test('lists every rule in the README', () => {
  const readme = readFileSync(new URL('../../constructs/policy/README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| [A-Z]+-\d/.test(line));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(
    RULES.map(({ id, when, severity, title, checks, source }) => [
      id,
      when,
      severity,
      title,
      Object.keys(checks).join(', '),
      source.join(', '),
    ]),
  );
});

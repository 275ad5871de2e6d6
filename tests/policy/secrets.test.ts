// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub spells a reference in this way
import { describe, expect, test } from 'vitest';
import { findingsOf, judges } from './judge.ts';
import { arn, DEV, EPHEMERAL, either, getAtt, KEPT, NO_VALUE, policy, ref, res, template } from './templates.ts';

const secret = (properties: Record<string, unknown> = {}, rest: Record<string, unknown> = KEPT) =>
  res('AWS::SecretsManager::Secret', { KmsKeyId: getAtt('Key', 'Arn'), ...properties }, rest);
const aged = { Tags: [{ Key: 'max-age-days', Value: '90' }] };
const only = (resource: unknown, rest: Record<string, unknown> = {}) => template({ It: resource }, rest);

describe('SEC-01', () => {
  judges('SEC-01', 'aws', {
    allows: [
      ['a customer key and Retain', only(secret())],
      ['the service key in dev', only(secret({ KmsKeyId: NO_VALUE })), DEV],
      [
        'a secret that goes with a private ephemeral stack',
        only(secret({}, { DeletionPolicy: 'Delete' })),
        { ...EPHEMERAL, private: true },
      ],
    ],
    finds: [
      ['no key', only(secret({ KmsKeyId: NO_VALUE }))],
      ["AWS's own key", only(secret({ KmsKeyId: 'alias/aws/secretsmanager' }))],
      ['a key that only one branch has', only(secret({ KmsKeyId: either(getAtt('Key', 'Arn'), NO_VALUE) }))],
      ['a secret that is deleted with its stack', only(secret({}, { DeletionPolicy: 'Delete' }))],
      ['no deletion policy', only(secret({}, {}))],
    ],
  });
});

describe('SEC-02', () => {
  const schedule = (secretId: unknown, rest: Record<string, unknown> = {}) =>
    template({ Secret: secret(), Schedule: res('AWS::SecretsManager::RotationSchedule', { SecretId: secretId }, rest) });
  judges('SEC-02', 'aws', {
    allows: [
      ['a tag with the greatest age', only(secret(aged))],
      ['a rotation schedule', schedule(ref('Secret'))],
      ['a schedule by Fn::Sub', schedule({ 'Fn::Sub': '${Secret}' })],
    ],
    finds: [
      ['neither schedule nor tag', only(secret())],
      ['the schedule of another secret', schedule(ref('Other'))],
      ['a schedule under a condition', schedule(ref('Secret'), { Condition: 'Rotates' })],
      ['an empty tag', only(secret({ Tags: [{ Key: 'expires', Value: '' }] }))],
      ['a tag without a value', only(secret({ Tags: [{ Key: 'expires' }] }))],
      ['another tag', only(secret({ Tags: [{ Key: 'team', Value: 'support' }] }))],
      ['a tag whose key is not text', only(secret({ Tags: [{ Key: 7, Value: '2027-01-01' }] }))],
      ['a tag that only one branch has', only(secret({ Tags: either(aged.Tags, NO_VALUE) }))],
    ],
  });
});

// Put together at run time, so that no scanner takes these tests for a leak.
const TOKENS = {
  'an API key (sk-…)': ['sk-', 'proj-0123456789abcdefABCDEF'],
  'an AWS access key': ['AKIA', 'ABCDEFGHIJ234567'],
  'a Hugging Face token': ['hf_', 'abcdefghijklmnopqrstuvwx'],
  'a Pinecone key': ['pcsk_', 'abcdefghijklmnopqrstuvwx'],
  'a GitHub token': ['ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'],
  'a Slack token': ['xoxb-', '1234567890-abcdef'],
  'a Google API key': ['AIza', 'abcdefghijklmnopqrstuvwxyz0123456789'],
  'a JSON web token': ['eyJ', 'hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3.abcdef'],
  'a private key (PEM)': ['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE'],
  'a password in a URL': ['postgres://app:', 'hunter2@db.example.com/app'],
} as const;

describe('SEC-03', () => {
  const lambda = (variables: Record<string, unknown>) => only(res('AWS::Lambda::Function', { Environment: { Variables: variables } }));
  judges('SEC-03', 'aws', {
    allows: [
      ['a secret without a value', only(secret())],
      ['the fixed empty template', only(secret({ SecretString: '{"value":""}' }))],
      [
        'a generated value',
        only(secret({ GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password' } })),
      ],
      [
        'a variable with the ARN of a secret',
        lambda({ OPENAI_API_KEY: ref('Secret'), DB_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db' }),
      ],
      [
        'a password that the service resolves',
        only(res('AWS::RDS::DBCluster', { MasterUserPassword: '{{resolve:secretsmanager:db:SecretString:password}}' })),
      ],
      ['a certificate', only(res('AWS::IAM::ServerCertificate', { CertificateBody: '-----BEGIN CERTIFICATE-----\nMIID' }))],
      ['a URL with references', lambda({ URL: { 'Fn::Sub': 'https://${User}:${Host}@example.com' } })],
    ],
    finds: [
      ['a literal value', only(secret({ SecretString: 'hunter2' }))],
      ['a literal value in JSON', only(secret({ SecretString: '{"value":"hunter2"}' }))],
      ['a literal value in one branch', only(secret({ SecretString: either('hunter2', NO_VALUE) }))],
      ['a literal value in a generated secret', only(secret({ GenerateSecretString: { SecretStringTemplate: '{"apiKey":"hunter2"}' } }))],
      ['a literal in a variable for a key', lambda({ OPENAI_API_KEY: 'hunter2' })],
      [
        'a literal in a container variable',
        only(res('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name: 'DB_PASSWORD', Value: 'hunter2' }] }] })),
      ],
      ['a literal password', only(res('AWS::RDS::DBCluster', { MasterUserPassword: 'hunter2' }))],
      [
        'the default of a hidden parameter',
        template({}, { Parameters: { Password: { Type: 'String', NoEcho: true, Default: 'hunter2' } } }),
      ],
    ],
  });

  for (const [kind, parts] of Object.entries(TOKENS)) {
    const token = parts.join('');
    test(`SEC-03 finds ${kind} anywhere and never shows it`, () => {
      const places = [
        only(res('AWS::SSM::Parameter', { Value: `x ${token} y` })),
        only(res('AWS::SSM::Parameter', { Value: { 'Fn::Join': ['', parts] } })),
        only(res('AWS::EC2::Instance', { UserData: { 'Fn::Base64': `export KEY=${token}` } })),
        template({}, { Outputs: { Key: { Value: token } } }),
        template({}, { Mappings: { Keys: { eu: { key: token } } } }),
        only({ Type: 'AWS::SSM::Parameter', Metadata: { note: token } }),
      ];
      for (const place of places) {
        const findings = findingsOf('SEC-03', place);
        expect(findings.map(({ got }) => got)).toEqual([kind]);
        expect(JSON.stringify(findings)).not.toContain(parts[1]);
      }
    });
  }

  test('SEC-03 shows no part of a literal value', () => {
    const findings = findingsOf('SEC-03', only(secret({ SecretString: '{"value":"hunter2"}' })));
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('SEC-06', () => {
  const key = (properties: Record<string, unknown> = {}) => only(res('AWS::KMS::Key', { EnableKeyRotation: true, ...properties }, KEPT));
  const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
  judges('SEC-06', 'aws', {
    allows: [
      [
        'a rotating key of the account',
        key({ KeyPolicy: policy({ ...statement, Principal: { AWS: arn(':iam::', ref('AWS::AccountId'), ':root') } }) }),
      ],
      ['a window of 30 days', key({ PendingWindowInDays: 30 })],
      ['an asymmetric key, which cannot rotate', key({ EnableKeyRotation: NO_VALUE, KeySpec: 'RSA_2048' })],
      [
        'anybody of the account',
        key({ KeyPolicy: policy({ ...statement, Condition: { StringEquals: { 'kms:CallerAccount': ref('AWS::AccountId') } } }) }),
      ],
    ],
    finds: [
      ['a key that does not rotate', key({ EnableKeyRotation: false })],
      ['a rotation that only one branch has', key({ EnableKeyRotation: either(true, false) })],
      ['a window of 6 days', key({ PendingWindowInDays: 6 })],
      ['a window of 31 days', key({ PendingWindowInDays: '31' })],
      ['anybody', key({ KeyPolicy: policy(statement) })],
      ['anybody, spelled as AWS', key({ KeyPolicy: policy({ ...statement, Principal: { AWS: ['*'] } }) })],
      ['a policy that a macro writes', key({ KeyPolicy: { 'Fn::Transform': { Name: 'Policy' } } })],
    ],
  });
});

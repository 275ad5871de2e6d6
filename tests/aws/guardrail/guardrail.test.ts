import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnResource, Fn, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { Guardrail, type GuardrailProps } from '../../../constructs/aws/guardrail/index.ts';
import { FLAG_SETS, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const FULL: GuardrailProps = {
  guardrailName: 'support_assistant',
  description: 'Guards the support assistant',
  contentFilters: { hate: { input: 'high', output: 'high' }, 'prompt-attack': { input: 'high', output: 'none' } },
  pii: { email: 'anonymize', 'us-social-security-number': 'block' },
  sensitivePatterns: [{ name: 'ticket', pattern: 'T-[0-9]{6}', action: 'anonymize', description: 'Ticket number' }],
  deniedTopics: [{ name: 'Legal advice', definition: 'Advice on what somebody should do at court.', examples: ['Should I sue?'] }],
  blockedWords: ['acme corp'],
  profanity: 'block',
  grounding: { grounding: 0.7, relevance: 0.5 },
  blockedInputMessaging: 'No question.',
  blockedOutputsMessaging: 'No answer.',
  tier: { kind: 'standard', guardrailProfileId: 'eu.guardrail.v1:0', regions: ['eu-central-1', 'eu-west-1'] },
};

const guardrailOf = (stack: Stack) => resourcesOfType(stack, 'AWS::Bedrock::Guardrail')[0]?.Properties;
const versionOf = (stack: Stack) => resourcesOfType(stack, 'AWS::Bedrock::GuardrailVersion')[0];
const statementsOf = (stack: Stack) =>
  resourcesOfType(stack, 'AWS::IAM::Policy').flatMap((policy) => policy.Properties.PolicyDocument.Statement);
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

function stackWith(props?: GuardrailProps, options?: Parameters<typeof testStack>[0]): Stack {
  const stack = testStack(options);
  new Guardrail(stack, 'Guardrail', props);
  return stack;
}

test('snapshot: without props', () => {
  expect(snapshotOf(stackWith())).toMatchSnapshot();
});

test('snapshot: with everything', () => {
  const stack = testStack();
  new Guardrail(stack, 'Guardrail', {
    ...FULL,
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d'),
  });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(Object.keys(FLAG_SETS) as (keyof typeof FLAG_SETS)[])('with feature flags: %s', (flags) => {
  test('INF-15: a guardrail without props filters harmful content and prompt attacks', () => {
    const filters = guardrailOf(stackWith(undefined, { flags })).ContentPolicyConfig.FiltersConfig;
    expect(filters.map(({ Type }: { Type: string }) => Type)).toEqual([
      'HATE',
      'INSULTS',
      'SEXUAL',
      'VIOLENCE',
      'MISCONDUCT',
      'PROMPT_ATTACK',
    ]);
    for (const { Type, InputStrength, OutputStrength } of filters) {
      expect(['MEDIUM', 'HIGH']).toContain(InputStrength);
      expect(Type === 'PROMPT_ATTACK' ? ['NONE'] : ['MEDIUM', 'HIGH']).toContain(OutputStrength);
    }
  });

  test('INF-16: a guardrail without props masks personal data', () => {
    const entities = guardrailOf(stackWith(undefined, { flags })).SensitiveInformationPolicyConfig.PiiEntitiesConfig;
    expect(entities).toContainEqual({ Type: 'EMAIL', Action: 'ANONYMIZE' });
    expect(entities.every(({ Action }: { Action: string }) => ['ANONYMIZE', 'BLOCK'].includes(Action))).toBe(true);
  });

  test('INF-14: callers get a published version, not the draft', () => {
    const stack = testStack({ flags });
    const { guardrailVersion } = new Guardrail(stack, 'Guardrail');
    expect(stack.resolve(guardrailVersion)).toEqual({ 'Fn::GetAtt': ['GuardrailVersionFD7632EA', 'Version'] });
  });
});

test('INF-15, INF-16: filters that are switched off are not in the template', () => {
  const off = guardrailOf(stackWith({ contentFilters: {}, pii: {}, profanity: 'allow', blockedWords: ['acme'] }));
  expect(off.ContentPolicyConfig).toBeUndefined();
  expect(off.SensitiveInformationPolicyConfig).toBeUndefined();
  expect(off.WordPolicyConfig).toEqual({ WordsConfig: [{ Text: 'acme' }] });
});

test('INF-17: states the thresholds that are given and no other', () => {
  expect(guardrailOf(stackWith({ grounding: { grounding: 0 } })).ContextualGroundingPolicyConfig.FiltersConfig).toEqual([
    { Type: 'GROUNDING', Threshold: 0 },
  ]);
  expect(guardrailOf(stackWith()).ContextualGroundingPolicyConfig).toBeUndefined();
});

test('INF-14: a draft is asked for by name and publishes nothing', () => {
  const stack = testStack();
  expect(new Guardrail(stack, 'Guardrail', { version: 'draft' }).guardrailVersion).toBe('DRAFT');
  expect(versionOf(stack)).toBeUndefined();
});

describe('published versions', () => {
  test.each<[string, GuardrailProps]>([
    ['a filter', { contentFilters: { hate: { input: 'high', output: 'medium' } } }],
    ['personal data', { pii: { email: 'block' } }],
    ['a message', { blockedInputMessaging: 'Another message.' }],
    ['the tier', { tier: { kind: 'standard', guardrailProfileId: 'eu.guardrail.v1:0' } }],
    ['a word', { blockedWords: ['one'] }],
  ])('a change of %s publishes a new version', (_, props) => {
    expect(versionOf(stackWith(props))?.Properties.Description).not.toBe(versionOf(stackWith())?.Properties.Description);
  });

  test.each<[string, GuardrailProps]>([
    ['the name', { guardrailName: 'other' }],
    ['the description', { description: 'Other' }],
    ['the order of filters', { pii: { phone: 'block', email: 'block' } }],
  ])('a change of %s alone publishes nothing', (name, props) => {
    const before: GuardrailProps = name === 'the order of filters' ? { pii: { email: 'block', phone: 'block' } } : {};
    expect(versionOf(stackWith(props))?.Properties.Description).toBe(versionOf(stackWith(before))?.Properties.Description);
  });

  test('stating the account and region of a stack publishes nothing', () => {
    const env = { region: 'eu-central-1', account: '111122223333' };
    expect(versionOf(stackWith(FULL, { env }))?.Properties.Description).toBe(versionOf(stackWith(FULL))?.Properties.Description);
  });

  test('an older version is kept for callers that are rolled back', () => {
    expect(versionOf(stackWith())).toMatchObject({ UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' });
  });

  test('an older version goes when that is asked for', () => {
    expect(versionOf(stackWith({ previousVersions: 'delete' }))).toMatchObject({ UpdateReplacePolicy: 'Delete', DeletionPolicy: 'Delete' });
  });

  test('the digest stands in the version that it belongs to', () => {
    const stack = testStack();
    const { contentDigest } = new Guardrail(stack, 'Guardrail');
    expect(versionOf(stack)?.Properties.Description).toBe(`content ${contentDigest}`);
  });
});

test('a guardrail goes with its stack unless it is to be kept', () => {
  expect(resourcesOfType(stackWith(), 'AWS::Bedrock::Guardrail')[0]?.DeletionPolicy).toBe('Delete');
  expect(resourcesOfType(stackWith({ removalPolicy: RemovalPolicy.RETAIN }), 'AWS::Bedrock::Guardrail')[0]?.DeletionPolicy).toBe('Retain');
});

describe('grants.apply', () => {
  test('allows this guardrail alone', () => {
    const stack = testStack();
    new Guardrail(stack, 'Guardrail').grants.apply(roleIn(stack));
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'bedrock:ApplyGuardrail', Resource: { 'Fn::GetAtt': ['Guardrail91D61981', 'GuardrailArn'] } },
    ]);
  });

  test('allows the guardrail profile in each of its regions', () => {
    const stack = testStack({ env: { region: 'eu-central-1', account: '111122223333' } });
    new Guardrail(stack, 'Guardrail', FULL).grants.apply(roleIn(stack));
    const arn = (region: string) => `arn:aws:bedrock:${region}:111122223333:guardrail-profile/eu.guardrail.v1:0`;
    expect(statementsOf(stack)[0].Resource).toEqual(expect.arrayContaining([arn('eu-central-1'), arn('eu-west-1')]));
  });

  test('allows decryption in the role and leaves the key alone', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    new Guardrail(stack, 'Guardrail', { encryptionKey: key }).grants.apply(roleIn(stack));
    expect(statementsOf(stack)).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    });
    expect(JSON.stringify(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy)).not.toContain('Role');
  });
});

describe('Guardrail.fromAttributes', () => {
  const arn = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc123';

  test('makes no resource and knows the id', () => {
    const stack = testStack();
    const guardrail = Guardrail.fromAttributes(stack, 'Guardrail', { guardrailArn: arn, guardrailVersion: '3' });
    expect(guardrail).toMatchObject({ guardrailId: 'abc123', guardrailArn: arn, guardrailVersion: '3' });
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  });

  test('takes the id out of a late-bound ARN', () => {
    const stack = testStack();
    const guardrail = Guardrail.fromAttributes(stack, 'Guardrail', { guardrailArn: Fn.importValue('Arn'), guardrailVersion: '3' });
    expect(JSON.stringify(stack.resolve(guardrail.guardrailId))).toContain('Fn::Select');
  });

  test('rejects an ARN without a resource', () => {
    expect(() =>
      Guardrail.fromAttributes(testStack(), 'Guardrail', {
        guardrailArn: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail',
        guardrailVersion: '3',
      }),
    ).toThrow('guardrailArn must end with guardrail/<id>');
  });
});

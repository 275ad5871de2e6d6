// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub spells a reference in this way
import { describe, expect, test } from 'vitest';
import { findingsOf, judges } from './judge.ts';
import {
  allowInvoke,
  arn,
  DEV,
  denyUnguarded,
  EMBEDDING_MODEL,
  either,
  FILTERS,
  getAtt,
  guardrailTemplate,
  guardrailVersion,
  NO_VALUE,
  PROD,
  PROMPT_ATTACK,
  policy,
  ref,
  res,
  roleTemplate,
  TEXT_MODEL,
  template,
} from './templates.ts';

type Properties = Record<string, unknown>;
const profile = (source: unknown) => res('AWS::Bedrock::ApplicationInferenceProfile', { ModelSource: { CopyFrom: source } });

describe('INF-05', () => {
  judges('INF-05', 'aws', {
    allows: [['a role', roleTemplate([allowInvoke(TEXT_MODEL)])]],
    finds: [
      ['an IAM user', template({ User: res('AWS::IAM::User') })],
      ['an access key', template({ Key: res('AWS::IAM::AccessKey', { UserName: 'x' }) })],
      ['the right to use Bedrock API keys', roleTemplate([{ Effect: 'Allow', Action: 'bedrock:CallWithBearerToken', Resource: '*' }])],
    ],
  });
});

describe('INF-06', () => {
  const allow = (principal: unknown): Properties => ({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
  const trusts = (...statements: readonly Properties[]) =>
    template({ Role: res('AWS::IAM::Role', { AssumeRolePolicyDocument: policy(...statements) }) });
  const trust = (principal: unknown, condition?: unknown) =>
    trusts({ ...allow(principal), ...(condition ? { Condition: condition } : {}) });
  judges('INF-06', 'aws', {
    allows: [
      ['one service', trust({ Service: 'lambda.amazonaws.com' })],
      [
        'Bedrock for this account',
        trust({ Service: 'bedrock.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } }),
      ],
      ['people of one account', trust({ AWS: arn(':iam::111122223333:root') })],
      ['people of two accounts', trust({ AWS: ['111122223333', '444455556666'] })],
      [
        'one service, where a second is denied',
        trusts(allow({ Service: 'lambda.amazonaws.com' }), { ...allow({ Service: 'ec2.amazonaws.com' }), Effect: 'Deny' }),
      ],
    ],
    finds: [
      ['anybody', trust('*')],
      ['anybody but some', trusts({ ...allow(undefined), NotPrincipal: { AWS: '111122223333' } })],
      [
        'anybody but some, beside one service',
        trusts(allow({ Service: 'lambda.amazonaws.com' }), { ...allow(undefined), NotPrincipal: { AWS: '111122223333' } }),
      ],
      [
        'Bedrock for another condition than its account',
        trust({ Service: 'bedrock.amazonaws.com' }, { StringEquals: { 'aws:SourceArn': 'x' } }),
      ],
      [
        'Bedrock for accounts by pattern among others',
        trust({ Service: 'bedrock.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': [ref('AWS::AccountId'), '*'] } }),
      ],
      [
        'Bedrock for every account but one',
        trust({ Service: 'bedrock.amazonaws.com' }, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }),
      ],
      ['Bedrock among services for any account', trust({ Service: ['lambda.amazonaws.com', 'bedrock.amazonaws.com'] })],
      ['anybody, spelled as AWS', trust({ AWS: '*' })],
      ['two services', trust({ Service: ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] })],
      ['two services in two branches', trust({ Service: either('lambda.amazonaws.com', 'ecs-tasks.amazonaws.com') })],
      ['a service and an account', trust({ Service: 'lambda.amazonaws.com', AWS: '111122223333' })],
      ['Bedrock for any account', trust({ Service: 'bedrock.amazonaws.com' })],
      ['SageMaker for accounts by pattern', trust({ Service: 'sagemaker.amazonaws.com' }, { StringLike: { 'aws:SourceAccount': '*' } })],
      ['a trust that cannot be read', template({ Role: res('AWS::IAM::Role', { AssumeRolePolicyDocument: ref('Document') }) })],
    ],
  });

  test('INF-06 names all whom a mixed trust lets in, and asks each for its account', () => {
    const mixed = trust({ Service: ['lambda.amazonaws.com', 'bedrock.amazonaws.com'] });
    expect(findingsOf('INF-06', mixed).map(({ got }) => got)).toEqual([
      'Service:lambda.amazonaws.com, Service:bedrock.amazonaws.com',
      'a trust without aws:SourceAccount',
    ]);
  });
});

describe('INF-07', () => {
  judges('INF-07', 'aws', {
    allows: [
      ['a model', roleTemplate([allowInvoke(TEXT_MODEL)])],
      [
        'a model in every region of its profile',
        roleTemplate([allowInvoke(arn(':bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0'))]),
      ],
      [
        'a profile of the template',
        roleTemplate([allowInvoke(getAtt('Profile', 'InferenceProfileArn'))], { Profile: profile(TEXT_MODEL) }),
      ],
      ['a wildcard that is denied', roleTemplate([{ ...allowInvoke('*'), Effect: 'Deny' }])],
      ['endpoints of any account by name', roleTemplate([allowInvoke('arn:aws:sagemaker:eu-central-1:*:endpoint/chat')])],
    ],
    finds: [
      ['everything', roleTemplate([allowInvoke('*')])],
      ['one model and everything else', roleTemplate([allowInvoke([TEXT_MODEL, '*'])])],
      ['what may be any resource of Bedrock', roleTemplate([allowInvoke('arn:aws:bedrock:eu-central-1:111122223333:*')])],
      ['all models', roleTemplate([allowInvoke(arn(':bedrock:eu-central-1::foundation-model/*'))])],
      [
        'a family of models',
        roleTemplate([allowInvoke({ 'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/anthropic.*' })]),
      ],
      ['everything in one branch', roleTemplate([allowInvoke(either('*', TEXT_MODEL))])],
      ['everything by a pattern of actions', roleTemplate([{ Effect: 'Allow', Action: 'bedrock:Invoke*', Resource: '*' }])],
      ['everything by NotAction', roleTemplate([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }])],
      ['all but one model', roleTemplate([{ Effect: 'Allow', Action: 'bedrock:InvokeModel', NotResource: TEXT_MODEL }])],
      [
        'a parameter whose default is everything',
        template(
          { P: res('AWS::IAM::ManagedPolicy', { PolicyDocument: policy(allowInvoke(ref('Model'))) }) },
          { Parameters: { Model: { Type: 'String', Default: '*' } } },
        ),
      ],
      [
        'all endpoints',
        roleTemplate([
          { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: arn(':sagemaker:eu-central-1:111122223333:endpoint/*') },
        ]),
      ],
      [
        'everything in an inline policy',
        template({ Role: res('AWS::IAM::Role', { Policies: [{ PolicyDocument: policy(allowInvoke('*')) }] }) }),
      ],
    ],
  });
});

describe('INF-14', () => {
  const models = (source: unknown) => template({ Profile: profile(source) });
  const uses = (version: unknown) =>
    guardrailTemplate(
      {},
      { Version: guardrailVersion(), Agent: res('AWS::Bedrock::Agent', { GuardrailConfiguration: { GuardrailVersion: version } }) },
    );
  judges('INF-14', 'aws', {
    allows: [
      ['a dated model', models(TEXT_MODEL)],
      [
        'a system profile with the numbers of its generation',
        models(arn(':bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-opus-4-7')),
      ],
      ['a published guardrail version', uses(getAtt('Version', 'Version'))],
      ['DRAFT in dev', uses('DRAFT'), DEV],
    ],
    finds: [
      ['a model without a version', models(arn(':bedrock:eu-central-1::foundation-model/vendor.model'))],
      ['a model that a parameter names', models(ref('Model'))],
      ['a model without a version in one branch', models(either(TEXT_MODEL, 'vendor.model'))],
      ['a guardrail without a published version', guardrailTemplate({}, {})],
      ['DRAFT', uses('DRAFT')],
      ['DRAFT in one branch', uses(either('1', 'DRAFT'))],
      ["the guardrail's own version, which is DRAFT", uses(getAtt('Guardrail', 'Version'))],
      [
        'DRAFT in an ARN',
        roleTemplate([
          denyUnguarded('*', {
            StringNotEquals: { 'bedrock:GuardrailIdentifier': arn(':bedrock:eu-central-1:111122223333:guardrail/g1:DRAFT') },
          }),
        ]),
      ],
    ],
  });
});

describe('INF-15', () => {
  const filtered = (...filters: readonly unknown[]) => guardrailTemplate({ ContentPolicyConfig: { FiltersConfig: filters } });
  const [hate, ...others] = FILTERS;
  judges('INF-15', 'aws', {
    allows: [['all six filters', guardrailTemplate()]],
    finds: [
      ['no filters', guardrailTemplate({ ContentPolicyConfig: NO_VALUE })],
      ['a missing category', filtered(...others, PROMPT_ATTACK)],
      [
        'filters of which one branch has fewer',
        guardrailTemplate({
          ContentPolicyConfig: either({ FiltersConfig: [...FILTERS, PROMPT_ATTACK] }, { FiltersConfig: [...others, PROMPT_ATTACK] }),
        }),
      ],
      ['no look at prompt attacks', filtered(...FILTERS)],
      ['a weak filter', filtered({ ...hate, InputStrength: 'LOW' }, ...others, PROMPT_ATTACK)],
      ['a filter of prompts alone', filtered({ ...hate, OutputStrength: 'NONE' }, ...others, PROMPT_ATTACK)],
      ['a filter that is switched off', filtered({ ...hate, OutputEnabled: false }, ...others, PROMPT_ATTACK)],
      ['a filter that only tells', filtered({ ...hate, InputAction: 'NONE' }, ...others, PROMPT_ATTACK)],
      ['a filter that only one branch has', filtered(either(hate, NO_VALUE), ...others, PROMPT_ATTACK)],
      ['a strength that a parameter decides', filtered({ ...hate, InputStrength: ref('Strength') }, ...others, PROMPT_ATTACK)],
    ],
  });

  test('INF-15 asks for prompts alone where attacks are looked for, and for both sides elsewhere', () => {
    const missing = findingsOf('INF-15', guardrailTemplate({ ContentPolicyConfig: { FiltersConfig: [] } }));
    expect(missing.map(({ allowed }) => allowed)).toEqual([
      ...FILTERS.map(() => 'MEDIUM or HIGH for prompts and answers'),
      'MEDIUM or HIGH for prompts',
    ]);
  });
});

describe('INF-16', () => {
  const masked = (...entities: readonly unknown[]) =>
    guardrailTemplate({ SensitiveInformationPolicyConfig: { PiiEntitiesConfig: entities } });
  judges('INF-16', 'aws', {
    allows: [
      ['masked mail addresses', guardrailTemplate()],
      ['blocked names', masked({ Type: 'NAME', Action: 'BLOCK' })],
    ],
    finds: [
      ['nothing of the kind', guardrailTemplate({ SensitiveInformationPolicyConfig: NO_VALUE })],
      ['an empty list', masked()],
      ['an action without effect', masked({ Type: 'NAME', Action: 'NONE' })],
      ['answers that are let through', masked({ Type: 'NAME', Action: 'BLOCK', OutputAction: 'NONE' })],
      ['prompts that are not looked at', masked({ Type: 'NAME', Action: 'BLOCK', InputEnabled: false })],
      [
        'a list that only one branch has',
        guardrailTemplate({
          SensitiveInformationPolicyConfig: either({ PiiEntitiesConfig: [{ Type: 'NAME', Action: 'BLOCK' }] }, NO_VALUE),
        }),
      ],
    ],
  });
});

describe('INF-18', () => {
  const enforced = (properties: Properties = {}, rest: Properties = {}) =>
    res('AWS::Bedrock::EnforcedGuardrailConfiguration', { GuardrailIdentifier: 'g', GuardrailVersion: '1', ...properties }, rest);
  const identifier = getAtt('Guardrail', 'GuardrailArn');
  judges('INF-18', 'aws', {
    allows: [
      ['an Allow with its Deny', roleTemplate([allowInvoke(TEXT_MODEL), denyUnguarded(TEXT_MODEL)])],
      ['a Deny on everything', roleTemplate([allowInvoke(TEXT_MODEL), denyUnguarded('*')])],
      [
        'a Deny in another policy of the role',
        roleTemplate([allowInvoke(TEXT_MODEL)], {
          Guard: res('AWS::IAM::Policy', { Roles: [ref('Role')], PolicyDocument: policy(denyUnguarded(TEXT_MODEL)) }),
        }),
      ],
      ['an embedding model', roleTemplate([allowInvoke(EMBEDDING_MODEL)])],
      [
        'a system profile by its ARN, which calls nothing by itself',
        roleTemplate([allowInvoke(arn(':bedrock:eu-central-1:111122223333:inference-profile/eu.vendor.model-v1'))]),
      ],
      [
        'an application profile by its ARN',
        roleTemplate([allowInvoke(arn(':bedrock:eu-central-1:111122223333:application-inference-profile/abc'))]),
      ],
      [
        'the profile of an embedding model',
        roleTemplate([allowInvoke(getAtt('Profile', 'InferenceProfileArn'))], { Profile: profile(EMBEDDING_MODEL) }),
      ],
      [
        'a profile of another stack, with a Deny of its model in every region',
        roleTemplate([
          allowInvoke({ 'Fn::GetStackOutput': { StackName: 'serving', OutputName: 'Profile' } }),
          allowInvoke(arn(':bedrock:eu-west-1::foundation-model/vendor.model-v1')),
          denyUnguarded(arn(':bedrock:*::foundation-model/vendor.model-v1')),
        ]),
      ],
      ['a guardrail that the account enforces', roleTemplate([allowInvoke(TEXT_MODEL)]), { ...PROD, enforcedGuardrail: true }],
      ['a guardrail that the template enforces', roleTemplate([allowInvoke(TEXT_MODEL)], { Enforced: enforced() })],
      ['a role without rights to invoke', roleTemplate([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }])],
    ],
    finds: [
      ['an Allow without a Deny', roleTemplate([allowInvoke(TEXT_MODEL)])],
      ['an Allow without a Deny in dev', roleTemplate([allowInvoke(TEXT_MODEL)]), DEV],
      ['a Deny of another model', roleTemplate([allowInvoke(TEXT_MODEL), denyUnguarded(EMBEDDING_MODEL)])],
      [
        'a Deny without the streamed action',
        roleTemplate([allowInvoke(TEXT_MODEL), { ...denyUnguarded('*'), Action: 'bedrock:InvokeModel' }]),
      ],
      [
        'a Deny that any guardrail satisfies',
        roleTemplate([allowInvoke(TEXT_MODEL), denyUnguarded('*', { Null: { 'bedrock:GuardrailIdentifier': 'true' } })]),
      ],
      [
        'a Deny with a pattern for any guardrail',
        roleTemplate([allowInvoke(TEXT_MODEL), denyUnguarded('*', { StringNotLike: { 'bedrock:GuardrailIdentifier': '*' } })]),
      ],
      [
        'a Deny under a second condition',
        roleTemplate([
          allowInvoke(TEXT_MODEL),
          denyUnguarded('*', { StringNotEquals: { 'bedrock:GuardrailIdentifier': identifier, 'aws:PrincipalTag/x': 'y' } }),
        ]),
      ],
      ['a Deny that only one branch has', roleTemplate([allowInvoke(TEXT_MODEL), either(denyUnguarded('*'), NO_VALUE) as Properties])],
      [
        'a Deny of another role',
        roleTemplate([allowInvoke(TEXT_MODEL)], {
          Guard: res('AWS::IAM::Policy', { Roles: [ref('Other')], PolicyDocument: policy(denyUnguarded('*')) }),
        }),
      ],
      [
        'a Deny in a policy under a condition',
        roleTemplate([allowInvoke(TEXT_MODEL)], {
          Guard: res('AWS::IAM::Policy', { Roles: [ref('Role')], PolicyDocument: policy(denyUnguarded('*')) }, { Condition: 'IsProd' }),
        }),
      ],
      ['an Allow on a text model beside an embedding model', roleTemplate([allowInvoke([EMBEDDING_MODEL, TEXT_MODEL])])],
      [
        'the model behind a profile without a Deny',
        roleTemplate([allowInvoke(getAtt('Profile', 'InferenceProfileArn')), allowInvoke(TEXT_MODEL)], { Profile: profile(TEXT_MODEL) }),
      ],
      ['a provisioned model without a Deny', roleTemplate([allowInvoke(arn(':bedrock:eu-central-1:111122223333:provisioned-model/abc'))])],
      ['a profile that cannot be read', roleTemplate([allowInvoke({ 'Fn::ImportValue': 'profile' })])],
      ['an Allow of all actions of Bedrock', roleTemplate([{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }])],
      [
        'a guardrail enforced for one model',
        roleTemplate([allowInvoke(TEXT_MODEL)], {
          Enforced: enforced({ ModelEnforcement: { IncludedModels: ['vendor.model-v1'], ExcludedModels: [] } }),
        }),
      ],
      [
        'a guardrail enforced under a condition',
        roleTemplate([allowInvoke(TEXT_MODEL)], { Enforced: enforced({}, { Condition: 'IsProd' }) }),
      ],
    ],
  });
});

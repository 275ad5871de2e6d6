import type { Place, ToolAcknowledgement } from '../../constructs/policy/register.ts';

/**
 * What the tools say of choices that are a user's own: the function in examples/single-block, which stands for any, and blocks that get no
 * key. Of what the kit decides the register of constructs/policy speaks; these lines are judged as strictly and are not published.
 */
const FUNCTION: Place = { type: 'AWS::Lambda::Function', path: 'Summaries/Summarise/Resource' };
const ROLE: Place = { type: 'AWS::IAM::Role', path: 'Summaries/Summarise/ServiceRole/Resource' };
const POLICY: Place = { type: 'AWS::IAM::Policy', path: 'Summaries/Summarise/ServiceRole/DefaultPolicy/Resource' };

const expires = '2027-11-30';

/** Without `encryptionKey` a block takes the service's own key, as its documentation says. */
const WITHOUT_KEY: readonly (readonly [rule: string, where: Place])[] = [
  ['CKV_AWS_149', { type: 'AWS::SecretsManager::Secret', path: 'Bare/Secret/Resource/Resource' }],
  ['CKV_AWS_158', { type: 'AWS::Logs::LogGroup', path: 'Bare/Network/FlowLogs/LogGroup/Resource' }],
  ['CKV_AWS_158', { type: 'AWS::Logs::LogGroup', path: 'Bare/Network/DefaultSecurityGroup/LogGroup/Resource' }],
  ['CKV_AWS_119', { type: 'AWS::DynamoDB::Table', path: 'Bare/State/Resource/Resource' }],
  ['CKV_AWS_149', { type: 'AWS::SecretsManager::Secret', path: 'Bare/Consumers/web/Keys/Resource' }],
  ...['Bootstrap/Handler/LogGroup', 'Gateway/Function/LogGroup', 'Gateway/Authorizer/LogGroup', 'Gateway/Firewall/LogGroup'].map(
    (group) => ['CKV_AWS_158', { type: 'AWS::Logs::LogGroup', path: `Bare/${group}/Resource` }] as const,
  ),
  ...['AccessLog', 'ExecutionLog'].map(
    (group) => ['CKV_AWS_158', { type: 'AWS::Logs::LogGroup', path: `Bare/Gateway/Api/${group}/Resource` }] as const,
  ),
];

/** Functions of a gateway that is given neither a network nor a limit of its own. */
const UNPLACED: readonly (readonly [rule: string, path: string])[] = [
  ...['Bare/Gateway/Function', 'Bare/Gateway/Authorizer', 'Inside/Function', 'Inside/Authorizer'].map(
    (program) => ['CKV_AWS_117', program] as const,
  ),
  ...['Bare/Gateway/Function', 'Inside/Function'].map((program) => ['CKV_AWS_115', program] as const),
];

export const EXAMPLE_FINDINGS: readonly ToolAcknowledgement[] = [
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    where: ROLE,
    reason: 'The role that aws-cdk-lib gives every function: its policy writes logs and does nothing else.',
    expires,
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::<DocumentsRaw9A34BC34.Arn>/*]',
    where: POLICY,
    reason: 'The function reads any document of this one bucket, which is what it is granted.',
    expires,
  },
  ...['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117'].map(
    (rule): ToolAcknowledgement => ({
      tool: 'checkov',
      rule,
      where: FUNCTION,
      reason: 'How many calls run at once, where failed ones go and in which network they run depend on what calls the function.',
      expires,
    }),
  ),
  {
    tool: 'checkov',
    rule: 'CKV_AWS_173',
    where: FUNCTION,
    reason: 'Its environment holds names and no secret, and Lambda encrypts it with a key of its own.',
    expires,
  },
  ...WITHOUT_KEY.map(
    ([rule, where]): ToolAcknowledgement => ({
      tool: 'checkov',
      rule,
      where,
      reason: 'No key was given; a platform always gives one.',
      expires,
    }),
  ),
  ...UNPLACED.map(
    ([rule, program]): ToolAcknowledgement => ({
      tool: 'checkov',
      rule,
      where: { type: 'AWS::Lambda::Function', path: `${program}/Resource/Resource` },
      reason: 'Whether it runs in a network and how many calls run at once is for who places the gateway to say.',
      expires,
    }),
  ),
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/anthropic.claude-sonnet-5-5]',
    where: { type: 'AWS::IAM::Policy', path: 'Full/Gateway/Function/Role/DefaultPolicy/Resource' },
    reason: 'A denial: the model is not to be called without its guardrail in any region.',
    expires,
  },
];

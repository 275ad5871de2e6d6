import { MAX_AGE_TAG } from '../spec/external-secret.ts';
import type { Place, Tool, ToolAcknowledgement } from './register.ts';

/**
 * The register: every finding of a public tool about the kit's own templates that is deliberate. Blocks put those of cdk-nag on their
 * constructs, `plan` prints what concerns the planned stacks, and `npm run check:cfn` fails on a finding that is not here, on a line that
 * has expired and on one that is no finding any more. Errors of the schemas are never accepted.
 */

/** A year: long enough that nobody renews without reading, short enough that AWS's answer may have changed. */
const REVIEWED_UNTIL = '2027-11-30';

interface Decision {
  readonly tool: Tool;
  readonly where: Place;
  readonly reason: string;
}

/** One decision about rules that ask for the same. */
function accept(rules: readonly string[], decision: Decision): readonly ToolAcknowledgement[] {
  return rules.map((rule) => ({ rule, ...decision, expires: REVIEWED_UNTIL }));
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html */
export const EXTERNAL_SECRET_ROTATION = accept(
  ['AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
  {
    tool: 'cdk-nag',
    where: { type: 'AWS::SecretsManager::Secret' },
    reason: `AWS cannot rotate what another provider issued; the tag ${MAX_AGE_TAG} limits its age instead.`,
  },
);

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html */
export const CONSUMER_KEY_ROTATION = accept(
  ['AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
  {
    tool: 'cdk-nag',
    where: { type: 'AWS::SecretsManager::Secret', path: 'Keys/Resource' },
    reason: `A consumer has to take its new key before the old one ends, so a person rotates; the tag ${MAX_AGE_TAG} limits the age.`,
  },
);

const ACCESS_LOGS: Place = { type: 'AWS::S3::Bucket', path: 'Logs/Resource' };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export const ACCESS_LOG_ENCRYPTION = accept(
  ['HIPAA.Security-S3DefaultEncryptionKMS', 'NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321-S3DefaultEncryptionKMS'],
  {
    tool: 'cdk-nag',
    where: ACCESS_LOGS,
    reason: "The bucket of access logs takes S3's own keys: log delivery cannot write with a customer key.",
  },
);

const ACCESS_LOGS_UNLOGGED = accept(['CKV_AWS_18'], {
  tool: 'checkov',
  where: ACCESS_LOGS,
  reason: 'The bucket of access logs keeps none of its own: each delivered log would be logged, and AWS advises against it.',
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
export const API_GATEWAY_LOG_POLICY = accept(
  ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]'],
  {
    tool: 'cdk-nag',
    where: { type: 'AWS::IAM::Role', path: 'ApiGatewayLogs/Role/Resource' },
    reason: 'API Gateway checks the role when it is named and AWS documents this policy for it; log groups of APIs have no common name.',
  },
);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html */
const FUNCTION_AFTER_ROLE = accept(['W3005'], {
  tool: 'cfn-lint',
  where: { type: 'AWS::Lambda::Function' },
  reason: 'CDK makes a function wait for its role and for what is attached to it; that the role is named twice changes nothing.',
});

const DEFAULT_GROUP_HANDLER: Place = { type: 'AWS::Lambda::Function', path: 'DefaultSecurityGroup/Handler/Resource' };

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const DEFAULT_GROUP_CONCURRENCY = accept(['CKV_AWS_115'], {
  tool: 'checkov',
  where: DEFAULT_GROUP_HANDLER,
  reason:
    'CloudFormation alone calls it, once a deployment. A reserved concurrency would be taken from the account, and a small account refuses it.',
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html */
const DEFAULT_GROUP_DEAD_LETTERS = accept(['CKV_AWS_116'], {
  tool: 'checkov',
  where: DEFAULT_GROUP_HANDLER,
  reason: 'A call that fails is an error of the deployment, which waits for its answer: no event is lost that a queue could keep.',
});

const DEFAULT_GROUP_OUTSIDE_VPC = accept(['CKV_AWS_117'], {
  tool: 'checkov',
  where: DEFAULT_GROUP_HANDLER,
  reason: 'It calls the EC2 API and answers CloudFormation, and reads no data; in a network without a way out it could do neither.',
});

const PROGRAMS = ['Function', 'Authorizer', 'Handler'] as const;
const CALLED_BY_GATEWAY = ['Function', 'Authorizer'] as const;

function eachProgram(
  programs: readonly (typeof PROGRAMS)[number][],
  rules: readonly string[],
  decision: Omit<Decision, 'where'>,
  place: (program: string) => Place,
): readonly ToolAcknowledgement[] {
  return programs.flatMap((program) => accept(rules, { ...decision, where: place(program) }));
}

const functionOf = (program: string): Place => ({ type: 'AWS::Lambda::Function', path: `${program}/Resource/Resource` });
const rightsOf = (program: string): Place => ({ type: 'AWS::IAM::Policy', path: `${program}/Role/DefaultPolicy/Resource` });
const networkOf = (program: string): Place => ({ type: 'AWS::IAM::Policy', path: `${program}/Network/Resource` });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const PROGRAM_TRACES = eachProgram(
  PROGRAMS,
  ['AwsSolutions-IAM5[Resource::*]'],
  { tool: 'cdk-nag', reason: 'X-Ray takes no resource for the two actions that write a trace.' },
  rightsOf,
);

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
export const PROGRAM_NETWORK = eachProgram(
  CALLED_BY_GATEWAY,
  ['AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*]'],
  { tool: 'cdk-nag', reason: "Lambda takes no narrower resource to put a function into a network; the function's own code is denied it." },
  networkOf,
);

export const GATEWAY_CONFIG_VERSIONS = eachProgram(
  CALLED_BY_GATEWAY,
  [
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/llm-infra/gateway-config/<AWS::StackName>/*]',
  ],
  {
    tool: 'cdk-nag',
    reason: 'The name carries a digest, and while an update runs instances of the old version still start; it holds no secret.',
  },
  rightsOf,
);

const ROUTES = ['completions/POST', 'embeddings/POST', 'models/GET', 'health/GET'];
const HEALTH: Place = { type: 'AWS::ApiGateway::Method', path: 'health/GET/Resource' };

export const GATEWAY_AUTHORIZER = ROUTES.flatMap((route) =>
  accept(['AwsSolutions-COG4'], {
    tool: 'cdk-nag',
    where: { type: 'AWS::ApiGateway::Method', path: `${route}/Resource` },
    reason: "Callers are programs with keys of the gateway or tokens of an issuer of the user's choice, which its own authorizer checks.",
  }),
);

const OPEN_HEALTH = 'Monitors have no key; it says whether calls are taken and no more, and is throttled to five a second.';

export const GATEWAY_HEALTH = accept(['AwsSolutions-APIG4'], { tool: 'cdk-nag', where: HEALTH, reason: OPEN_HEALTH });

const GATEWAY_HEALTH_OPEN = accept(['CKV_AWS_59'], { tool: 'checkov', where: HEALTH, reason: OPEN_HEALTH });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const GATEWAY_CACHE = accept(['CKV_AWS_120'], {
  tool: 'checkov',
  where: { type: 'AWS::ApiGateway::Stage', path: 'DeploymentStage.live/Resource' },
  reason: "Streamed answers can't be cached, and one caller's answer is no other's.",
});

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const GATEWAY_LOG4J = accept(['CKV_AWS_192'], {
  tool: 'checkov',
  where: { type: 'AWS::WAFv2::WebACL', path: 'Firewall/Resource' },
  reason: 'Nothing behind it runs Java, and the rule group that asks for looks into bodies, where a prompt may quote such a text.',
});

const PROGRAM_DEAD_LETTERS = eachProgram(
  PROGRAMS,
  ['CKV_AWS_116'],
  { tool: 'checkov', reason: 'Whoever calls it waits for its answer or is told of its failure: no event is lost that a queue could keep.' },
  functionOf,
);

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html */
const PROGRAM_ENVIRONMENT = eachProgram(
  CALLED_BY_GATEWAY,
  ['CKV_AWS_173'],
  { tool: 'checkov', reason: 'Its environment holds two names and no secret, and Lambda encrypts it with a key of its own.' },
  functionOf,
);

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const PROGRAM_CONCURRENCY = eachProgram(
  ['Authorizer', 'Handler'],
  ['CKV_AWS_115'],
  { tool: 'checkov', reason: 'Throttles bound what calls it; a reserve would be taken from the account, and a small account refuses it.' },
  functionOf,
);

const BOOTSTRAP_OUTSIDE_VPC = accept(['CKV_AWS_117'], {
  tool: 'checkov',
  where: functionOf('Handler'),
  reason: 'It calls APIs of AWS and answers CloudFormation; in a network without a way out it could do neither.',
});

export const REGISTER: readonly ToolAcknowledgement[] = [
  ...EXTERNAL_SECRET_ROTATION,
  ...CONSUMER_KEY_ROTATION,
  ...ACCESS_LOG_ENCRYPTION,
  ...ACCESS_LOGS_UNLOGGED,
  ...API_GATEWAY_LOG_POLICY,
  ...FUNCTION_AFTER_ROLE,
  ...DEFAULT_GROUP_CONCURRENCY,
  ...DEFAULT_GROUP_DEAD_LETTERS,
  ...DEFAULT_GROUP_OUTSIDE_VPC,
  ...PROGRAM_TRACES,
  ...PROGRAM_NETWORK,
  ...PROGRAM_DEAD_LETTERS,
  ...PROGRAM_ENVIRONMENT,
  ...PROGRAM_CONCURRENCY,
  ...BOOTSTRAP_OUTSIDE_VPC,
  ...GATEWAY_CONFIG_VERSIONS,
  ...GATEWAY_AUTHORIZER,
  ...GATEWAY_HEALTH,
  ...GATEWAY_HEALTH_OPEN,
  ...GATEWAY_CACHE,
  ...GATEWAY_LOG4J,
];

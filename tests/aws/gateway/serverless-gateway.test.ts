import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import type { ServerlessGatewayProps } from '../../../constructs/aws/gateway/index.ts';
import { ExistingNetwork } from '../../../constructs/aws/network/index.ts';
import { ExternalSecret } from '../../../constructs/aws/secrets/index.ts';
import { ManagedModel } from '../../../constructs/aws/serving/index.ts';
import { OPERATIONS } from '../../../constructs/runtime/gateway/core/operations.ts';
import { type CfnResourceJson, resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';
import { CONFIG, configFrom, configWith, ENV, gatewayWith } from './gateways.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const CERTIFICATE_ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:llm/openai-AbCdEf';
const assistant = CONFIG.models.assistant;
if (assistant === undefined) throw new Error('the configuration of the tests has no model');

function everything(stack: Stack): Partial<ServerlessGatewayProps> {
  const model = new ManagedModel(stack, 'Model', {
    modelId: 'anthropic.claude-sonnet-5-5',
    routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5' },
    use: 'chat',
  });
  const secret = ExternalSecret.fromAttributes(stack, 'Secret', { secretCompleteArn: SECRET_ARN });
  const zone = { hostedZoneId: 'Z0123456789', zoneName: 'example.com' };
  return {
    config: {
      ...configFrom('https://app.example.com'),
      models: {
        assistant: { ...assistant, upstream: { kind: 'bedrock', region: 'eu-central-1', modelId: model.inferenceProfileArn } },
        outside: {
          ...assistant,
          upstream: { kind: 'openai', model: 'gpt', key: { kind: 'secrets-manager', arn: SECRET_ARN, field: 'value' } },
        },
      } as ServerlessGatewayProps['config']['models'],
    },
    models: [model],
    secrets: [secret],
    access: { kind: 'allow-list', cidrs: ['203.0.113.0/24', '198.51.100.0/24'] },
    domain: {
      domainName: 'llm.example.com',
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN),
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', zone),
    },
    firewall: { kind: 'managed', requestsPerFiveMinutes: 500 },
    throttle: { requestsPerSecond: 20, burst: 40 },
    network: new ExistingNetwork(stack, 'Network', {
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.0.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      subnetIds: { app: ['subnet-01234567', 'subnet-89abcdef'] },
      egress: { kind: 'nat' },
    }),
    timeout: Duration.minutes(11),
    memoryMiB: 2048,
    reservedConcurrency: 50,
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN),
    logRetention: logs.RetentionDays.ONE_YEAR,
    logRemovalPolicy: RemovalPolicy.DESTROY,
  };
}

type Resources = Readonly<Record<string, CfnResourceJson>>;

/** The method of each path, as `POST /v1/embeddings`. */
function methodsOf(resources: Resources): ReadonlyMap<string, CfnResourceJson> {
  const pathOf = (id: string): string => {
    const { Properties } = resources[id] ?? {};
    const parent = Properties?.ParentId?.Ref;
    return `${parent === undefined ? '' : pathOf(parent)}/${Properties?.PathPart}`;
  };
  const methods = Object.values(resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Method');
  return new Map(methods.map((method) => [`${method.Properties.HttpMethod} ${pathOf(method.Properties.ResourceId.Ref)}`, method]));
}

test('snapshot: minimal', () => {
  const stack = testStack();
  gatewayWith({ firewall: { kind: 'none' } }, stack);
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: ENV });
  gatewayWith(everything(stack), stack);
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  const stackWith = (props: Partial<ServerlessGatewayProps> = {}) => Stack.of(gatewayWith(props, testStack({ flags, env: ENV })));
  const full = () => {
    const stack = testStack({ flags, env: ENV });
    gatewayWith(everything(stack), stack);
    return stack;
  };

  test('GW-01: every route of the program is there and authenticated, and health alone is open', () => {
    const methods = methodsOf(resourcesOf(stackWith()));
    const routes = Object.entries(OPERATIONS).map(([path, { method }]) => `${method} ${path}`);
    expect([...methods.keys()].sort()).toEqual([...routes, 'GET /health'].sort());
    for (const [route, { Properties }] of methods) expect(Properties.AuthorizationType).toBe(route === 'GET /health' ? 'NONE' : 'CUSTOM');
  });

  test('every route streams for as long as the function runs', () => {
    const stack = stackWith({ timeout: Duration.minutes(11) });
    for (const { Properties } of resourcesOfType(stack, 'AWS::ApiGateway::Method')) {
      expect(Properties.Integration).toMatchObject({ Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM', TimeoutInMillis: 660_000 });
      expect(JSON.stringify(Properties.Integration.Uri)).toMatch(/2021-11-15\/functions.+\/response-streaming-invocations/);
    }
    const timeouts = resourcesOfType(stack, 'AWS::Lambda::Function').map(({ Properties }) => [Properties.Handler, Properties.Timeout]);
    expect(timeouts).toEqual([
      ['index.handler', 660],
      ['index.authorizer', 15],
    ]);
  });

  test('a revoked key is dead within the minute: what the authorizer said is kept for 30 s', () => {
    expect(resourcesOfType(stackWith(), 'AWS::ApiGateway::Authorizer')[0]?.Properties).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 30,
    });
  });

  test('GW-02, GW-03: logs each call as JSON without header, query or body, and errors without data', () => {
    const [stage] = resourcesOfType(stackWith(), 'AWS::ApiGateway::Stage');
    const fields: string[] = Object.values(JSON.parse(stage?.Properties.AccessLogSetting.Format));
    expect(fields).toEqual(expect.arrayContaining(['$context.integration.responseTransferMode', '$context.authorizer.consumer']));
    expect(fields.filter((field) => !/^\$context\.[\w.]+$/.test(field) || /path$|header\.|query|body|userAgent/i.test(field))).toEqual([
      '$context.resourcePath',
    ]);
    for (const settings of stage?.Properties.MethodSettings ?? []) {
      expect(settings).toMatchObject({ DataTraceEnabled: false, LoggingLevel: 'ERROR', MetricsEnabled: true });
    }
  });

  test('MON-03: every log ends, API Gateway’s own of errors too, which is there before the stage', () => {
    const resources = resourcesOf(full());
    const groups = Object.values(resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(5);
    for (const { Properties } of groups) expect(Properties).toMatchObject({ RetentionInDays: 365, KmsKeyId: KEY_ARN });
    const errors = Object.entries(resources).find(([, { Properties }]) =>
      JSON.stringify(Properties).includes('API-Gateway-Execution-Logs_'),
    );
    expect(Object.values(resources).find(({ Type }) => Type === 'AWS::ApiGateway::Stage')?.DependsOn).toContain(errors?.[0]);
  });

  test('logs stay when the stack goes, and go again with a deployment that fails', () => {
    for (const group of resourcesOfType(stackWith(), 'AWS::Logs::LogGroup')) {
      expect(group).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('GW-04: the firewall blocks, but rules on bodies count; it logs no key', () => {
    const stack = stackWith({ firewall: { kind: 'managed', requestsPerFiveMinutes: 500 } });
    const [acl] = resourcesOfType(stack, 'AWS::WAFv2::WebACL');
    const [rate, reputation, common] = acl?.Properties.Rules ?? [];
    expect(rate).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 500, AggregateKeyType: 'IP' } } });
    expect(reputation).toMatchObject({ OverrideAction: { None: {} } });
    const { RuleActionOverrides } = common.Statement.ManagedRuleGroupStatement;
    expect(RuleActionOverrides.length).toBeGreaterThan(0);
    for (const { Name, ActionToUse } of RuleActionOverrides)
      expect([Name, ActionToUse]).toEqual([expect.stringMatching(/_BODY$/), { Count: {} }]);
    expect(resourcesOfType(stack, 'AWS::WAFv2::LoggingConfiguration')[0]?.Properties.RedactedFields).toEqual([
      { SingleHeader: { Name: 'authorization' } },
    ]);
    expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
    expect(resourcesOfType(stack, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
  });

  test('GW-05, GW-09: throttles and traces, and health most of all', () => {
    const [stage] = resourcesOfType(full(), 'AWS::ApiGateway::Stage');
    expect(stage?.Properties.TracingEnabled).toBe(true);
    expect(stage?.Properties.MethodSettings).toMatchObject([
      { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      { HttpMethod: 'GET', ResourcePath: '/~1health', ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
    ]);
  });

  test('GW-07: bodies are validated before the function is called', () => {
    const methods = methodsOf(resourcesOf(stackWith()));
    for (const route of ['POST /v1/chat/completions', 'POST /v1/embeddings']) {
      expect(methods.get(route)?.Properties).toMatchObject({ RequestValidatorId: {}, RequestModels: { 'application/json': {} } });
    }
    const [validator] = resourcesOfType(stackWith(), 'AWS::ApiGateway::RequestValidator');
    expect(validator?.Properties).toMatchObject({ ValidateRequestBody: true, ValidateRequestParameters: true });
  });

  test('GW-08, GW-11: one name, with TLS 1.2 at least; the API’s own answers no more', () => {
    const stack = full();
    for (const type of ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::DomainName']) {
      expect(resourcesOfType(stack, type)[0]?.Properties).toMatchObject({
        SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
        EndpointAccessMode: 'STRICT',
      });
    }
    expect(resourcesOfType(stack, 'AWS::ApiGateway::RestApi')[0]?.Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(resourcesOfType(stackWith(), 'AWS::ApiGateway::RestApi')[0]?.Properties.DisableExecuteApiEndpoint).toBe(false);
    expect(resourcesOfType(stack, 'AWS::Route53::RecordSet')[0]?.Properties).toMatchObject({ Name: 'llm.example.com.', Type: 'A' });
  });

  test('GOV-05: both roles have no managed policy, and the authorizer calls no model and reads no secret', () => {
    const stack = full();
    for (const { Properties } of resourcesOfType(stack, 'AWS::IAM::Role')) expect(Properties.ManagedPolicyArns).toBeUndefined();
    const policies = resourcesOfType(stack, 'AWS::IAM::Policy').map(({ Properties }) => [
      Properties.PolicyName,
      JSON.stringify(Properties.PolicyDocument),
    ]);
    const ofAuthorizer = policies.find(([name]) => name.includes('AuthorizerRole'))?.[1];
    const ofFunction = policies.find(([name]) => name.includes('FunctionRole'))?.[1];
    for (const action of ['bedrock:InvokeModel', 'secretsmanager:GetSecretValue', 'dynamodb:UpdateItem']) {
      expect(ofFunction).toContain(action);
      expect(ofAuthorizer).not.toContain(action);
    }
    expect(ofAuthorizer).toContain('"dynamodb:LeadingKeys":["keys"]');
  });

  test('the functions may do nothing with network interfaces themselves, though Lambda may for them', () => {
    const isNetwork = ({ Properties }: CfnResourceJson) => Properties.PolicyName.includes('Network');
    const policies = resourcesOfType(full(), 'AWS::IAM::Policy').filter(isNetwork);
    expect(policies).toHaveLength(2);
    for (const { Properties } of policies) {
      expect(Properties.PolicyDocument.Statement.at(-1)).toMatchObject({
        Effect: 'Deny',
        Action: expect.arrayContaining(['ec2:CreateNetworkInterface']),
        Condition: { ArnLike: { 'lambda:SourceFunctionArn': expect.anything() } },
      });
    }
    expect(resourcesOfType(stackWith(), 'AWS::IAM::Policy').filter(isNetwork)).toEqual([]);
  });

  test('never widens the policy of a given key', () => {
    const stack = testStack({ flags, env: ENV });
    gatewayWith({ encryptionKey: kms.Key.fromKeyArn(stack, 'Reference', new kms.Key(stack, 'Key').keyArn) }, stack);
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
  });

  test('leaves the settings of the account and the outputs of the stack alone', () => {
    const stack = full();
    expect(resourcesOfType(stack, 'AWS::ApiGateway::Account')).toEqual([]);
    expect(stack.node.findAll().filter((node) => node instanceof CfnOutput)).toEqual([]);
  });
});

describe('Where it can be called from', () => {
  const policyOf = (access: ServerlessGatewayProps['access']) =>
    resourcesOfType(Stack.of(gatewayWith({ access })), 'AWS::ApiGateway::RestApi')[0]?.Properties;

  test('public has no policy: the authorizer decides', () => {
    expect(policyOf({ kind: 'public' }).Policy).toBeUndefined();
  });

  test('an allow list denies every other address', () => {
    expect(policyOf({ kind: 'allow-list', cidrs: ['203.0.113.0/24'] }).Policy.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }, Resource: 'execute-api:/*' },
      { Effect: 'Allow' },
    ]);
  });

  test('GW-11: private is an API of some endpoints alone, which its policy says too', () => {
    const stack = testStack({ env: ENV });
    const vpcEndpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
      vpcEndpointId: 'vpce-01234567',
      port: 443,
    });
    gatewayWith({ access: { kind: 'private', endpoints: [vpcEndpoint] } }, stack);
    expect(resourcesOfType(stack, 'AWS::ApiGateway::RestApi')[0]?.Properties).toMatchObject({
      EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-01234567'] },
      EndpointAccessMode: 'BASIC',
      Policy: {
        Statement: [{ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-01234567'] } } }, { Effect: 'Allow' }],
      },
    });
  });
});

describe('GW-10: browsers', () => {
  const questions = (...origins: readonly string[]) =>
    [...methodsOf(resourcesOf(Stack.of(gatewayWith({ config: configFrom(...origins) }))))].filter(([route]) => route.startsWith('OPTIONS'));
  const responses = (...origins: readonly string[]) =>
    JSON.stringify(resourcesOfType(Stack.of(gatewayWith({ config: configFrom(...origins) })), 'AWS::ApiGateway::GatewayResponse'));

  test('are asked nothing where no origin may call', () => {
    expect(questions()).toEqual([]);
  });

  test('are answered by the edge itself, for the listed origins alone', () => {
    const asked = questions('https://app.example.com', 'https://other.example.com');
    expect(asked.map(([route]) => route)).toEqual(
      expect.arrayContaining(['OPTIONS /v1/chat/completions', 'OPTIONS /v1/embeddings', 'OPTIONS /v1/models']),
    );
    for (const [, { Properties }] of asked) {
      expect(Properties.Integration.Type).toBe('MOCK');
      expect(JSON.stringify(Properties)).toContain('https://other.example.com');
      expect(JSON.stringify(Properties)).not.toContain("'*'");
    }
  });

  test('read what the edge refuses where one origin alone may call', () => {
    expect(responses('https://app.example.com')).toContain(
      `"gatewayresponse.header.Access-Control-Allow-Origin":"'https://app.example.com'"`,
    );
    expect(responses('https://app.example.com', 'https://other.example.com')).not.toContain('Access-Control-Allow-Origin');
  });
});

test('what the edge refuses has the form of OpenAI’s errors', () => {
  const responses = resourcesOfType(Stack.of(gatewayWith()), 'AWS::ApiGateway::GatewayResponse');
  const unauthorized = responses.find(({ Properties }) => Properties.ResponseType === 'UNAUTHORIZED');
  expect(unauthorized?.Properties.StatusCode).toBe('401');
  for (const { Properties } of responses) {
    const text = Properties.ResponseTemplates['application/json'].replace('$context.error.messageString', '"Forbidden"');
    expect(JSON.parse(text).error).toMatchObject({
      message: expect.any(String),
      type: expect.any(String),
      param: null,
      request_id: '$context.requestId',
    });
  }
});

test('the base URL is the domain, or the stage of the API', () => {
  const stack = testStack({ env: ENV });
  expect(gatewayWith(everything(stack), stack).baseUrl).toBe('https://llm.example.com/v1');
  const own = gatewayWith();
  expect(JSON.stringify(Stack.of(own).resolve(own.baseUrl))).toMatch(/https:\/\/.*\.execute-api\.eu-central-1\..*\/v1"/);
});

test('metrics are of this API and this stage', () => {
  const gateway = gatewayWith();
  const metrics = [
    gateway.metricRequestsSum(),
    gateway.metricClientErrorsSum(),
    gateway.metricServerErrorsSum(),
    gateway.metricLatencyP95InMillis({ period: Duration.minutes(1) }),
  ];
  expect(metrics.map(({ metricName, statistic }) => `${metricName} ${statistic}`)).toEqual([
    'Count Sum',
    '4XXError Sum',
    '5XXError Sum',
    'Latency p95',
  ]);
  const [api] = resourcesOfType(Stack.of(gateway), 'AWS::ApiGateway::RestApi');
  for (const { dimensions } of metrics) expect(dimensions?.ApiName).toBe(api?.Properties.Name);
});

test('an existing web ACL is associated and nothing of it made', () => {
  const webAclArn = 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/central/11111111-2222-3333-4444-555555555555';
  const stack = Stack.of(gatewayWith({ firewall: { kind: 'existing', webAclArn } }));
  expect(resourcesOfType(stack, 'AWS::WAFv2::WebACLAssociation')[0]?.Properties.WebACLArn).toBe(webAclArn);
  expect(resourcesOfType(stack, 'AWS::WAFv2::WebACL')).toEqual([]);
});

test('another retention of the authorizer’s answers, another model of bodies: the stage serves a new deployment', () => {
  const deploymentOf = (config = CONFIG) =>
    Object.keys(resourcesOf(Stack.of(gatewayWith({ config })))).find((id) => id.includes('ApiDeployment') && !id.includes('Stage'));
  const fewer = configWith({ limits: { ...CONFIG.limits, maxMessages: 5 } });
  expect(deploymentOf(fewer)).not.toBe(deploymentOf());
  expect(deploymentOf()).toBe(deploymentOf());
});

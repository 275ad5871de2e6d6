import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { BootstrapTask, ConsumerKeys, GatewayState } from '../../constructs/aws/gateway/index.ts';
import { checkTemplate } from '../../constructs/policy/index.ts';
import { gatewayWith } from '../aws/gateway/gateways.ts';
import { judges } from './judge.ts';
import { DEV, either, getAtt, NO_VALUE, PROD, policy, ref, res, template } from './templates.ts';

type Properties = Record<string, unknown>;

const method = (properties: Properties = {}) =>
  res('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    AuthorizationType: 'CUSTOM',
    AuthorizerId: ref('Authorizer'),
    ResourceId: ref('Chat'),
    RequestValidatorId: ref('Validator'),
    RequestModels: { 'application/json': ref('Model') },
    Integration: { Type: 'AWS_PROXY' },
    ...properties,
  });
const validator = (on: unknown = true) => res('AWS::ApiGateway::RequestValidator', { ValidateRequestBody: on });
const withMethod = (properties: Properties = {}, rest: Properties = {}) =>
  template({
    Chat: res('AWS::ApiGateway::Resource', { PathPart: 'chat' }),
    Health: res('AWS::ApiGateway::Resource', { PathPart: 'health' }),
    Method: method(properties),
    Validator: validator(),
    ...rest,
  });
const SETTINGS = { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20, DataTraceEnabled: false };
const withStage = (properties: Properties = {}, rest: Properties = {}) =>
  template({
    Stage: res('AWS::ApiGateway::Stage', {
      AccessLogSetting: { DestinationArn: getAtt('Log', 'Arn'), Format: '{"id":"$context.requestId"}' },
      MethodSettings: [SETTINGS],
      TracingEnabled: true,
      ...properties,
    }),
    ...rest,
  });

describe('GW-01', () => {
  judges('GW-01', 'aws', {
    allows: [
      ['an authorizer', withMethod()],
      ['GET /health', withMethod({ HttpMethod: 'GET', AuthorizationType: 'NONE', ResourceId: ref('Health') })],
      [
        'a preflight that the edge answers',
        withMethod({ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } }),
      ],
      ['a function with IAM', template({ Url: res('AWS::Lambda::Url', { AuthType: 'AWS_IAM' }) })],
    ],
    finds: [
      ['an open route', withMethod({ AuthorizationType: 'NONE' })],
      ['a route that does not say', withMethod({ AuthorizationType: NO_VALUE })],
      ['a route that is open in one branch', withMethod({ AuthorizationType: either('CUSTOM', 'NONE') })],
      ['a preflight that reaches a function', withMethod({ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' })],
      ['POST /health', withMethod({ AuthorizationType: 'NONE', ResourceId: ref('Health') })],
      ['an open route of an HTTP API in dev', template({ Route: res('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /' }) }), DEV],
      ['an open function', template({ Url: res('AWS::Lambda::Url', { AuthType: 'NONE' }) })],
    ],
  });
});

describe('GW-02', () => {
  judges('GW-02', 'aws', {
    allows: [
      ['a JSON log', withStage()],
      [
        'that of an HTTP API',
        template({ Stage: res('AWS::ApiGatewayV2::Stage', { AccessLogSettings: { DestinationArn: 'arn', Format: '{}' } }) }),
      ],
    ],
    finds: [
      ['no log', withStage({ AccessLogSetting: NO_VALUE })],
      ['a log as text', withStage({ AccessLogSetting: { DestinationArn: 'arn', Format: '$context.requestId' } })],
      ['a log without a place', withStage({ AccessLogSetting: { Format: '{}' } })],
      ['an HTTP API without one', template({ Stage: res('AWS::ApiGatewayV2::Stage') })],
    ],
  });
});

describe('GW-03', () => {
  judges('GW-03', 'aws', {
    allows: [
      ['no tracing of data', withStage()],
      ['what is not switched on', withStage({ MethodSettings: NO_VALUE })],
    ],
    finds: [
      ['tracing of data', withStage({ MethodSettings: [{ ...SETTINGS, DataTraceEnabled: true }] })],
      [
        'tracing for one method',
        withStage({ MethodSettings: [SETTINGS, { HttpMethod: 'POST', ResourcePath: '/x', DataTraceEnabled: true }] }),
      ],
      ['tracing that a parameter decides', withStage({ MethodSettings: [{ ...SETTINGS, DataTraceEnabled: ref('Trace') }] })],
    ],
  });
});

describe('GW-04', () => {
  const group = (name: string, override: Properties = { None: {} }) => ({
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name } },
    OverrideAction: override,
  });
  const RATE = { Statement: { RateBasedStatement: { Limit: 1000 } }, Action: { Block: {} } };
  const COMMON = group('AWSManagedRulesCommonRuleSet');
  const REPUTATION = group('AWSManagedRulesAmazonIpReputationList');
  const association = (stage: string, rest: Properties = {}) =>
    res(
      'AWS::WAFv2::WebACLAssociation',
      { WebACLArn: getAtt('Acl', 'Arn'), ResourceArn: { 'Fn::Sub': `arn/restapis/x/stages/\${${stage}}` } },
      rest,
    );
  const guarded = (rules: readonly unknown[] = [RATE, COMMON, REPUTATION], changes: Properties = {}) =>
    withStage(
      {},
      {
        Acl: res('AWS::WAFv2::WebACL', { Rules: rules }),
        Logging: res('AWS::WAFv2::LoggingConfiguration', { ResourceArn: getAtt('Acl', 'Arn') }),
        Association: association('Stage'),
        ...changes,
      },
    );
  judges('GW-04', 'aws', {
    allows: [
      ['a web ACL that blocks and logs', guarded()],
      ['a web ACL of somebody else', withStage({}, { Association: association('Stage') })],
      ['none in dev', withStage(), DEV],
    ],
    finds: [
      ['no web ACL', withStage()],
      ['that of another stage', guarded([RATE, COMMON, REPUTATION], { Association: association('Other') })],
      ['one under a condition', guarded([RATE, COMMON, REPUTATION], { Association: association('Stage', { Condition: 'IsProd' }) })],
      ['a rate that only counts', guarded([{ ...RATE, Action: { Count: {} } }, COMMON, REPUTATION])],
      ['a group that only counts', guarded([RATE, group('AWSManagedRulesCommonRuleSet', { Count: {} }), REPUTATION])],
      ['a group that is missing', guarded([RATE, COMMON])],
      ['no log', guarded([RATE, COMMON, REPUTATION], { Logging: res('AWS::SNS::Topic') })],
    ],
  });
});

describe('GW-05', () => {
  judges('GW-05', 'aws', {
    allows: [['a rate and a burst', withStage()]],
    finds: [
      ['no settings', withStage({ MethodSettings: NO_VALUE })],
      ['settings of one method', withStage({ MethodSettings: [{ ...SETTINGS, ResourcePath: '/x' }] })],
      ['no burst', withStage({ MethodSettings: [{ ...SETTINGS, ThrottlingBurstLimit: NO_VALUE }] })],
      ['a rate that a parameter decides', withStage({ MethodSettings: [{ ...SETTINGS, ThrottlingRateLimit: ref('Rate') }] })],
    ],
  });
});

describe('GW-07', () => {
  judges('GW-07', 'aws', {
    allows: [
      ['a validator and a model', withMethod()],
      ['a method without a body', withMethod({ HttpMethod: 'GET', RequestValidatorId: NO_VALUE, RequestModels: NO_VALUE })],
    ],
    finds: [
      ['no validator', withMethod({ RequestValidatorId: NO_VALUE })],
      ['no model', withMethod({ RequestModels: {} })],
      ['a validator that looks at no body', withMethod({}, { Validator: validator(false) })],
    ],
  });
});

describe('GW-08', () => {
  const api = (properties: Properties = {}) => template({ Api: res('AWS::ApiGateway::RestApi', properties) });
  const domain = (properties: Properties = {}) => template({ Domain: res('AWS::ApiGateway::DomainName', properties) });
  judges('GW-08', 'aws', {
    allows: [
      ['TLS 1.2', domain({ SecurityPolicy: 'TLS_1_2' })],
      ['a policy of 2025', api({ SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09' })],
      ['an API without a name of its own', api({ DisableExecuteApiEndpoint: true })],
    ],
    finds: [
      ['TLS 1.0', domain({ SecurityPolicy: 'TLS_1_0' })],
      ['a domain that does not say', domain()],
      ['an API that does not say', api()],
      ['a policy that a parameter decides', domain({ SecurityPolicy: ref('Tls') })],
    ],
  });
});

describe('GW-09', () => {
  judges('GW-09', 'aws', {
    allows: [['tracing', withStage()]],
    finds: [
      ['no tracing', withStage({ TracingEnabled: false })],
      ['tracing in one branch', withStage({ TracingEnabled: either(true, NO_VALUE) })],
    ],
  });
});

describe('GW-10', () => {
  const answering = (origin: string) =>
    withMethod({
      Integration: {
        Type: 'MOCK',
        IntegrationResponses: [{ ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': origin } }],
      },
    });
  const refusing = (origin: string) =>
    template({
      Response: res('AWS::ApiGateway::GatewayResponse', {
        ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': origin },
      }),
    });
  judges('GW-10', 'aws', {
    allows: [
      ['a named origin', answering("'https://app.example.com'")],
      ['a named origin of refusals', refusing("'https://app.example.com'")],
      ['no origin', withMethod()],
    ],
    finds: [
      ['every origin', answering("'*'")],
      ['every origin of refusals', refusing("'*'")],
      ['every origin of an HTTP API', template({ Api: res('AWS::ApiGatewayV2::Api', { CorsConfiguration: { AllowOrigins: ['*'] } }) })],
      ['every origin of a function', template({ Url: res('AWS::Lambda::Url', { AuthType: 'AWS_IAM', Cors: { AllowOrigins: ['*'] } }) })],
    ],
  });
});

describe('GW-11', () => {
  const api = (properties: Properties, rest: Properties = {}) => template({ Api: res('AWS::ApiGateway::RestApi', properties), ...rest });
  const mapping = { Mapping: res('AWS::ApiGateway::BasePathMapping', { DomainName: ref('Domain'), RestApiId: ref('Api') }) };
  const PRIVATE = { EndpointConfiguration: { Types: ['PRIVATE'] } };
  const denying = (key: string) => ({
    ...PRIVATE,
    Policy: policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: '*',
      Condition: { StringNotEquals: { [key]: 'vpce-1' } },
    }),
  });
  judges('GW-11', 'aws', {
    allows: [
      ['a domain beside which the API has no name', api({ DisableExecuteApiEndpoint: true }, mapping)],
      ['an API without a domain', api({})],
      ['a private API for an endpoint', api(denying('aws:SourceVpce'))],
      ['a second name in dev', api({}, mapping), DEV],
    ],
    finds: [
      ['a second name', api({}, mapping)],
      ['a second name in one branch', api({ DisableExecuteApiEndpoint: either(true, false) }, mapping)],
      ['a private API for everybody', api(PRIVATE)],
      ['a private API that denies by something else', api(denying('aws:PrincipalTag/x'))],
    ],
  });
});

describe('GW-12', () => {
  const permission = (properties: Properties) =>
    template({
      Permission: res('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', ...properties }),
    });
  const sending = (value: unknown, name = 'Authorization') =>
    withMethod({ Integration: { Type: 'HTTP_PROXY', RequestParameters: { [`integration.request.header.${name}`]: value } } });
  judges('GW-12', 'aws', {
    allows: [
      ['a named API', permission({ SourceArn: { 'Fn::Join': ['', ['arn:aws:execute-api:', ref('Api'), '/*']] } })],
      ['another service', permission({ Principal: 'events.amazonaws.com' })],
      ['what the caller sent', sending('method.request.header.Authorization')],
      ['a fixed header that is no key', sending("'gateway'", 'X-Via')],
    ],
    finds: [
      ['any API', permission({})],
      ['a key in the template', sending("'Bearer abc'")],
      ['a key under another name', sending("'abc'", 'x-api-key')],
    ],
  });
});

test.each([
  ['prod', { ...PROD, requiredTags: [] }],
  ['dev', DEV],
] as const)('the gateway of the kit breaks no rule, judged as %s', (_, context) => {
  const stack = new Stack(undefined, 'Test');
  const state = new GatewayState(stack, 'State');
  const keys = new ConsumerKeys(stack, 'Keys', { consumers: ['web'] });
  const code = Code.fromInline('export {};');
  new BootstrapTask(stack, 'Bootstrap', { code, steps: [keys.bootstrap(state)] });
  gatewayWith({ state, code }, stack);
  const findings = checkTemplate(Template.fromStack(stack).toJSON(), context);
  // Without a customer key, which a platform always gives, logs and secrets are the service's.
  expect(findings.filter(({ path }) => !/KmsKeyId$/.test(path))).toEqual([]);
});

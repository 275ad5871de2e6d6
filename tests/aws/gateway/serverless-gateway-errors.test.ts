import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import type { ServerlessGatewayProps } from '../../../constructs/aws/gateway/index.ts';
import { type EgressRoute, ExistingNetwork } from '../../../constructs/aws/network/index.ts';
import type { GatewayConfig, UpstreamConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { testStack } from '../../support/stacks.ts';
import { CONFIG, configFrom, configWith, ENV, gatewayWith, late } from './gateways.ts';

const making = (props: Partial<ServerlessGatewayProps>) => () => gatewayWith(props);
const allowing = (...cidrs: string[]): Partial<ServerlessGatewayProps> => ({ access: { kind: 'allow-list', cidrs } });
const outOf = (upstream: UpstreamConfig): GatewayConfig =>
  configWith({ models: { assistant: { type: 'chat', upstream, contextTokens: 8000, maxOutputTokens: 2000 } } });
const timed = (totalMillis: number): GatewayConfig => configWith({ timeouts: { ...CONFIG.timeouts, totalMillis } });
const OPENAI: UpstreamConfig = { kind: 'openai', model: 'gpt', key: { kind: 'secrets-manager', arn: 'arn:aws:secretsmanager:x' } };
const BEDROCK: UpstreamConfig = { kind: 'bedrock', region: 'eu-central-1', modelId: 'profile' };

describe('Refuses', () => {
  test.each<[string, Partial<ServerlessGatewayProps>, string]>([
    [
      'everything as an allow list',
      allowing('0.0.0.0/0'),
      "access.cidrs[0] must not be 0.0.0.0/0, which is every address; name the ranges of your clients, or write access: { kind: 'public' }",
    ],
    ['everything in two halves', allowing('0.0.0.0/1', '128.0.0.0/1'), 'access.cidrs are every address together'],
    ['no range at all', allowing(), 'access.cidrs is empty'],
    ['a range that is none', allowing('10.0.0.1/8'), 'access.cidrs[0]'],
    [
      'a private gateway without a network’s endpoint',
      { access: { kind: 'private', endpoints: [] } },
      'access.endpoints is empty, so that nobody could call',
    ],
    ['a public gateway without a way to know callers', { config: configWith({ auth: {} }) }, 'config.auth: neither apiKeys nor jwt is on'],
    [
      'an origin with a path',
      { config: configFrom('https://app.example.com/chat') },
      "config.network.corsOrigins[0] must be an origin without a path, got 'https://app.example.com/chat'",
    ],
    [
      'every origin',
      { config: configFrom('*') },
      "config.network.corsOrigins[0] must be one origin, got '*'; list the origins of your web apps",
    ],
    ['every origin below a name', { config: configFrom('https://*.example.com') }, 'must be one origin'],
    ['an origin that ends in a slash', { config: configFrom('https://app.example.com/') }, 'must be an origin without a path'],
    [
      'a longest call beyond a streamed one',
      { timeout: Duration.minutes(16) },
      'timeout must be 2 to 900 whole seconds, as long as a streamed call may last, got 960',
    ],
    ['no time at all', { timeout: Duration.millis(1500) }, 'got 1.5'],
    ['a program that outlives its function', { config: timed(899_500) }, 'config.timeouts.totalMillis must be at most 899000'],
    ['a program that outlives a shorter one', { config: timed(60_000), timeout: Duration.seconds(60) }, 'at most 59000'],
    [
      'larger bodies than a function takes',
      { config: configWith({ limits: { ...CONFIG.limits, maxBodyBytes: 7 << 20 } }) },
      'config.limits.maxBodyBytes must be at most 6291456',
    ],
    [
      'what the program would not start with',
      { config: configWith({ consumers: { web: { routes: ['other'] } } }) },
      "config.consumers.web.routes: no route 'other'",
    ],
    [
      'a consumer’s name that would have to be cut',
      { config: configWith({ consumers: { ['x'.repeat(33)]: { routes: ['chat'] } } }) },
      'config.consumers',
    ],
    [
      'no calls',
      { throttle: { requestsPerSecond: 0, burst: 1 } },
      'throttle.requestsPerSecond must be a whole number from 1 to 1000000, got 0',
    ],
    ['no burst', { throttle: { requestsPerSecond: 1, burst: 0 } }, 'throttle.burst must be a whole number'],
    ['little memory', { memoryMiB: 64 }, 'memoryMiB must be a whole number from 128 to 10240, got 64'],
    ['no function', { reservedConcurrency: 0 }, 'zero would switch the gateway off'],
    [
      'a limit of nine',
      { firewall: { kind: 'managed', requestsPerFiveMinutes: 9 } },
      'firewall.requestsPerFiveMinutes must be 10 to 2000000000, got 9',
    ],
    [
      'a web ACL of CloudFront',
      { firewall: { kind: 'existing', webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/x/y' } },
      'firewall.webAclArn must be the ARN of a regional web ACL',
    ],
    ['logs for ever', { logRetention: logs.RetentionDays.INFINITE }, 'logRetention must be one of'],
    ['a snapshot of logs', { logRemovalPolicy: RemovalPolicy.SNAPSHOT }, "logRemovalPolicy is 'snapshot'"],
    [
      'a model of Bedrock that is not passed',
      { config: outOf(BEDROCK) },
      'models is empty, and config.models.assistant.upstream is of Bedrock',
    ],
    ['a secret that is not passed', { config: outOf(OPENAI) }, 'secrets is empty, and config.models.assistant.upstream.key is one'],
    [
      'a model of Azure’s identity',
      { config: outOf({ kind: 'azure-openai', endpoint: 'https://x.openai.azure.com', deployment: 'x' }) },
      "config.models.assistant.upstream is 'azure-openai'",
    ],
    [
      'a key in Azure’s vault',
      { config: outOf({ ...OPENAI, key: { kind: 'key-vault-secret', url: 'https://v.vault.azure.net/secrets/x' } }) },
      "key is 'key-vault-secret'",
    ],
  ])('%s', (_, props, message) => {
    expect(making(props)).toThrow(message);
  });

  test('a configuration longer than a parameter', () => {
    const consumers = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`team-${index}`, { routes: ['chat'] }]));
    expect(making({ config: configWith({ consumers }) })).toThrow(/config has about \d+ characters, and a parameter holds 8192/);
  });

  test('everything at once, under its path', () => {
    expect(making({ ...allowing('0.0.0.0/0'), memoryMiB: 1, config: configFrom('*') })).toThrow(
      /ServerlessGateway 'Test\/Gateway' cannot be made:\n- access\.cidrs.*\n- memoryMiB.*\n- config\.network\.corsOrigins\[0\][^\n]*$/,
    );
  });
});

describe('A domain', () => {
  const certificateOf = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`;
  const under = (domainName: string, region = 'eu-central-1', access: ServerlessGatewayProps['access'] = { kind: 'public' }) => {
    const stack = testStack({ env: ENV });
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateOf(region));
    return () => gatewayWith({ domain: { domainName, certificate }, access }, stack);
  };

  test('is refused without a certificate', () => {
    const domain = { domainName: 'llm.example.com' } as ServerlessGatewayProps['domain'] & object;
    expect(making({ domain })).toThrow('domain.certificate is missing; request one in Certificate Manager in the region of the gateway');
  });

  test('is refused with a certificate of another region', () => {
    expect(under('llm.example.com', 'us-east-1')).toThrow(
      'domain.certificate must be of eu-central-1, as the gateway is, got one of us-east-1; request one in eu-central-1',
    );
  });

  test.each(['https://llm.example.com', 'llm.example.com/v1', '*.example.com', 'LLM.example.com', 'localhost'])(
    'is refused as %s',
    (name) => {
      expect(under(name)).toThrow('domain.domainName must be a host in lower case such as llm.example.com');
    },
  );

  test('is refused for a private gateway', () => {
    const endpoints = [{ vpcEndpointId: 'vpce-01234567' }] as unknown as Extract<
      ServerlessGatewayProps['access'],
      { kind: 'private' }
    >['endpoints'];
    expect(under('llm.example.com', 'eu-central-1', { kind: 'private', endpoints })).toThrow('domain cannot lead to a private API');
  });

  test('is taken in a stack without a stated region', () => {
    const stack = testStack();
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateOf('us-east-1'));
    expect(() => gatewayWith({ domain: { domainName: 'llm.example.com', certificate } }, stack)).not.toThrow();
  });
});

describe('A network that the program cannot leave', () => {
  const within = (egress: EgressRoute, config: GatewayConfig, models: ServerlessGatewayProps['models'] = []) => {
    const stack = testStack({ env: ENV });
    const network = new ExistingNetwork(stack, 'Network', {
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.0.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      subnetIds: { app: ['subnet-01234567', 'subnet-89abcdef'] },
      egress,
      endpoints: { existing: ['bedrock-runtime', 'ssm', 'dynamodb'], gatewayPrefixListIds: { dynamodb: 'pl-01234567' } },
    });
    return () => gatewayWith({ network, config, models }, stack);
  };
  const model = { grants: { invoke: () => undefined } } as unknown as NonNullable<ServerlessGatewayProps['models']>[number];

  test.each<EgressRoute>([{ kind: 'none' }, { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '172.20.0.0/24' }])(
    'refuses outside models and tokens with egress $kind',
    (egress) => {
      expect(within(egress, CONFIG)).toThrow('config.models.assistant.upstream is outside of AWS, and the network has egress');
      const jwt = [{ issuer: 'https://login.example.com', audiences: ['llm'], consumerClaim: 'sub' }];
      expect(within(egress, { ...outOf(BEDROCK), auth: { jwt } }, [model])).toThrow('config.auth.jwt needs the keys of its issuers');
    },
  );

  test('serves models of Bedrock through its endpoints', () => {
    expect(within({ kind: 'none' }, outOf(BEDROCK), [model])).not.toThrow();
  });
});

describe('Takes', () => {
  test.each<Partial<ServerlessGatewayProps>>([
    { timeout: Duration.minutes(15), config: timed(899_000) },
    { timeout: Duration.seconds(2), config: timed(1000) },
    { throttle: { requestsPerSecond: 10_000, burst: 5000 } },
    { memoryMiB: 128, reservedConcurrency: 1 },
    { firewall: { kind: 'managed', requestsPerFiveMinutes: 10 } },
    { config: configWith({ limits: { ...CONFIG.limits, maxBodyBytes: 6 << 20 } }) },
    allowing('0.0.0.0/1', '0.0.0.0/1'),
  ])('the limits themselves: %#', (props) => {
    expect(making(props)).not.toThrow();
  });

  test('what is known at deployment only', () => {
    const upstream: UpstreamConfig = { kind: 'openai-compatible', model: 'large', baseUrl: late('https://models.example.com') };
    expect(making({ config: outOf(upstream), ...allowing(late('10.0.0.0/8')) })).not.toThrow();
  });
});

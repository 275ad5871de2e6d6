import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Stack, Token } from 'aws-cdk-lib/core';
import { GatewayState, ServerlessGateway, type ServerlessGatewayProps } from '../../../constructs/aws/gateway/index.ts';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { testStack } from '../../support/stacks.ts';

export const ENV = { account: '111122223333', region: 'eu-central-1' };
export const TABLE_ARN = 'arn:aws:dynamodb:eu-central-1:111122223333:table/gateway';

/** One outside model that needs no key, one route, one consumer. */
export const CONFIG: GatewayConfig = {
  version: 1,
  platform: { name: 'support-assistant', environment: 'dev' },
  models: {
    assistant: {
      type: 'chat',
      upstream: { kind: 'openai-compatible', model: 'large', baseUrl: 'https://models.example.com/v1' },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
  },
  routes: { chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'user', fallbacks: [] } },
  consumers: { web: { routes: ['chat'], requestsPerMinute: 60 } },
  auth: { apiKeys: { cacheSeconds: 30 } },
  limits: { maxBodyBytes: 1 << 20, maxMessages: 100, maxInputsPerEmbedding: 100, countersFail: 'closed', leasePercent: 5 },
  timeouts: {
    totalMillis: 600_000,
    firstByteMillis: 60_000,
    idleMillis: 60_000,
    keepAliveMillis: 15_000,
    attempts: 2,
    drainMillis: 5000,
  },
  network: { corsOrigins: [] },
};

export const configWith = (changes: Partial<GatewayConfig>): GatewayConfig => ({ ...CONFIG, ...changes });
export const configFrom = (...corsOrigins: readonly string[]): GatewayConfig => configWith({ network: { corsOrigins } });

/** A gateway with as little as it takes, in a stack of its own. */
export function gatewayWith(
  props: Partial<ServerlessGatewayProps> = {},
  stack: Stack = testStack({ env: ENV }),
  id = 'Gateway',
): ServerlessGateway {
  return new ServerlessGateway(stack, id, {
    code: Code.fromInline('export {};'),
    config: CONFIG,
    state: props.state ?? GatewayState.fromAttributes(stack, 'State', { tableArn: TABLE_ARN }),
    access: { kind: 'public' },
    ...props,
  });
}

/** A text that is known at deployment only. */
export const late = (text: string): string => Token.asString({ 'Fn::Sub': text });

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BedrockUpstream } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import { systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import { bedrock } from '../../../../constructs/runtime/gateway/upstreams/bedrock/bedrock.ts';

export interface BedrockCall {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** Bedrock's runtime as far as its wire goes. */
export async function bedrockStandIn(script: (call: BedrockCall, response: ServerResponse) => void, rest: Partial<BedrockUpstream> = {}) {
  const calls: BedrockCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const call = { url: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
      calls.push(call);
      script(call, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-role', sessionToken: 'session' });
  return {
    calls,
    upstream: bedrock({
      upstream: {
        kind: 'bedrock',
        region: 'eu-central-1',
        modelId: 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc',
        endpoint,
        ...rest,
      },
      credentials,
      clock: systemClock,
    }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const CONVERSE_USAGE = { inputTokens: 12, outputTokens: 3, totalTokens: 15 };

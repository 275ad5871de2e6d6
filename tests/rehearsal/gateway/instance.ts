import { Agent, request } from 'node:http';
import { httpServer } from '../../../constructs/runtime/gateway/adapters/http-server.ts';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { parseConfig } from '../../../constructs/runtime/gateway/config/parse-config.ts';
import { type Clock, systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { createGateway } from '../../../constructs/runtime/gateway/core/gateway.ts';
import { assemble } from '../../../constructs/runtime/gateway/programs/assemble.ts';
import type { GatewayState } from '../../../constructs/runtime/gateway/state/gateway-state.ts';
import { listening } from './listening.ts';

export interface Logged {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** One instance of the program, assembled as its programs assemble it, with caches and leases of its own, behind a server. */
export interface Instance {
  readonly url: string;
  readonly log: Logged[];
  /** As SIGTERM does it. */
  readonly stop: () => Promise<void>;
}

export async function instance(config: GatewayConfig, state: GatewayState, clock: Clock = systemClock): Promise<Instance> {
  const log: Logged[] = [];
  const nothing = async () => {
    throw new Error('this configuration needs none');
  };
  const parts = assemble(
    parseConfig(JSON.stringify(config)),
    { state, readSecret: nothing, evidence: { record: () => {}, flush: async () => {} }, azureToken: nothing, awsCredentials: nothing },
    clock,
    (level, event, fields = {}) => log.push({ level, event, fields }),
  );
  const gateway = createGateway(parts);
  const { port, close } = await listening(httpServer(gateway.handle));
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    stop: async () => {
      await gateway.drain();
      await close();
    },
  };
}

/** The machine's time, moved so that it begins at `start`; `pass` moves it on. */
export function clockFrom(start: number): Clock & { readonly pass: (millis: number) => void } {
  let shift = start - Date.now();
  return {
    ...systemClock,
    now: () => Date.now() + shift,
    pass: (millis) => {
      shift += millis;
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly model: string | undefined;
  readonly body: { readonly error?: { readonly code: string; readonly type: string } };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One chat call that uses so many tokens. */
export function chat(url: string, key: string, tokens = 2, model = 'chat'): Promise<Answer> {
  const body = chatBody(tokens, model);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/v1/chat/completions`, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const retryAfter = response.headers['retry-after'];
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: retryAfter === undefined ? undefined : Number(retryAfter),
          model: response.headers['x-llm-model']?.toString(),
          body: JSON.parse(Buffer.concat(chunks).toString()),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A body for which the gateway sets aside exactly `tokens`: a quarter of its bytes and what the answer may have. */
export function chatBody(tokens: number, model: string): string {
  const bodyFor = (answer: number) =>
    JSON.stringify({ model, max_completion_tokens: answer, messages: [{ role: 'user', content: `use ${tokens}` }] });
  for (let answer = tokens; ; answer--) {
    const body = bodyFor(Math.max(1, answer));
    if (answer <= 1 || Math.ceil(Buffer.byteLength(body) / 4) + answer <= tokens) return body;
  }
}

import type { ServerResponse } from 'node:http';
import type { SecretPlace, UpstreamConfig } from '../../../../../constructs/runtime/gateway/config/gateway-config.ts';
import { bodyOf, listening } from '../programs/listening.ts';
import { speakBedrock } from './bedrock-wire.ts';
import { type Asked, type Behaviour, PROVIDER_HEADERS } from './behaviour.ts';
import { AZURE_OPENAI, COMPATIBLE, GEMINI, OPENAI, speakOpenAi } from './openai-wire.ts';

export type ProviderName = UpstreamConfig['kind'];

/** Providers that tell in a header of a 429 when to come back. */
export const TELLS_WHEN: ReadonlySet<ProviderName> = new Set(['openai', 'azure-openai', 'openai-compatible']);

/** A provider of models on this machine that does what a test has told it, turn by turn. */
export interface Provider {
  readonly name: ProviderName;
  /** Calls since the last script. */
  readonly asked: readonly Asked[];
  /** Credentials of all calls there ever were. */
  readonly authorizations: () => readonly string[];
  /** Calls since the last script whose connection the gateway closed before their end. */
  readonly cutOff: () => number;
  /** Bytes that the last answer has handed to its connection. */
  readonly sent: () => number;
  /** What it does from now on, one turn a call; the last turn stays. */
  readonly script: (...turns: readonly Behaviour[]) => void;
  /** How the gateway is told of it. */
  readonly upstream: (key: SecretPlace) => UpstreamConfig;
  readonly embedder: (key: SecretPlace) => UpstreamConfig;
  readonly close: () => Promise<void>;
}

const SPEAKS: Readonly<Record<ProviderName, (asked: Asked, behaviour: Behaviour, response: ServerResponse) => Promise<void>>> = {
  openai: (...call) => speakOpenAi(OPENAI, ...call),
  'azure-openai': (...call) => speakOpenAi(AZURE_OPENAI, ...call),
  gemini: (...call) => speakOpenAi(GEMINI, ...call),
  'openai-compatible': (...call) => speakOpenAi(COMPATIBLE, ...call),
  bedrock: speakBedrock,
};

export async function provider(name: ProviderName): Promise<Provider> {
  let asked: Asked[] = [];
  let turns: readonly Behaviour[] = [{ does: 'answers' }];
  let cutOff = 0;
  const authorizations = new Set<string>();
  let last: ServerResponse | undefined;
  const server = await listening(async (request, response) => {
    const call = { path: request.url ?? '', headers: request.headers, body: JSON.parse((await bodyOf(request)).toString() || '{}') };
    const behaviour = turns[Math.min(asked.length, turns.length - 1)] ?? { does: 'answers' };
    asked.push(call);
    authorizations.add(request.headers.authorization ?? '');
    last = response;
    const scripted = turns;
    response.once('close', () => {
      if (!response.writableFinished && scripted === turns) cutOff++;
    });
    for (const [header, value] of Object.entries(PROVIDER_HEADERS)) response.setHeader(header, value);
    SPEAKS[name](call, behaviour, response).catch(() => response.destroy());
  });
  return {
    name,
    get asked() {
      return asked;
    },
    authorizations: () => [...authorizations],
    cutOff: () => cutOff,
    sent: () => last?.socket?.bytesWritten ?? 0,
    script: (...next) => {
      turns = next;
      asked = [];
      cutOff = 0;
    },
    upstream: (key) => UPSTREAMS[name](server.url, key, 'chat'),
    embedder: (key) => UPSTREAMS[name](server.url, key, 'embedding'),
    close: server.close,
  };
}

type Kind = 'chat' | 'embedding';

const UPSTREAMS: Readonly<Record<ProviderName, (url: string, key: SecretPlace, kind: Kind) => UpstreamConfig>> = {
  openai: (url, key, kind) => ({ kind: 'openai', model: `model-for-${kind}`, key, baseUrl: `${url}/v1` }),
  'azure-openai': (url, _, kind) => ({ kind: 'azure-openai', endpoint: url, deployment: `deployment-for-${kind}` }),
  gemini: (url, key, kind) => ({ kind: 'gemini', model: `model-for-${kind}`, key, baseUrl: `${url}/v1beta/openai` }),
  'openai-compatible': (url, _, kind) => ({ kind: 'openai-compatible', model: `model-for-${kind}`, baseUrl: `${url}/v1` }),
  bedrock: (url, _, kind) => ({
    kind: 'bedrock',
    region: 'eu-central-1',
    modelId:
      kind === 'chat' ? 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc' : 'amazon.titan-embed-text-v2:0',
    endpoint: url,
    ...(kind === 'embedding' ? { embeddingFormat: 'titan' as const, dimensions: 4 } : {}),
  }),
};

import type { IncomingMessage } from 'node:http';
import type { ChatChunk, EmbeddingsRequest, EmbeddingsResponse } from '../../api/openai-types.ts';
import { type AwsCredentials, signedHeaders } from '../../aws/signer.ts';
import type { BedrockUpstream } from '../../config/gateway-config.ts';
import type { Clock } from '../../core/clock.ts';
import { call, jsonOf, retryAfterMillis } from '../http-call.ts';
import { type Upstream, type UpstreamCall, UpstreamError, type UpstreamFault } from '../upstream.ts';
import type { ConverseAnswer } from './converse-types.ts';
import { embedWith } from './embeddings.ts';
import { events } from './event-frames.ts';
import { chunksOf, fromConverse, type Labels } from './from-converse.ts';
import { toConverse } from './to-converse.ts';

export interface BedrockOptions {
  readonly upstream: BedrockUpstream;
  readonly credentials: AwsCredentials;
  readonly clock: Clock;
}

/** A model of Amazon Bedrock by the Converse API, or an embedding model by InvokeModel, called as the program's own role. */
export function bedrock(options: BedrockOptions): Upstream {
  const { upstream, clock } = options;
  const labels = ({ requestId }: UpstreamCall): Labels => ({
    id: `chatcmpl-${requestId}`,
    created: Math.floor(clock.now() / 1000),
    model: upstream.modelId,
  });
  return {
    configured: async () => true,
    chat: async (request, caller) =>
      fromConverse(await jsonOf<ConverseAnswer>(await post(options, 'converse', toConverse(request, upstream), caller)), labels(caller)),
    streamChat: async (request, caller) =>
      chunks(await post(options, 'converse-stream', toConverse(request, upstream), caller), labels(caller)),
    embeddings: (request: EmbeddingsRequest, caller): Promise<EmbeddingsResponse> =>
      embedWith(request, upstream, (body) => post(options, 'invoke', body, caller)),
  };
}

async function post(
  { upstream, credentials, clock }: BedrockOptions,
  action: string,
  body: object,
  { signal }: UpstreamCall,
): Promise<IncomingMessage> {
  const { region, modelId, endpoint = `https://bedrock-runtime.${region}.amazonaws.com` } = upstream;
  // An ARN has colons and slashes, which are part of one segment here.
  const url = new URL(`${endpoint}/model/${encodeURIComponent(modelId)}/${action}`);
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', accept: '*/*' };
  const signed = await signedHeaders({ service: 'bedrock', region, url, headers, body: text }, credentials);
  const response = await call({ url, headers: signed, body: text, signal });
  if (response.statusCode !== 200) throw refusal(response, clock.now());
  return response;
}

async function* chunks(response: IncomingMessage, labels: Labels): AsyncGenerator<readonly ChatChunk[]> {
  const toChunk = chunksOf(labels);
  let complete = false;
  try {
    for await (const event of events(response.iterator({ destroyOnReturn: false }))) {
      const chunk = toChunk(event);
      if (chunk !== undefined) yield [chunk];
      // `metadata` with the counts is the last event, but an answer that has given its reason to stop is whole without it.
      if (event.type === 'messageStop') complete = true;
    }
    if (!complete) throw new UpstreamError('failed');
  } finally {
    if (!complete) response.destroy();
  }
}

/** By the error's name, since several share a status. Source: API_runtime_Converse.html#API_runtime_Converse_Errors */
const FAULTS: Readonly<Record<string, UpstreamFault>> = {
  AccessDeniedException: 'denied',
  InternalServerException: 'failed',
  ModelErrorException: 'failed',
  ModelNotReadyException: 'throttled',
  ModelTimeoutException: 'timed-out',
  ResourceNotFoundException: 'denied',
  ServiceUnavailableException: 'failed',
  ThrottlingException: 'throttled',
  ValidationException: 'rejected',
};

function refusal(response: IncomingMessage, now: number): UpstreamError {
  // "ThrottlingException:http://…": the name stands before the colon.
  const name = String(response.headers['x-amzn-errortype'] ?? '').split(':', 1)[0] ?? '';
  const status = response.statusCode ?? 0;
  const retry = retryAfterMillis(response.headers, now);
  response.resume();
  const fault =
    FAULTS[name] ?? (status === 429 ? 'throttled' : status === 403 ? 'denied' : status >= 400 && status < 500 ? 'rejected' : 'failed');
  return new UpstreamError(fault, { status, ...(retry === undefined ? {} : { retryAfterMillis: retry }) });
}

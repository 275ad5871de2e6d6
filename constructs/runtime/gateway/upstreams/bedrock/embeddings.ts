import type { IncomingMessage } from 'node:http';
import type { EmbeddingsRequest, EmbeddingsResponse } from '../../api/openai-types.ts';
import type { BedrockUpstream } from '../../config/gateway-config.ts';
import { jsonOf } from '../http-call.ts';
import { UpstreamError } from '../upstream.ts';

type Invoke = (body: object) => Promise<IncomingMessage>;

/** Calls at once for one request: Titan takes one text a call. */
const CONCURRENCY = 8;
/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html: at most 96 texts a call. */
const COHERE_BATCH = 96;

/** Vectors of texts. Bedrock's embedding models take no tokens, so a list of numbers is refused. */
export async function embedWith(request: EmbeddingsRequest, upstream: BedrockUpstream, invoke: Invoke): Promise<EmbeddingsResponse> {
  const texts = textsOf(request);
  const { vectors, tokens } =
    upstream.embeddingFormat === 'cohere' ? await cohere(texts, request, upstream, invoke) : await titan(texts, upstream, invoke);
  return {
    object: 'list',
    model: upstream.modelId,
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function textsOf({ input }: EmbeddingsRequest): string[] {
  const list: readonly unknown[] = typeof input === 'string' ? [input] : input;
  if (!list.every((entry) => typeof entry === 'string')) throw new UpstreamError('rejected', { reason: 'unsupported_parameter' });
  return list as string[];
}

interface Embedded {
  readonly vectors: readonly (readonly number[])[];
  readonly tokens: number;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
async function titan(texts: readonly string[], { dimensions }: BedrockUpstream, invoke: Invoke): Promise<Embedded> {
  const answers = await inParallel(texts, async (inputText) => {
    const body = { inputText, normalize: true, ...(dimensions === undefined ? {} : { dimensions }) };
    const answer = await jsonOf<{ embedding?: number[]; inputTextTokenCount?: number }>(await invoke(body));
    if (!Array.isArray(answer.embedding)) throw new UpstreamError('failed');
    return { vector: answer.embedding, tokens: answer.inputTextTokenCount ?? 0 };
  });
  return { vectors: answers.map(({ vector }) => vector), tokens: answers.reduce((sum, { tokens }) => sum + tokens, 0) };
}

/** Cohere tells queries and documents apart; OpenAI's API does not, so a caller may say `input_type`. */
async function cohere(
  texts: readonly string[],
  request: EmbeddingsRequest,
  { dimensions }: BedrockUpstream,
  invoke: Invoke,
): Promise<Embedded> {
  const batches = Array.from({ length: Math.ceil(texts.length / COHERE_BATCH) }, (_, at) =>
    texts.slice(at * COHERE_BATCH, (at + 1) * COHERE_BATCH),
  );
  const answers = await inParallel(batches, async (batch) => {
    const response = await invoke({
      texts: batch,
      input_type: request.input_type ?? 'search_document',
      embedding_types: ['float'],
      ...(dimensions === undefined ? {} : { output_dimension: dimensions }),
    });
    const tokens = Number(response.headers['x-amzn-bedrock-input-token-count'] ?? 0);
    const answer = await jsonOf<{ embeddings?: { float?: number[][] } }>(response);
    if (answer.embeddings?.float?.length !== batch.length) throw new UpstreamError('failed');
    return { vectors: answer.embeddings.float, tokens };
  });
  return { vectors: answers.flatMap(({ vectors }) => vectors), tokens: answers.reduce((sum, { tokens }) => sum + tokens, 0) };
}

/** Results in the order of the items, no more than a few calls at once. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  return results;
}

import type { Call } from '../core/call.ts';
import { toBase64 } from './embeddings-request.ts';
import type { EmbeddingsRequest, EmbeddingsResponse } from './openai-types.ts';

/** Vectors in the encoding that was asked for. */
export async function embed(request: EmbeddingsRequest, call: Call): Promise<EmbeddingsResponse> {
  const { value, alias } = await call.ask((upstream, options) => upstream.embeddings(request, options));
  call.used({ ...value.usage, completion_tokens: 0 });
  if (request.encoding_format !== 'base64') return { ...value, model: alias };
  const data = value.data.map((entry) => ({
    ...entry,
    embedding: typeof entry.embedding === 'string' ? entry.embedding : toBase64(entry.embedding),
  }));
  return { ...value, model: alias, data };
}

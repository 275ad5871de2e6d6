import type { Call } from '../core/call.ts';
import { toBase64 } from './embeddings-request.ts';
import type { EmbeddingsAnswer, EmbeddingsRequest } from './openai-types.ts';
import { counted } from './usage.ts';

/** Vectors in the encoding that was asked for. */
export async function embed(request: EmbeddingsRequest, call: Call): Promise<EmbeddingsAnswer> {
  const { value, alias } = await call.ask((upstream, options) => upstream.embeddings(request, options));
  call.used(counted(value.usage));
  if (request.encoding_format !== 'base64') return { ...value, model: alias };
  const data = value.data.map((entry) => ({ ...entry, embedding: toBase64(entry.embedding) }));
  return { ...value, model: alias, data };
}

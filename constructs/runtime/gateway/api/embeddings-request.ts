import type { LimitsConfig, ModelConfig } from '../config/gateway-config.ts';
import { GatewayError } from '../core/gateway-error.ts';
import { type Fields, given, optionalUser, optionalWholeNumber, text, wrong } from './fields.ts';
import type { EmbeddingsRequest } from './openai-types.ts';

/** An embeddings request in the right form: texts or tokens, one or several. */
export function embeddingsRequest(fields: Fields, limits: LimitsConfig): EmbeddingsRequest {
  text(fields.model, 'model');
  input(fields.input, limits.maxInputsPerEmbedding);
  optionalWholeNumber(fields, 'dimensions', 1, 100_000);
  const format = fields.encoding_format;
  if (given(format) && format !== 'float' && format !== 'base64') throw wrong('encoding_format', 'float or base64');
  optionalUser(fields);
  return fields as unknown as EmbeddingsRequest;
}

/** The platform fixes a model's dimensions, since a store's index is built on them: another number is refused, not ignored. */
export function refuseOtherDimensions(request: EmbeddingsRequest, model: ModelConfig): void {
  if (!given(request.dimensions) || request.dimensions === model.dimensions) return;
  throw new GatewayError('invalid_request_error', {
    code: 'dimensions_fixed',
    message: `The vectors of this route have ${model.dimensions} dimensions; leave 'dimensions' out.`,
    param: 'dimensions',
  });
}

/**
 * The vector as OpenAI's `base64`: its numbers as 32-bit floats, little-endian. Its clients ask for this unless told otherwise.
 * Source: https://github.com/openai/openai-node, src/resources/embeddings.ts
 */
export function toBase64(vector: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4));
  vector.forEach((value, index) => {
    bytes.setFloat32(index * 4, value, true);
  });
  return Buffer.from(bytes.buffer).toString('base64');
}

/** The numbers in OpenAI's `base64`. */
export function fromBase64(text: string): number[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}

function input(value: unknown, most: number): void {
  if (typeof value === 'string' && value !== '') return;
  if (!Array.isArray(value) || value.length === 0) throw wrong('input', 'a text or a list of texts');
  if (isTokens(value)) return;
  if (value.length > most) throw wrong('input', `a list of at most ${most} entries`);
  value.forEach((entry: unknown, index) => {
    if (typeof entry === 'string' ? entry !== '' : isTokens(entry)) return;
    throw wrong(`input[${index}]`, 'a text or a list of tokens');
  });
}

function isTokens(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((token) => Number.isInteger(token) && token >= 0);
}

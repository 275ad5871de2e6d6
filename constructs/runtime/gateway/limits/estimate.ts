import type { ChatRequest, EmbeddingsRequest } from '../api/openai-types.ts';

// About four characters of English are one token (https://platform.openai.com/tokenizer). It is a reservation alone: what a call really
// used replaces it when the call has ended.
const BYTES_PER_TOKEN = 4;
/** Reserved for an answer whose length the caller leaves open. */
const ASSUMED_ANSWER_TOKENS = 1024;

/** Tokens to set aside before a chat call: its prompt by its size, and the most that the caller lets the answer have. */
export function chatEstimate(request: ChatRequest, bodyBytes: number): number {
  return promptEstimate(bodyBytes) + (request.max_completion_tokens ?? request.max_tokens ?? ASSUMED_ANSWER_TOKENS);
}

export function embeddingsEstimate(request: EmbeddingsRequest, bodyBytes: number): number {
  const tokens = Array.isArray(request.input) ? request.input.flat().filter((entry) => typeof entry === 'number').length : 0;
  return tokens > 0 ? tokens : promptEstimate(bodyBytes);
}

function promptEstimate(bodyBytes: number): number {
  return Math.ceil(bodyBytes / BYTES_PER_TOKEN);
}

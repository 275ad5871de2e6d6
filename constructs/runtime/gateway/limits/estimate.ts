import type { ChatRequest, EmbeddingsRequest } from '../api/openai-types.ts';

// About four characters of English are one token (https://platform.openai.com/tokenizer). It is a reservation alone: what a call really
// used replaces it when the call has ended.
const BYTES_PER_TOKEN = 4;
/** What an image costs that most models of Claude take as it is; newer ones take larger images. https://docs.claude.com/en/docs/build-with-claude/vision */
const TOKENS_PER_IMAGE = 1600;
/** No language is written in tokens as long as this, so a text surely has as many tokens as this says, and mostly far more. */
const MOST_BYTES_PER_TOKEN = 16;
/** Reserved for an answer whose length the caller leaves open. */
const ASSUMED_ANSWER_TOKENS = 1024;

/** Tokens to set aside before a chat call: its prompt by its size, and the most that the caller lets the answer have. */
export function chatEstimate(request: ChatRequest, bodyBytes: number): number {
  const images = imagesOf(request);
  return (
    promptEstimate(textBytes(images, bodyBytes)) +
    images.length * TOKENS_PER_IMAGE +
    (request.max_completion_tokens ?? request.max_tokens ?? ASSUMED_ANSWER_TOKENS)
  );
}

export function embeddingsEstimate(request: EmbeddingsRequest, bodyBytes: number): number {
  const tokens = Array.isArray(request.input) ? request.input.flat().filter((entry) => typeof entry === 'number').length : 0;
  return tokens > 0 ? tokens : promptEstimate(bodyBytes);
}

/** The tokens that a prompt has at the least: what has more than a model's context need not be sent. */
export function leastChatTokens(request: ChatRequest, bodyBytes: number): number {
  return leastTokens(textBytes(imagesOf(request), bodyBytes));
}

/** The same of the longest text of an embeddings request, each of which has a context of its own. */
export function leastEmbeddingsTokens({ input }: EmbeddingsRequest): number {
  const texts = Array.isArray(input) ? input : [input];
  return Math.max(...texts.map((text) => (typeof text === 'string' ? leastTokens(Buffer.byteLength(text)) : 0)));
}

function leastTokens(bytes: number): number {
  return Math.floor(bytes / MOST_BYTES_PER_TOKEN);
}

function textBytes(images: readonly string[], bodyBytes: number): number {
  return Math.max(0, bodyBytes - images.reduce((bytes, url) => bytes + url.length, 0));
}

/** A URL's characters say nothing of what an image costs. */
function imagesOf({ messages }: ChatRequest): string[] {
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  return parts.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []));
}

function promptEstimate(bodyBytes: number): number {
  return Math.ceil(bodyBytes / BYTES_PER_TOKEN);
}

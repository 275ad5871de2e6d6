import type { LimitsConfig, ModelConfig } from '../config/gateway-config.ts';
import { GatewayError } from '../core/gateway-error.ts';
import { type Fields, given, isObject, optionalBoolean, optionalNumber, optionalUser, optionalWholeNumber, text, wrong } from './fields.ts';
import type { ChatRequest } from './openai-types.ts';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];
const MOST_TOOLS = 128;

/**
 * A chat request whose known fields have the right form. What is not known passes: providers add parameters every month, and one that
 * does not take a parameter says so. Ranges: https://platform.openai.com/docs/api-reference/chat/create
 */
export function chatRequest(fields: Fields, limits: LimitsConfig): ChatRequest {
  text(fields.model, 'model');
  messages(fields.messages, limits.maxMessages);
  optionalBoolean(fields, 'stream');
  if (given(fields.stream_options)) {
    if (!isObject(fields.stream_options)) throw wrong('stream_options', 'an object');
    optionalBoolean(fields.stream_options, 'include_usage');
  }
  optionalNumber(fields, 'temperature', 0, 2);
  optionalNumber(fields, 'top_p', 0, 1);
  // Several choices multiply the price of a call, and half of the providers take one alone.
  if (given(fields.n) && fields.n !== 1) throw wrong('n', '1');
  optionalWholeNumber(fields, 'max_tokens', 1, 10_000_000);
  optionalWholeNumber(fields, 'max_completion_tokens', 1, 10_000_000);
  optionalUser(fields);
  tools(fields.tools);
  return fields as unknown as ChatRequest;
}

/** What the assigned model can't do is refused before it is asked. */
export function refuseBeyond(request: ChatRequest, model: ModelConfig, leastTokens: number): void {
  const asked = request.max_completion_tokens ?? request.max_tokens;
  if (given(asked) && model.maxOutputTokens !== undefined && Number(asked) > model.maxOutputTokens) {
    throw new GatewayError('invalid_request_error', {
      code: 'max_tokens_too_large',
      message: `The model gives at most ${model.maxOutputTokens} tokens.`,
      param: given(request.max_completion_tokens) ? 'max_completion_tokens' : 'max_tokens',
    });
  }
  refuseLongerThan(model, leastTokens + (asked ?? 0), 'messages');
  if (model.images !== true && request.messages.some(hasImage)) {
    throw new GatewayError('invalid_request_error', {
      code: 'images_not_supported',
      message: 'The model takes no images.',
      param: 'messages',
    });
  }
}

/** A request that surely has more tokens than the model takes; one that may have is the model's to judge. */
export function refuseLongerThan({ contextTokens }: ModelConfig, leastTokens: number, param: 'messages' | 'input'): void {
  if (leastTokens <= contextTokens) return;
  throw new GatewayError('invalid_request_error', {
    code: 'context_length_exceeded',
    message: `The request has more tokens than the model takes, ${contextTokens} of prompt and answer.`,
    param,
  });
}

function hasImage({ content }: ChatRequest['messages'][number]): boolean {
  return Array.isArray(content) && content.some(({ type }) => type === 'image_url');
}

function messages(value: unknown, most: number): void {
  if (!Array.isArray(value) || value.length === 0) throw wrong('messages', 'a list with at least one message');
  if (value.length > most) throw wrong('messages', `a list of at most ${most} messages`);
  value.forEach((message: unknown, index) => {
    const at = `messages[${index}]`;
    if (!isObject(message)) throw wrong(at, 'an object');
    if (typeof message.role !== 'string' || !ROLES.includes(message.role)) throw wrong(`${at}.role`, `one of ${ROLES.join(', ')}`);
    content(message, at);
    if (message.role === 'tool') text(message.tool_call_id, `${at}.tool_call_id`);
    if (given(message.tool_calls)) toolCalls(message.tool_calls, `${at}.tool_calls`);
  });
}

function content(message: Fields, at: string): void {
  const value = message.content;
  if (!given(value)) {
    if (message.role === 'assistant') return;
    throw wrong(`${at}.content`, 'a text or a list of parts');
  }
  if (typeof value === 'string') return;
  if (!Array.isArray(value)) throw wrong(`${at}.content`, 'a text or a list of parts');
  value.forEach((part: unknown, index) => {
    const place = `${at}.content[${index}]`;
    if (!isObject(part)) throw wrong(place, 'an object');
    if (part.type === 'text' && typeof part.text === 'string') return;
    if (part.type === 'image_url' && isObject(part.image_url) && typeof part.image_url.url === 'string') return;
    throw wrong(place, 'a part of type text or image_url');
  });
}

function toolCalls(value: unknown, at: string): void {
  if (!Array.isArray(value)) throw wrong(at, 'a list');
  value.forEach((call: unknown, index) => {
    const fn = isObject(call) && isObject(call.function) ? call.function : undefined;
    if (!isObject(call) || fn === undefined) throw wrong(`${at}[${index}]`, 'a call of a function');
    text(call.id, `${at}[${index}].id`);
    text(fn.name, `${at}[${index}].function.name`);
    if (typeof fn.arguments !== 'string') throw wrong(`${at}[${index}].function.arguments`, 'a text');
  });
}

function tools(value: unknown): void {
  if (!given(value)) return;
  if (!Array.isArray(value) || value.length > MOST_TOOLS) throw wrong('tools', `a list of at most ${MOST_TOOLS} tools`);
  value.forEach((tool: unknown, index) => {
    if (!isObject(tool) || tool.type !== 'function' || !isObject(tool.function)) throw wrong(`tools[${index}]`, 'a function');
    const name = text(tool.function.name, `tools[${index}].function.name`);
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
      throw wrong(`tools[${index}].function.name`, '1 to 64 letters, digits, dashes and underscores');
  });
}

import type { ChatMessage, ChatRequest, ContentPart } from '../../api/openai-types.ts';
import type { BedrockUpstream } from '../../config/gateway-config.ts';
import { UpstreamError } from '../upstream.ts';
import type { ConverseBlock, ConverseMessage, ConverseRequest } from './converse-types.ts';

/** What has a counterpart in Converse, or has no effect on an answer. Another parameter is refused rather than dropped. */
const KNOWN = new Set([
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'n',
  'stop',
  'tools',
  'tool_choice',
  'user',
  'metadata',
  'store',
  'safety_identifier',
]);

/** OpenAI's request in the words of Converse. Throws UpstreamError `rejected` for what Converse has no word for. */
export function toConverse(request: ChatRequest, { guardrail }: BedrockUpstream): ConverseRequest {
  for (const [name, value] of Object.entries(request)) {
    const withoutEffect = value === undefined || value === null || (name === 'response_format' && isText(value));
    if (!KNOWN.has(name) && !withoutEffect) throw unsupported();
  }
  const system = request.messages.filter(isSystem).flatMap((message) => textsOf(message).map((text) => ({ text })));
  const maxTokens = request.max_completion_tokens ?? request.max_tokens;
  const stop = request.stop ?? undefined;
  return {
    messages: merged(request.messages.filter((message) => !isSystem(message)).map(turn)),
    ...(system.length > 0 ? { system } : {}),
    inferenceConfig: {
      ...(maxTokens === undefined || maxTokens === null ? {} : { maxTokens }),
      ...(request.temperature === undefined || request.temperature === null ? {} : { temperature: request.temperature }),
      ...(request.top_p === undefined || request.top_p === null ? {} : { topP: request.top_p }),
      ...(stop === undefined ? {} : { stopSequences: typeof stop === 'string' ? [stop] : stop }),
    },
    ...toolConfig(request),
    ...(guardrail ? { guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version } } : {}),
  };
}

function isText(format: unknown): boolean {
  return typeof format === 'object' && format !== null && (format as { type?: unknown }).type === 'text';
}

const isSystem = ({ role }: ChatMessage): boolean => role === 'system' || role === 'developer';

function textsOf({ content }: ChatMessage): string[] {
  const parts = typeof content === 'string' ? [content] : (content ?? []).map((part) => (part.type === 'text' ? part.text : ''));
  // Converse refuses a blank text.
  return parts.filter((text) => text.trim() !== '');
}

function turn(message: ChatMessage): ConverseMessage {
  if (message.role === 'tool') {
    const content = textsOf(message).map((text) => ({ text }));
    return { role: 'user', content: [{ toolResult: { toolUseId: message.tool_call_id ?? '', content } }] };
  }
  const blocks: ConverseBlock[] =
    typeof message.content === 'string' || !message.content ? textsOf(message).map((text) => ({ text })) : message.content.flatMap(block);
  const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
    toolUse: { toolUseId: id, name, input: parsed(input) },
  }));
  return { role: message.role === 'assistant' ? 'assistant' : 'user', content: [...blocks, ...calls] };
}

function block(part: ContentPart): ConverseBlock[] {
  if (part.type === 'text') return part.text.trim() === '' ? [] : [{ text: part.text }];
  // An address would have to be fetched: by nobody, since it may be one of the gateway's own network.
  const [, format, bytes] = /^data:image\/(png|jpeg|gif|webp);base64,(.+)$/s.exec(part.image_url.url) ?? [];
  if (format === undefined || bytes === undefined) throw unsupported();
  return [{ image: { format, source: { bytes } } }];
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input === '' ? '{}' : input);
  } catch (cause) {
    throw new UpstreamError('rejected', { cause });
  }
}

/** Converse wants user and assistant by turns; results of several tools are one turn. */
function merged(turns: readonly ConverseMessage[]): ConverseMessage[] {
  const result: { role: ConverseMessage['role']; content: ConverseBlock[] }[] = [];
  for (const { role, content } of turns) {
    const last = result.at(-1);
    if (last?.role === role) last.content.push(...content);
    else result.push({ role, content: [...content] });
  }
  return result.filter(({ content }) => content.length > 0);
}

function toolConfig({ tools, tool_choice: choice, messages }: ChatRequest): Pick<ConverseRequest, 'toolConfig'> {
  if (!tools || tools.length === 0) return {};
  if (choice === 'none') {
    // Without tools Converse takes no message that mentions one, and with tools it has no word for 'none'.
    if (messages.some(({ role, tool_calls: calls }) => role === 'tool' || (calls ?? []).length > 0)) throw unsupported();
    return {};
  }
  const specs = tools.map(({ function: { name, description, parameters } }) => ({
    toolSpec: { name, ...(description ? { description } : {}), inputSchema: { json: parameters ?? { type: 'object', properties: {} } } },
  }));
  if (choice === undefined || choice === null) return { toolConfig: { tools: specs } };
  if (choice === 'auto') return { toolConfig: { tools: specs, toolChoice: { auto: {} } } };
  if (choice === 'required') return { toolConfig: { tools: specs, toolChoice: { any: {} } } };
  // Other choices than of one function are newer than the request's checks.
  if (typeof choice.function?.name !== 'string') throw unsupported();
  return { toolConfig: { tools: specs, toolChoice: { tool: { name: choice.function.name } } } };
}

function unsupported(): UpstreamError {
  return new UpstreamError('rejected', { reason: 'unsupported_parameter' });
}

import type { ChatChunk, ChatResponse, FinishReason, ToolCall, Usage } from '../../api/openai-types.ts';
import { UpstreamError } from '../upstream.ts';
import type { ConverseAnswer, ConverseEvents, ConverseUsage } from './converse-types.ts';

const FINISH: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

/** A reason that OpenAI has no word for, such as a context that is full in the middle of an answer, ended it all the same. */
function finishOf(reason: string | undefined): FinishReason {
  return FINISH[reason ?? ''] ?? (reason?.includes('exceeded') ? 'length' : 'stop');
}

export function usageOf({ inputTokens, outputTokens, totalTokens }: ConverseUsage): Usage {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: totalTokens };
}

export interface Labels {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
}

/** A complete answer as OpenAI's. What a model thought before it answered is not part of it. */
export function fromConverse(answer: ConverseAnswer, labels: Labels): ChatResponse {
  const blocks = answer.output?.message?.content;
  if (!Array.isArray(blocks)) throw new UpstreamError('failed');
  const text = blocks.map((block) => (typeof block.text === 'string' ? block.text : '')).join('');
  const calls = blocks.flatMap((block) => toolCallOf(block.toolUse));
  return {
    ...labels,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        finish_reason: finishOf(answer.stopReason),
      },
    ],
    ...(answer.usage ? { usage: usageOf(answer.usage) } : {}),
  };
}

function toolCallOf(use: unknown): ToolCall[] {
  if (typeof use !== 'object' || use === null) return [];
  const { toolUseId, name, input } = use as { toolUseId: string; name: string; input: unknown };
  return [{ id: toolUseId, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } }];
}

export type ConverseEvent = {
  readonly [type in keyof ConverseEvents]: { readonly type: type; readonly data: ConverseEvents[type] };
}[keyof ConverseEvents];

/** Turns the events of one stream into chunks; it remembers which block is which tool call. */
export function chunksOf(labels: Labels): (event: ConverseEvent) => ChatChunk | undefined {
  /** Block index in Converse by place among OpenAI's tool calls. */
  const calls = new Map<number, number>();
  const chunk = (delta: ChatChunk['choices'][number]['delta'], finish: FinishReason | null = null): ChatChunk => ({
    ...labels,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  return ({ type, data }) => {
    switch (type) {
      case 'messageStart':
        return chunk({ role: 'assistant', content: '' });
      case 'contentBlockStart': {
        const use = data.start?.toolUse;
        if (use === undefined) return undefined;
        calls.set(data.contentBlockIndex, calls.size);
        return chunk({
          tool_calls: [{ index: calls.size - 1, id: use.toolUseId, type: 'function', function: { name: use.name, arguments: '' } }],
        });
      }
      case 'contentBlockDelta': {
        const { text, toolUse } = data.delta ?? {};
        if (text !== undefined) return chunk({ content: text });
        const index = calls.get(data.contentBlockIndex);
        return toolUse === undefined || index === undefined
          ? undefined
          : chunk({ tool_calls: [{ index, function: { arguments: toolUse.input } }] });
      }
      case 'messageStop':
        return chunk({}, finishOf(data.stopReason));
      case 'metadata':
        return { ...labels, object: 'chat.completion.chunk', choices: [], usage: data.usage ? usageOf(data.usage) : null };
      default:
        return undefined;
    }
  };
}

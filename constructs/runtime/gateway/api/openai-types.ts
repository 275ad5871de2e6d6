/**
 * What the gateway reads of OpenAI's objects; every other field passes through untouched to providers that speak OpenAI.
 * Source: https://platform.openai.com/docs/api-reference/chat and /embeddings.
 */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly n?: number;
  readonly stop?: string | readonly string[];
  readonly tools?: readonly ChatTool[];
  readonly tool_choice?: 'none' | 'auto' | 'required' | { readonly type: 'function'; readonly function: { readonly name: string } };
  readonly response_format?: { readonly type: string; readonly [key: string]: unknown };
  readonly user?: string;
  readonly [other: string]: unknown;
}

export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly content?: string | readonly ContentPart[] | null;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
  readonly name?: string;
  readonly [other: string]: unknown;
}

export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: string } };

export interface ChatTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
    readonly strict?: boolean;
  };
}

export interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly [detail: string]: unknown;
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

export interface ChatResponse {
  readonly id: string;
  readonly object: 'chat.completion';
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly message: {
      readonly role: 'assistant';
      readonly content: string | null;
      readonly tool_calls?: readonly ToolCall[];
      readonly [other: string]: unknown;
    };
    readonly finish_reason: FinishReason | null;
    readonly [other: string]: unknown;
  }[];
  readonly usage?: Usage;
  readonly [other: string]: unknown;
}

export interface ChatChunk {
  readonly id: string;
  readonly object: 'chat.completion.chunk';
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: {
      readonly role?: 'assistant';
      readonly content?: string | null;
      readonly tool_calls?: readonly ToolCallDelta[];
      readonly [other: string]: unknown;
    };
    readonly finish_reason: FinishReason | null;
    readonly [other: string]: unknown;
  }[];
  readonly usage?: Usage | null;
  readonly [other: string]: unknown;
}

export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string;
  readonly type?: 'function';
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

export interface EmbeddingsRequest {
  readonly model: string;
  readonly input: string | readonly string[] | readonly number[] | readonly (readonly number[])[];
  readonly dimensions?: number;
  readonly encoding_format?: 'float' | 'base64';
  readonly user?: string;
  readonly [other: string]: unknown;
}

interface Embeddings<Vector> {
  readonly object: 'list';
  readonly model: string;
  readonly data: readonly { readonly object: 'embedding'; readonly index: number; readonly embedding: Vector }[];
  readonly usage?: { readonly prompt_tokens: number; readonly total_tokens: number };
}

/** What a provider gives: numbers, whatever it was that it sent. */
export type EmbeddingsResponse = Embeddings<readonly number[]>;

/** What a caller gets, in the encoding that it asked for. */
export type EmbeddingsAnswer = Embeddings<readonly number[] | string>;

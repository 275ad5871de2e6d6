/**
 * The part of Bedrock's Converse API that the gateway speaks.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and API_runtime_ConverseStreamOutput.html
 */
export type ConverseBlock =
  | { readonly text: string }
  | { readonly image: { readonly format: string; readonly source: { readonly bytes: string } } }
  | { readonly toolUse: { readonly toolUseId: string; readonly name: string; readonly input: unknown } }
  | { readonly toolResult: { readonly toolUseId: string; readonly content: readonly { readonly text: string }[] } };

export interface ConverseMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ConverseBlock[];
}

export interface ConverseRequest {
  readonly messages: readonly ConverseMessage[];
  readonly system?: readonly { readonly text: string }[];
  readonly inferenceConfig: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
  readonly toolConfig?: {
    readonly tools: readonly {
      readonly toolSpec: { readonly name: string; readonly description?: string; readonly inputSchema: { readonly json: unknown } };
    }[];
    readonly toolChoice?: { readonly auto: object } | { readonly any: object } | { readonly tool: { readonly name: string } };
  };
  readonly guardrailConfig?: { readonly guardrailIdentifier: string; readonly guardrailVersion: string };
}

export interface ConverseUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

export interface ConverseAnswer {
  readonly output?: { readonly message?: { readonly content?: readonly Partial<Record<string, unknown>>[] } };
  readonly stopReason?: string;
  readonly usage?: ConverseUsage;
}

/** An event of ConverseStream by its `:event-type`. */
export interface ConverseEvents {
  readonly messageStart: { readonly role: string };
  readonly contentBlockStart: {
    readonly contentBlockIndex: number;
    readonly start?: { readonly toolUse?: { readonly toolUseId: string; readonly name: string } };
  };
  readonly contentBlockDelta: {
    readonly contentBlockIndex: number;
    readonly delta?: { readonly text?: string; readonly toolUse?: { readonly input: string } };
  };
  readonly contentBlockStop: { readonly contentBlockIndex: number };
  readonly messageStop: { readonly stopReason: string };
  readonly metadata: { readonly usage?: ConverseUsage };
}

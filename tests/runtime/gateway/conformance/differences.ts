import type { ProviderName } from '../support/providers/provider.ts';

/** Where the two shapes of the program differ by their platform's nature. Whatever is not in here is the same. */
export interface Differences {
  /** Whose models it can ask: those of its own cloud by its identity, the others by key. */
  readonly providers: readonly ProviderName[];
  /** What a caller's leaving does to the call that runs upstream, and what the record says of it. */
  readonly leaving: { readonly cutOff: number; readonly callerLeft: boolean };
  /** The error's code that ends a stream which is longer than the platform waits for it; undefined where it waits to the end. */
  readonly stopped: string | undefined;
  /** The header with the id of a call that was refused for its key. */
  readonly refusalId: string;
  /** How a body of 11 MB is refused. */
  readonly huge: { readonly status: number; readonly body: RegExp };
}

export const DIFFERENCES = {
  container: {
    providers: ['openai', 'azure-openai', 'gemini', 'openai-compatible'],
    leaving: { cutOff: 1, callerLeft: true },
    stopped: 'shutting_down',
    refusalId: 'x-request-id',
    huge: { status: 413, body: /"code":"request_too_large"/ },
  },
  lambda: {
    providers: ['openai', 'gemini', 'openai-compatible', 'bedrock'],
    // API Gateway tells no function that its client has left.
    leaving: { cutOff: 0, callerLeft: false },
    // Lambda stops no sandbox in the middle of a call.
    stopped: undefined,
    // The authorizer refused it, ahead of the program.
    refusalId: 'x-amzn-requestid',
    // Ahead of everything that can be configured.
    huge: { status: 413, body: /^HTTP content length exceeded 10485760 bytes\.$/ },
  },
} as const satisfies Readonly<Record<string, Differences>>;

export type ShapeName = keyof typeof DIFFERENCES;

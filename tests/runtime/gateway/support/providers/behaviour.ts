import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a provider's model does with one call; each provider says it in its own wire format. */
export type Behaviour =
  /** A whole answer, or a stream word by word with a pause between two. */
  | { readonly does: 'answers'; readonly words?: readonly string[]; readonly pauseMillis?: number; readonly usage?: UsageScript }
  | { readonly does: 'calls-a-tool' }
  /** Vectors in base64 although numbers were asked for; OpenAI's wire alone. */
  | { readonly does: 'answers-in-base64' }
  /** 200 with a body that is no answer. */
  | { readonly does: 'babbles' }
  | { readonly does: 'throttles'; readonly retryAfterSeconds?: number }
  | { readonly does: 'fails' }
  /** It knows neither our identity nor our key. */
  | { readonly does: 'denies' }
  /** The caller's own fault: too many tokens. */
  | { readonly does: 'rejects' }
  | { readonly does: 'filters' }
  /** Accepts the call and says nothing. */
  | { readonly does: 'keeps-silent' }
  /** Says nothing for a while, then answers. */
  | { readonly does: 'wakes-late'; readonly afterMillis: number }
  /** Begins a stream and closes the connection before a word. */
  | { readonly does: 'dies-at-once' }
  /** After two words of a stream: the connection breaks, */
  | { readonly does: 'dies' }
  /** bytes come that are no event, */
  | { readonly does: 'breaks' }
  /** the body ends cleanly without a reason, */
  | { readonly does: 'stops-short' }
  /** nothing more comes, */
  | { readonly does: 'stalls' }
  /** an error comes as an event of the stream. */
  | { readonly does: 'errs' }
  /** A whole stream without the word that ends it (`[DONE]`). */
  | { readonly does: 'forgets-its-end' }
  /** Far more than all buffers on the way hold, as fast as it is taken. */
  | { readonly does: 'pours' };

/** Counts as they should be, none at all, or ones that are no counts. */
export type UsageScript = 'right' | 'missing' | 'wrong';

export const WORDS = ['One', ' two', ' three'];
export const TOOL = { id: 'call_1', name: 'add', input: { a: 1, b: 2 } };
/** What a model pours: so many pieces of so many characters. */
export const FLOOD = { pieces: 1500, length: 16_384 };
export const TOKENS = { prompt: 12, completion: 3 };

/** Texts and headers of providers that no caller and no log may see. */
export const PROVIDER_TEXT = 'db-internal-17 is down';
export const PROVIDER_HEADERS = {
  'x-policy-id': 'policy-of-the-provider',
  'x-request-id': 'req_of-the-provider',
  'openai-organization': 'org-of-the-platform',
  'x-ms-region': 'West Europe',
  server: 'envoy-of-the-provider',
};

/** A call as the provider received it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** A vector that tells which text it is of: its length, then three numbers that are no binary fractions. */
export const vectorOf = (text: string): number[] => [text.length, 0.1, -0.2, 0.3];

/** Resolves when a response takes more, or never will. */
export function room(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

export const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

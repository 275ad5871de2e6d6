/** The two live keys of a consumer, as its secret holds them; an empty text is no key. */
export interface ConsumerKeyPair {
  readonly current: string;
  readonly previous: string;
}

/**
 * What a consumer's secret starts with, and what a store gives for one that is not made yet. Never change it: a cloud that sees another
 * text here writes it over the keys that are in use.
 */
export const CONSUMER_KEYS_TEMPLATE = '{"current":"","previous":""}';

/** 32 random bytes in base64url behind the prefix that the gateway knows a key by: constructs/runtime/gateway/auth/api-keys.ts. */
const KEY_FORM = /^llm-[A-Za-z0-9_-]{43}$/;

/** The keys in a secret's text. Throws without a word of the text: it is a secret. */
export function keyPairOf(consumer: string, text: string): ConsumerKeyPair {
  const pair = objectOf(text);
  const [current, previous] = [pair?.current ?? '', pair?.previous ?? ''];
  const right = (key: unknown): key is string => key === '' || (typeof key === 'string' && KEY_FORM.test(key));
  if (pair === undefined || !right(current) || !right(previous)) {
    throw new Error(
      `the secret of the consumer '${consumer}' holds no keys of the gateway's form; put ${CONSUMER_KEYS_TEMPLATE} into it and deploy again, which makes a new key`,
    );
  }
  return { current, previous };
}

export function textOfPair({ current, previous }: ConsumerKeyPair): string {
  return JSON.stringify({ current, previous });
}

/** A key nobody has had. */
export function newKey(randomBytes: (length: number) => Buffer): string {
  return `llm-${randomBytes(32).toString('base64url')}`;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;

/**
 * Token shapes of well-known issuers, as their documentation and secret scanners publish them. A certificate is public and no secret.
 * Each shape starts at few places and is bounded, so that a text of any length is read in linear time.
 */
const TOKEN_SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key (PEM)', PRIVATE_KEY],
  ['an API key (sk-…)', /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/],
  ['an AWS access key', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['a Hugging Face token', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{20,}/],
  ['a Pinecone key', /(?<![A-Za-z0-9])pcsk_[A-Za-z0-9_]{20,}/],
  ['a Google API key', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}/],
  ['a GitHub token', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ['a Slack token', /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a JSON web token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?/],
  // `${…}` is a template's own reference, not a password.
  ['a password in a URL', /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@${}]{1,200}:[^\s/@${}]{1,800}@/],
  ['a storage account key', /(?<![A-Za-z0-9])AccountKey=[A-Za-z0-9+/=]{40,}/],
  ['a shared access signature', /[?&]sig=[A-Za-z0-9%+/=_-]{20,}/],
];

/** The kind of token that a text holds by its shape, or undefined. */
export function tokenIn(text: string): string | undefined {
  return TOKEN_SHAPES.find(([, shape]) => shape.test(text))?.[0];
}

/** Forms of identifiers that are long and random by nature, and public. */
const PUBLIC_FORMS = [
  /^arn:aws[a-z-]*:\S+$/,
  /^https?:\/\/\S+$/,
  /^\/subscriptions\/\S+$/,
  /^(?:vpc|subnet|rtb|sg|vpce|eni|igw|nat|tgw|pl)-[0-9a-f]{8,17}$/,
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
];

const SHORTEST_RANDOM = 32;
const BITS_PER_CHARACTER = 4.2;

/**
 * The kind of secret that a text seems to be, or undefined.
 *
 * Beside known token shapes it takes a long unbroken text of mixed characters for a secret when its entropy is that of random base64:
 * hexadecimal digests (4 bits a character at most), names and sentences stay below.
 */
export function looksLikeSecret(text: string): string | undefined {
  const token = tokenIn(text);
  if (token) return token;
  if (PUBLIC_FORMS.some((form) => form.test(text))) return undefined;
  return text.match(WORD)?.some(isRandom) ? 'a random text of high entropy' : undefined;
}

/** A sentence without what looks like a secret in it. */
export function hideSecrets(text: string): string {
  // The key itself stands on the lines below its header.
  if (PRIVATE_KEY.test(text)) return HIDDEN;
  const withoutTokens = TOKEN_SHAPES.reduce((rest, [, shape]) => rest.replaceAll(new RegExp(shape, 'g'), HIDDEN), text);
  return withoutTokens.replaceAll(WORD, (word) => (isRandom(word) ? HIDDEN : word));
}

/** A name, or that it is hidden. */
export const hideName = (name: string): string => (looksLikeSecret(name) ? HIDDEN : name);

const HIDDEN = '(hidden)';
const WORD = /[A-Za-z0-9+/_=-]+/g;

function isRandom(word: string): boolean {
  const isMixed = /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word);
  return word.length >= SHORTEST_RANDOM && isMixed && entropy(word) >= BITS_PER_CHARACTER;
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

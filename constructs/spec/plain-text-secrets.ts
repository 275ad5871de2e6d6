/** Token shapes of well-known issuers, as their documentation and secret scanners publish them. */
const TOKEN_SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key (PEM)', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an API key (sk-…)', /\bsk-[A-Za-z0-9_-]{16,}/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{20,}/],
  ['a Pinecone key', /\bpcsk_[A-Za-z0-9_]{20,}/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{30,}/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/],
  ['a storage account key', /\bAccountKey=[A-Za-z0-9+/=]{40,}/],
];

/** Forms of identifiers that are long and random by nature, and public. */
const PUBLIC_FORMS = [
  /^arn:aws[a-z-]*:/,
  /^https?:\/\//,
  /^\/subscriptions\//,
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
  for (const [kind, shape] of TOKEN_SHAPES) if (shape.test(text)) return kind;
  if (PUBLIC_FORMS.some((form) => form.test(text))) return undefined;
  for (const word of text.match(/[A-Za-z0-9+/_=-]+/g) ?? []) {
    const mixed = /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word);
    if (word.length >= SHORTEST_RANDOM && mixed && entropy(word) >= BITS_PER_CHARACTER) return 'a random text of high entropy';
  }
  return undefined;
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/**
 * Shapes of credentials, as their issuers document them. A certificate is public and no secret. Each shape starts at few places and is
 * bounded, so that a template of any size is read in linear time.
 */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key in PEM', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/],
  ['an API key (sk-...)', /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/],
  ['an AWS access key id', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['a Hugging Face token', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{20,}/],
  ['a Pinecone key', /(?<![A-Za-z0-9])pcsk_[A-Za-z0-9_]{20,}/],
  ['a Google API key', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}/],
  ['a GitHub token', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ['a Slack token', /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a JSON web token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/],
  ['a password in a URL', /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@${}]{1,200}:[^\s/@${}]{1,200}@/],
];

/** The kind of credential that a text holds, undefined for none. */
export function credentialIn(text: string): string | undefined {
  return SHAPES.find(([, shape]) => shape.test(text))?.[0];
}

// `expires`, `max-age-days`, `rotateBy` ...
const EXPIRY_TAG = /(?:^|[^a-z])(?:expires?|expiry|expiration|max-?age|rotate-?by)/i;

/** Whether the key of a tag says until when, or for how long, the value of a secret is good. */
export function isExpiryTag(key: string): boolean {
  return EXPIRY_TAG.test(key);
}

import { isObject } from './json.ts';
import type { Observation } from './rule.ts';

/** Properties that take a credential. */
export const CREDENTIAL_PROPERTIES =
  /^(?:master|admin(?:istrator)?)?(?:user|login)?(?:password|authtoken|oauthtoken|secrettoken|secretaccesskey|apikey|clientsecret|sharedaccesskey)$/i;

/** Variables whose name says that they hold one (`OPENAI_API_KEY`, not `API_KEY_SECRET_ARN`). */
export const CREDENTIAL_VARIABLE = /(?:^|_)(?:password|passwd|secret|token|api_?key|access_?key|credentials?)$/i;

// What a generated secret's template may say beside empty values: who and where, never with what.
const PUBLIC_MEMBERS = /^(?:user(?:name)?|engine|host|port|dbname|database|dbClusterIdentifier|dbInstanceIdentifier)$/;

/** Whether a secret's text says nothing: empty, or JSON whose values are all empty (the fixed template). */
export function isEmptySecret(text: string): boolean {
  if (text === '') return true;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) && Object.entries(json).every(([key, member]) => member === '' || member === null || PUBLIC_MEMBERS.test(key));
  } catch {
    return false;
  }
}

/** What is said of a literal credential: its kind, never its value. */
export function literalSecret(path: string, kind: string): Observation {
  return {
    path,
    got: kind,
    allowed: 'references to secrets alone',
    remedy: 'Take the value out, set it in the secret store after the deploy, and have it rotated: it is known now.',
  };
}

import { DEFAULT_GATEWAY_TIMEOUTS } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import type { GatewayInput, JwtInput } from '../platform-file.ts';
import { publicUrlFault } from '../public-url.ts';
import { sampleLine } from '../schema-words.ts';
import { type Draft, itemsOf } from './draft.ts';

/** The gateway: with something behind it and somebody in front of it, whom it knows. */
export function checkGateway(draft: Draft): void {
  const { gateway } = draft.file;
  if (!gateway) {
    checkNoDoor(draft);
    return;
  }
  draft.report({
    severity: 'warning',
    path: ['gateway'],
    code: 'CFG-119',
    message: 'this release checks and plans a gateway, and deploys none: its address and its keys come with a later one',
    remedy: 'Let apps call the models themselves until then; what stands here stays valid.',
  });
  checkComplete(draft);
  checkAuth(draft, gateway);
  checkTimeouts(draft, gateway);
  checkOrigins(draft, gateway);
}

/** Routes and consumers mean nothing without a gateway. */
function checkNoDoor(draft: Draft): void {
  const part = (['routes', 'consumers'] as const).find((name) => draft.file[name] !== undefined);
  if (!part || draft.isFaulty('gateway')) return;
  draft.report({
    path: [part],
    code: 'CFG-118',
    message: `'${part}' belong to a gateway, and the file has none`,
    allowed: 'gateway, routes and consumers together',
    remedy: `Add a line such as '${sampleLine('gateway', { kind: 'serverless', auth: { apiKeys: true } })}'.`,
  });
}

const EXAMPLES = { routes: { chat: { model: 'assistant' } }, consumers: { 'support-web': { routes: ['chat'] } } };

function checkComplete(draft: Draft): void {
  const missing = (['routes', 'consumers'] as const).filter(
    (part) => Object.keys(draft.file[part] ?? {}).length === 0 && !draft.isFaulty(part),
  );
  if (missing.length === 0) return;
  draft.report({
    path: ['gateway'],
    code: 'CFG-118',
    message: `a gateway without ${missing.join(' and ')}, so ${missing.includes('routes') ? 'there is nothing to call' : 'nobody may call it'}`,
    allowed: 'gateway, routes and consumers together',
    remedy: `Add ${missing.map((part) => `'${sampleLine(part, EXAMPLES[part])}'`).join(' and ')}.`,
  });
}

function checkAuth(draft: Draft, { auth }: GatewayInput): void {
  const path = ['gateway', 'auth'];
  if (!auth.apiKeys && (auth.jwt ?? []).length === 0 && !draft.isFaulty(...path)) {
    draft.report({
      path,
      code: 'CFG-042',
      message: 'a gateway that knows no caller would be open to everyone',
      got: describeValue(auth),
      allowed: 'apiKeys, jwt, or both',
      remedy: "Write 'auth: { apiKeys: true }', or name an issuer under jwt.",
    });
  }
  const places = new Map<string, number>();
  for (const [place, jwt] of itemsOf(auth.jwt)) {
    checkIssuer(draft, jwt, [...path, 'jwt', place]);
    const first = places.get(jwt.issuer);
    places.set(jwt.issuer, first ?? place);
    if (first === undefined) continue;
    draft.report({
      path: [...path, 'jwt', place, 'issuer'],
      code: 'CFG-006',
      message: `the same issuer as gateway.auth.jwt[${first}]`,
      got: describeValue(jwt.issuer),
      allowed: 'each issuer once',
      remedy: 'Put the audiences of both into one of them.',
    });
  }
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html: an issuer is an https URL without query and fragment. */
function checkIssuer(draft: Draft, jwt: JwtInput, path: readonly PropertyKey[]): void {
  for (const field of ['issuer', 'jwksUri'] as const) {
    const url = jwt[field];
    const fault = url === undefined ? undefined : publicUrlFault(url);
    if (!fault) continue;
    draft.report({
      path: [...path, field],
      code: 'CFG-050',
      message: `the URL ${fault}, so anybody could give the keys that tokens are checked with`,
      got: describeValue(url),
      allowed: 'https://<public host>/<path>, without user, query and fragment',
      remedy:
        field === 'issuer' ? "Write the https URL that the tokens' iss has." : "Write the https URL of the issuer's keys, or take it out.",
    });
  }
}

function checkTimeouts(draft: Draft, { timeouts = {} }: GatewayInput): void {
  const { totalSeconds, ...parts } = { ...DEFAULT_GATEWAY_TIMEOUTS, ...timeouts };
  for (const field of ['firstByteSeconds', 'idleSeconds'] as const) {
    if (parts[field] <= totalSeconds || draft.isFaulty('gateway', 'timeouts')) continue;
    const isStated = timeouts[field] !== undefined;
    draft.report({
      path: ['gateway', 'timeouts', isStated ? field : 'totalSeconds'],
      code: 'CFG-037',
      message: `${field} is ${parts[field]} and the whole call ends after ${totalSeconds}`,
      got: String(isStated ? parts[field] : totalSeconds),
      allowed: isStated ? `1 to ${totalSeconds}` : `${parts[field]} to 900, or a shorter ${field}`,
      remedy: `Raise gateway.timeouts.totalSeconds to ${parts[field]}, or lower ${field}.`,
    });
  }
}

// What a browser sends: https://www.rfc-editor.org/rfc/rfc6454#section-7
const ORIGIN = /^https:\/\/(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[1-9]\d{0,4})?$/;

function checkOrigins(draft: Draft, { corsOrigins }: GatewayInput): void {
  for (const [place, origin] of itemsOf(corsOrigins)) {
    if (ORIGIN.test(origin) && URL.canParse(origin)) continue;
    draft.report({
      path: ['gateway', 'corsOrigins', place],
      code: 'CFG-044',
      message: origin.includes('*') ? "a pattern would let any page call with its visitor's key" : 'not an origin as a browser sends it',
      got: describeValue(origin),
      allowed: 'https://<host>, in lower case, with a port where it has one, without a path',
      remedy: "List each origin, such as 'https://app.example.com'.",
    });
  }
}

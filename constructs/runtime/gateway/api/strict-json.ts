import { GatewayError } from '../core/gateway-error.ts';

/** Deepest nesting of a body: a tool's JSON Schema needs a dozen levels, a parser's stack thousands. */
export const DEEPEST_NESTING = 64;

/**
 * The object in a body. Refused beside malformed JSON: bytes that are no UTF-8, a key that stands twice in one object (a filter and a
 * model may each read another one), deep nesting, and whatever is no object.
 */
export function parseObject(bytes: Uint8Array): Record<string, unknown> {
  const text = decode(bytes);
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalid('invalid_json', 'The body must be a JSON object.');
  refuseTwins(text);
  return parsed as Record<string, unknown>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalid('invalid_json', 'The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  refuseDepth(text);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('invalid_json', 'The body is not valid JSON.');
  }
}

/** Before the parse, so that no input makes it recurse further. A string's brackets do not count. */
function refuseDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth > DEEPEST_NESTING) throw invalid('invalid_json', `The body is nested deeper than ${DEEPEST_NESTING} levels.`);
  }
}

/** After the parse, so that the text is known to be JSON: a string before a colon is a key. */
function refuseTwins(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(undefined);
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const start = at;
      at = endOfString(text, at);
      const keys = open.at(-1);
      if (keys === undefined || !beforeColon(text, at)) continue;
      const key: string = JSON.parse(text.slice(start, at + 1));
      if (keys.has(key)) throw invalid('duplicate_key', 'The body has a key twice in one object.');
      keys.add(key);
    }
  }
}

/** Index of the closing quote, or the text's end. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function beforeColon(text: string, quote: number): boolean {
  let at = quote + 1;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}

function invalid(code: string, message: string): GatewayError {
  return new GatewayError('invalid_request_error', { code, message });
}

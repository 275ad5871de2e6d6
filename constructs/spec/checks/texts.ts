import { looksLikeSecret } from '../plain-text-secrets.ts';
import type { DataFault } from '../schema-faults.ts';

/** Maps whose keys are names that people choose. */
const NAMED_MAPS = new Set(['models', 'secrets', 'guardrails', 'routes', 'split', 'consumers', 'environments', 'buckets']);

/** Every text of a file: no secret in the open, no character that hides what a name says. */
export function textFaults(value: unknown, path: readonly PropertyKey[] = []): DataFault[] {
  if (typeof value === 'string') return [...secretFault(value, path), ...characterFault(value, path, isName(path))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    const ownKey = Array.isArray(value)
      ? []
      : [...secretFault(key, inner), ...characterFault(key, inner, NAMED_MAPS.has(String(path.at(-1))))];
    return [...ownKey, ...textFaults(item, inner)];
  });
}

const isName = (path: readonly PropertyKey[]): boolean => path.length === 1 && path[0] === 'name';

function secretFault(text: string, path: readonly PropertyKey[]): DataFault[] {
  const kind = looksLikeSecret(text);
  if (!kind) return [];
  return [
    {
      path,
      severity: 'error',
      code: 'CFG-062',
      message: `this looks like ${kind} in plain text`,
      got: '(hidden)',
      allowed: 'no secret in the file',
      remedy: 'Take it out, renew it at its issuer, and list its name under secrets.',
    },
  ];
}

// Control, format and private characters, and line and paragraph separators. Lone surrogates are Cs.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** A sentence may have several lines, a name has one. */
function characterFault(text: string, path: readonly PropertyKey[], isName: boolean): DataFault[] {
  const characters = [...text];
  const position = characters.findIndex(
    (character) => (INVISIBLE.test(character) && (isName || character !== '\n')) || (isName && (character.codePointAt(0) ?? 0) > 0x7e),
  );
  if (position < 0) return [];
  const point = characters[position]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return [
    {
      path,
      severity: 'error',
      code: 'CFG-008',
      message: `a character that ${isName ? 'a name cannot have' : 'does not show'}: U+${point} at position ${position + 1}`,
      allowed: isName ? 'lower-case letters, digits and dashes' : 'visible characters',
      remedy: 'Type the text anew.',
    },
  ];
}

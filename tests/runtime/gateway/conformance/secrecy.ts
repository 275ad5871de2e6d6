import { describe, expect, test } from 'vitest';
import { AZURE_TOKEN } from '../support/clouds/azure-stand-in.ts';
import { PROVIDER_HEADERS, PROVIDER_TEXT, WORDS } from '../support/providers/behaviour.ts';
import type { TheDoor } from './conformance.ts';
import { keyOf, PROMPT, PROVIDER_KEYS, USER } from './platform.ts';

const OURS = [...Object.values(PROVIDER_KEYS), AZURE_TOKEN, 'secret-of-the-role', 'session-of-the-role', 'header-of-the-platform'];
const THEIRS = [PROVIDER_TEXT, ...Object.values(PROVIDER_HEADERS), 'internal.amazon.com'];

/** Looks through all that was written and answered in the whole suite. */
export function secrecyRules(door: TheDoor): void {
  describe('In all calls of the suite', () => {
    test('the keys were in use, or this proves nothing', () => {
      for (const name of ['openai', 'gemini'] as const) {
        expect(door().provider(name).authorizations()).toContain(`Bearer ${PROVIDER_KEYS[name]}`);
      }
      expect(door().output().length).toBeGreaterThan(100_000);
      expect(door().answers().length).toBeGreaterThan(100_000);
    });

    test.each([...OURS, ...THEIRS])('%s is in no log and in no answer', (text) => {
      expect(door().output()).not.toContain(text);
      expect(door().answers()).not.toContain(text);
    });

    test.each([PROMPT, USER, ...WORDS.map((word) => `${word} `), keyOf('web'), keyOf('rotated', 'previous')])('%s is in no log', (text) => {
      expect(door().output()).not.toContain(text);
    });

    test('every line of the log is one JSON document', () => {
      const lines = door().output().split('\n').filter(Boolean);
      for (const line of lines) expect(() => JSON.parse(line), line.slice(0, 200)).not.toThrow();
    });

    test('every call has one record', () => {
      const ids = door()
        .records()
        .map(({ requestId }) => requestId);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
}

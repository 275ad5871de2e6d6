import { describe, expect, test } from 'vitest';
import { FLOOD, pause } from '../support/providers/behaviour.ts';
import type { ProviderName } from '../support/providers/provider.ts';
import { MESSAGES, recordOf, stream } from './asking.ts';
import type { TheDoor } from './conformance.ts';
import type { ShapeName } from './differences.ts';
import { keyOf } from './platform.ts';

/** One provider for each wire format that a stream can come in. */
const WIRES = { container: ['openai'], lambda: ['openai', 'bedrock'] } as const satisfies Readonly<
  Record<ShapeName, readonly ProviderName[]>
>;
const COMMENT = ': keep-alive\n\n';

/** What holds for a stream's bytes and for both of its ends. */
export function streamRules(shape: ShapeName, door: TheDoor): void {
  const raw = () =>
    door().fetch(`${door().url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keyOf('web')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'only-openai', stream: true, messages: MESSAGES }),
    });

  describe('A stream', () => {
    test('begins with a comment before a model has answered, and is never silent for longer than the keep-alive', async () => {
      door().provider('openai').script({ does: 'wakes-late', afterMillis: 650 });
      const response = await raw();
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const first = await reader?.read();
      expect(first?.value).toBe(COMMENT);
      let rest = '';
      for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) rest += piece.value;
      expect(rest.split(COMMENT).length - 1).toBeGreaterThanOrEqual(2);
      expect(rest).toMatch(/data: \[DONE\]\n\n$/);
    });

    test('may not be held back or changed on its way', async () => {
      door().provider('openai').script({ does: 'answers' });
      const response = await raw();
      // The comment comes first even where a model answers at once.
      expect((await response.text()).startsWith(COMMENT)).toBe(true);
      expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
      expect(response.headers.get('x-accel-buffering')).toBe('no');
    });

    test('whose model fails says so in an event, after the head has gone out as 200', async () => {
      door().provider('openai').script({ does: 'fails' });
      const response = await raw();
      const text = await response.text();
      const { error } = JSON.parse(text.split('data: ')[1] ?? '');
      expect(response.status).toBe(200);
      expect(error).toMatchObject({ code: 'upstream_failed', request_id: response.headers.get('x-request-id') });
      expect(text).not.toContain('[DONE]');
    });

    test.each(WIRES[shape])("of %s goes at its reader's pace, and a reader who rests is no fault of the model", async (name) => {
      const provider = door().provider(name);
      provider.script({ does: 'pours' });
      let read = 0;
      const { error } = await stream(door().client(), `only-${name}`, {}, async () => {
        if (++read === 2) {
          await settled(provider.sent);
          expect(provider.sent()).toBeLessThan(0.9 * FLOOD.pieces * FLOOD.length);
          const before = provider.sent();
          // Longer than a model may be silent.
          await pause(1000);
          expect(provider.sent()).toBe(before);
        }
        return read < 200;
      });
      expect({ error, read }).toEqual({ error: undefined, read: 200 });
      expect(provider.asked).toHaveLength(1);
    });

    test('whose caller leaves ends the call upstream where the platform tells of it', async () => {
      const provider = door().provider('openai');
      const words = Array.from({ length: 30 }, (_, at) => ` ${at}`);
      provider.script({ does: 'answers', words, pauseMillis: 25 });
      let read = 0;
      const { requestId } = await stream(door().client(), 'only-openai', {}, () => ++read < 4);
      const { callerLeft } = await recordOf(door(), requestId);
      expect({ callerLeft, cutOff: provider.cutOff() }).toEqual(door().differs.leaving);
    });

    test('does not mix its words with those of others', async () => {
      const provider = door().provider('openai');
      provider.script({ does: 'answers', words: Array.from({ length: 20 }, (_, at) => ` ${at}`), pauseMillis: 2 });
      const all = await Promise.all(Array.from({ length: 25 }, () => stream(door().client(), 'only-openai')));
      expect(new Set(all.map(({ text }) => text))).toEqual(new Set([Array.from({ length: 20 }, (_, at) => ` ${at}`).join('')]));
      expect(new Set(all.map(({ requestId }) => requestId)).size).toBe(25);
    });
  });
}

/** Waits until a count stays as it is: every buffer on the way is full. */
async function settled(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    await pause(250);
  }
}

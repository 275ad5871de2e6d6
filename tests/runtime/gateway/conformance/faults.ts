import { beforeEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../support/providers/behaviour.ts';
import { TELLS_WHEN } from '../support/providers/provider.ts';
import { ask, recordOf, stream } from './asking.ts';
import type { TheDoor } from './conformance.ts';
import { DIFFERENCES, type ShapeName } from './differences.ts';

const PIXEL = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };

/** What becomes of a model's fault: another attempt, another model, or an error that names no provider. */
export function faultRules(shape: ShapeName, door: TheDoor): void {
  describe.each(DIFFERENCES[shape].providers)('A model of %s', (name) => {
    const model = () => door().provider(name);
    beforeEach(() => door().backup.script({ does: 'answers' }));

    test.each<[string, Behaviour]>([
      ['throttles', { does: 'throttles' }],
      ['fails', { does: 'fails' }],
    ])('that %s once is asked again', async (_, fault) => {
      model().script(fault, { does: 'answers' });
      const { data, response } = await ask(door().client(), `first-${name}`).withResponse();
      expect(data.model).toBe(name);
      expect(model().asked).toHaveLength(2);
      expect(await recordOf(door(), response.headers.get('x-request-id') ?? '')).toMatchObject({ attempts: 2, fallback: false });
    });

    test.each<[string, Behaviour, number]>([
      ['throttles', { does: 'throttles' }, 2],
      ['throttles for long', { does: 'throttles', retryAfterSeconds: 60 }, TELLS_WHEN.has(name) ? 1 : 2],
      ['fails', { does: 'fails' }, 2],
      ['gives no answer', { does: 'babbles' }, 2],
      ['refuses the gateway', { does: 'denies' }, 1],
      ['says nothing', { does: 'keeps-silent' }, 1],
    ])('that %s is replaced by the fallback after a bounded number of attempts', async (_, fault, attempts) => {
      model().script(fault);
      const { data, response } = await ask(door().client(), `first-${name}`).withResponse();
      expect(data.model).toBe('backup');
      expect(response.headers.get('x-llm-model')).toBe('backup');
      expect(response.headers.get('x-llm-variant')).toBe(name);
      expect(model().asked).toHaveLength(attempts);
      expect(await recordOf(door(), response.headers.get('x-request-id') ?? '')).toMatchObject({
        model: 'backup',
        variant: name,
        attempts: attempts + 1,
        fallback: true,
      });
    });

    test.each<[string, Behaviour, number, string]>([
      ['throttles', { does: 'throttles', retryAfterSeconds: 7 }, 429, 'upstream_throttled'],
      ['fails', { does: 'fails' }, 502, 'upstream_failed'],
      ['gives no answer', { does: 'babbles' }, 502, 'upstream_failed'],
      ['refuses the gateway', { does: 'denies' }, 502, 'upstream_denied'],
      ['says nothing', { does: 'keeps-silent' }, 504, 'upstream_timeout'],
    ])('that %s and has no fallback ends in an error of its own kind', async (_, fault, status, code) => {
      model().script(fault);
      await expect(ask(door().client(), `only-${name}`)).rejects.toMatchObject({ status, code });
    });

    test("is not replaced for the caller's own fault", async () => {
      model().script({ does: 'rejects' });
      await expect(ask(door().client(), `first-${name}`)).rejects.toMatchObject({ status: 400 });
      expect(model().asked).toHaveLength(1);
      expect(door().backup.asked).toEqual([]);
    });

    test('that is late is waited for within the time-out', async () => {
      model().script({ does: 'wakes-late', afterMillis: 300 });
      expect((await ask(door().client(), `first-${name}`)).model).toBe(name);
    });

    test.each<[string, Behaviour]>([
      ['fails', { does: 'fails' }],
      ['dies before its first word', { does: 'dies-at-once' }],
    ])('that %s in a stream is replaced without a sign', async (_, fault) => {
      model().script(fault);
      const { chunks, error } = await stream(door().client(), `first-${name}`);
      expect(error).toBeUndefined();
      expect(chunks.every(({ model: alias }) => alias === 'backup')).toBe(true);
    });

    test.each<Behaviour['does'] & string>(['dies', 'breaks', 'stops-short', 'stalls', 'errs'])(
      'that %s in the middle of a stream ends it with an error event',
      async (does) => {
        model().script({ does } as Behaviour);
        const { error, text, requestId } = await stream(door().client(), `first-${name}`);
        expect(text).toBe('One two');
        expect(error).toMatchObject({ code: does === 'stalls' ? 'upstream_timeout' : 'upstream_failed' });
        expect(door().backup.asked).toEqual([]);
        expect(await recordOf(door(), requestId)).toMatchObject({ status: does === 'stalls' ? 504 : 502, model: name });
      },
    );

    test('that gave a reason and then no last word has answered', async () => {
      model().script({ does: 'forgets-its-end' });
      const { error, text } = await stream(door().client(), `only-${name}`);
      expect({ error, text }).toEqual({ error: undefined, text: 'One two three' });
    });

    test.each(['missing', 'wrong'] as const)('whose usage is %s has answered, and its record counts nothing', async (usage) => {
      model().script({ does: 'answers', usage });
      const { requestId, error } = await stream(door().client(), `only-${name}`);
      expect(error).toBeUndefined();
      const record = await recordOf(door(), requestId);
      expect(record.status).toBe(200);
      expect(record.completionTokens).toBeUndefined();
      expect((await ask(door().client(), `only-${name}`)).choices[0]?.finish_reason).toBe('stop');
    });
  });

  test('A content filter stops the call, and no other model is asked', async () => {
    door().provider('openai').script({ does: 'filters' });
    door().backup.script({ does: 'answers' });
    await expect(ask(door().client(), 'first-openai')).rejects.toMatchObject({ status: 400, code: 'content_filter' });
    expect(door().backup.asked).toEqual([]);
  });

  test("A fallback that does not take the request is passed over, so that the caller is not blamed for the first model's fault", async () => {
    door().provider('openai').script({ does: 'fails' });
    door().backup.script({ does: 'answers' });
    const messages = [{ role: 'user' as const, content: [PIXEL] }];
    await expect(ask(door().client(), 'first-openai', { messages })).rejects.toMatchObject({ status: 502, code: 'upstream_failed' });
    expect(door().backup.asked).toEqual([]);
  });

  test('An upstream that is not there ends in an error, and the program stays up', async () => {
    await expect(ask(door().client(), 'nowhere')).rejects.toMatchObject({ status: 502, code: 'upstream_failed' });
    expect((await stream(door().client(), 'nowhere')).error).toMatchObject({ code: 'upstream_failed' });
  });
}

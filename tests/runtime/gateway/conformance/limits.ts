import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './asking.ts';
import type { TheDoor } from './conformance.ts';
import { hashesOf, keyOf, LIMITS } from './platform.ts';

const SINCE = '2027-03-01T10:15:00Z';

/** Budgets, keys and the kill switch. Time passes by the clocks alone. */
export function limitRules(door: TheDoor): void {
  const status = async (consumer: string, model = 'only-openai', extra = {}) => {
    try {
      await ask(door().client(consumer), model, extra);
      return 200;
    } catch (error) {
      return (error as { status?: number }).status;
    }
  };

  describe('A limit', () => {
    test('of requests lets exactly that many in, says when to come back, and begins anew with the minute', async () => {
      door().provider('openai').script({ does: 'answers' });
      await door().passToFullMinute();
      const all = await Promise.all(Array.from({ length: 12 }, () => status('hurried')));
      expect(all.filter((one) => one === 200)).toHaveLength(LIMITS.requestsPerMinute);
      expect(all.filter((one) => one === 429)).toHaveLength(12 - LIMITS.requestsPerMinute);
      const error = await ask(door().client('hurried'), 'only-openai').catch((thrown) => thrown);
      expect(error).toMatchObject({ status: 429, code: 'requests_limit_reached', type: 'rate_limit_error' });
      const wait = Number(error.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      await door().pass(wait * 1000);
      expect(await status('hurried')).toBe(200);
    });

    test('of tokens counts what a call used, and refuses one that no window could take', async () => {
      door().provider('openai').script({ does: 'answers' });
      await door().passToFullMinute();
      // Each sets over a thousand tokens aside and uses 15.
      for (let call = 0; call < 6; call++) expect(await status('thrifty')).toBe(200);
      expect(await status('thrifty', 'only-openai', { max_completion_tokens: 1990 })).toBe(200);
      const large = { messages: [{ role: 'user' as const, content: 'x'.repeat(12_000) }] };
      await expect(ask(door().client('thrifty'), 'only-openai', large)).rejects.toMatchObject({
        status: 400,
        code: 'request_exceeds_limit',
      });
    });

    test('of tokens gives back what a failed call has set aside, and does not open for counts that are none', async () => {
      await door().passToFullMinute();
      door().provider('openai').script({ does: 'fails' });
      for (let call = 0; call < 4; call++) expect(await status('thrifty')).toBe(502);
      door().provider('openai').script({ does: 'answers', usage: 'wrong' });
      // Nobody knows what these have used, so each keeps what it set aside: two fit, a third does not.
      expect([await status('thrifty'), await status('thrifty'), await status('thrifty')]).toEqual([200, 200, 429]);
    });
  });

  describe('The kill switch', () => {
    afterEach(async () => {
      door().cloud.setFlags([]);
      await door().pass(60_000);
    });

    test.each([
      ['a model', { kind: 'model', name: 'openai', since: SINCE } as const, [503, 200, 200], 'model openai'],
      ['a consumer', { kind: 'consumer', name: 'mail', since: SINCE } as const, [200, 503, 200], 'consumer mail'],
      ['all', { kind: 'all', since: SINCE } as const, [503, 503, 503], 'all'],
    ])('for %s takes effect within the minute, ends when it is taken back, and is logged', async (_, flag, expected, logged) => {
      door().provider('openai').script({ does: 'answers' });
      door().backup.script({ does: 'answers' });
      const now = async () => [await status('web'), await status('mail', 'hidden'), await status('web', 'plain')];
      expect(await now()).toEqual([200, 200, 200]);
      door().cloud.setFlags([flag]);
      await door().pass(60_000);
      expect(await now()).toEqual(expected);
      expect(door().output()).toMatch(new RegExp(`"event":"kill-switch","off":"\\[\\\\"${logged}\\\\"\\]"`));
      door().cloud.setFlags([]);
      await door().pass(60_000);
      expect(await now()).toEqual([200, 200, 200]);
    });

    test('for a model hands its calls to the fallback, and the list says which routes are off', async () => {
      door().provider('openai').script({ does: 'answers' });
      door().backup.script({ does: 'answers' });
      door().cloud.setFlags([{ kind: 'model', name: 'openai', since: SINCE }]);
      await door().pass(60_000);
      expect((await ask(door().client(), 'first-openai')).model).toBe('backup');
      expect(door().provider('openai').asked).toEqual([]);
      const { data } = await door().client().models.list();
      const off = data.filter((model) => (model as unknown as { status: string }).status === 'switched-off').map(({ id }) => id);
      expect(off).toEqual(['only-openai']);
    });
  });

  describe('A key', () => {
    test('of either slot opens, and a revoked one is dead within the minute while the other lives', async () => {
      door().provider('openai').script({ does: 'answers' });
      const by = async (slot: 'current' | 'previous') => {
        const client = door().clientWith(keyOf('rotated', slot));
        return ask(client, 'only-openai').then(
          () => 200,
          (error) => error.status,
        );
      };
      expect([await by('current'), await by('previous')]).toEqual([200, 200]);
      const all = hashesOf(Object.keys(door().config.consumers));
      door().cloud.setKeys(all.filter(({ consumer, slot }) => consumer !== 'rotated' || slot !== 'previous'));
      await door().pass(30_000);
      expect(await by('current')).toBe(200);
      await door().pass(30_000);
      expect([await by('current'), await by('previous')]).toEqual([200, 401]);
    });

    test('of an issuer is as good: the consumer that it names, for as long as it lives', async () => {
      door().backup.script({ does: 'answers' });
      const by = async (token: string) => (await door().clientWith(token).models.list()).data.map(({ id }) => id);
      expect(await by(await door().issuer.sign({ azp: 'app-of-the-mail-team' }))).toEqual(['hidden']);
      expect(await by(await door().issuer.sign({ azp: 'mail' }))).toEqual(['hidden']);
      for (const bad of [await door().issuer.sign({ azp: 'nobody' }), await door().issuer.sign({ azp: 'mail' }, '-2m')]) {
        await expect(by(bad)).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
      }
    });

    test('that cannot be checked is no wrong key, and is good again with the table', async () => {
      door().cloud.setTableDown(true);
      await door().pass(60_000);
      await expect(ask(door().client(), 'only-openai')).rejects.toMatchObject({ status: 503, code: 'authentication_unavailable' });
      door().cloud.setTableDown(false);
      // What the answer says: try again after 5 s.
      await door().pass(5000);
      expect(await status('web')).toBe(200);
    });
  });
}

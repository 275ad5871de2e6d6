import { describe, expect, test } from 'vitest';
import { ask, recordOf, stream } from './asking.ts';
import type { TheDoor } from './conformance.ts';

/** The end of an instance, as its platform brings it about. */
export function stopRules(door: TheDoor): void {
  describe('When the platform takes the instance away', () => {
    test('an answer is given, a long stream is whole or ends with an error in time, and both have their record', async () => {
      door()
        .provider('openai')
        .script(
          { does: 'wakes-late', afterMillis: 600 },
          // Longer than the drain waits for it.
          { does: 'answers', words: Array.from({ length: 60 }, () => ' on'), pauseMillis: 50 },
        );
      const answer = ask(door().client(), 'only-openai').withResponse();
      answer.catch(() => {});
      await expect.poll(() => door().provider('openai').asked.length).toBe(1);
      let stopped: Promise<void> | undefined;
      const began = Date.now();
      const { error, requestId } = await stream(door().client(), 'only-openai', {}, () => {
        stopped ??= door().stop();
        return true;
      });
      expect((error as { code?: string } | undefined)?.code).toBe(door().differs.stopped);
      const { data, response } = await answer;
      expect(data.choices[0]?.finish_reason).toBe('stop');
      await stopped;
      expect(Date.now() - began).toBeLessThan(10_000);
      expect(await recordOf(door(), requestId)).toMatchObject({ operation: 'chat-stream', route: 'only-openai' });
      expect(await recordOf(door(), response.headers.get('x-request-id') ?? '')).toMatchObject({ operation: 'chat', status: 200 });
    });
  });
}

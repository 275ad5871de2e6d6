import { describe, expect, test } from 'vitest';
import { recordOf, stream } from './asking.ts';
import type { TheDoor } from './conformance.ts';

/** The end of an instance, as its platform brings it about. */
export function stopRules(door: TheDoor): void {
  describe('When the platform takes the instance away', () => {
    test('a stream is whole, or ends with an error in time, and has its record', async () => {
      // Longer than the drain waits for it.
      door()
        .provider('openai')
        .script({ does: 'answers', words: Array.from({ length: 60 }, () => ' on'), pauseMillis: 50 });
      let stopped: Promise<void> | undefined;
      const began = Date.now();
      const { error, requestId } = await stream(door().client(), 'only-openai', {}, () => {
        stopped ??= door().stop();
        return true;
      });
      expect((error as { code?: string } | undefined)?.code).toBe(door().differs.stopped);
      await stopped;
      expect(Date.now() - began).toBeLessThan(10_000);
      expect(await recordOf(door(), requestId)).toMatchObject({ operation: 'chat-stream', route: 'only-openai' });
    });
  });
}

import type { Clock } from '../core/clock.ts';

/** A comment: clients skip it, proxies see a byte. */
export const COMMENT = ': keep-alive\n\n';
export const DONE = 'data: [DONE]\n\n';

export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

const TICK = Symbol('tick');

/**
 * Server-sent events that are never silent for long: one comment at once, another after each `millis` without a piece, until `pieces`
 * ends. It pulls one piece at a time, so a slow reader slows the source, and it ends the source when the reader leaves.
 *
 * Edge proxies cut a silent connection after 30 s, Container Apps after 240 s.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export async function* neverSilent(pieces: AsyncIterable<string>, millis: number, clock: Clock): AsyncGenerator<string> {
  const iterator = pieces[Symbol.asyncIterator]();
  const stopped = new AbortController();
  // One timer for many pieces: racing each piece against a timer of its own would cost more than the piece.
  let spoken = clock.now();
  let tick = ticking(millis);
  try {
    yield COMMENT;
    let next = iterator.next();
    for (;;) {
      const winner = await Promise.race([next, tick]);
      if (winner === TICK) {
        const silent = clock.now() - spoken;
        tick = ticking(silent >= millis ? millis : millis - silent);
        if (silent < millis) continue;
        yield COMMENT;
      } else {
        if (winner.done === true) return;
        yield winner.value;
        next = iterator.next();
      }
      spoken = clock.now();
    }
  } finally {
    stopped.abort();
    await iterator.return?.();
  }

  function ticking(wait: number): Promise<typeof TICK> {
    return clock.sleep(wait, stopped.signal).then(
      () => TICK,
      // Nobody races any more.
      () => TICK,
    );
  }
}

import { type Clock, STOPPED } from '../core/clock.ts';

/** A comment: clients skip it, proxies see a byte. */
export const COMMENT = ': keep-alive\n\n';
export const DONE = 'data: [DONE]\n\n';

export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

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
  let spoken = clock.now();
  // Ends the wait for a piece; undefined while the reader rests.
  let remind: (() => void) | undefined;
  // One timer for all pieces: one for each would cost more than the piece.
  const reminding = async (): Promise<never> => {
    for (;;) {
      await clock.sleep(Math.max(1, spoken + millis - clock.now()), stopped.signal);
      if (clock.now() - spoken < millis) continue;
      remind?.();
      spoken = clock.now();
    }
  };
  reminding().catch(() => {});
  try {
    yield COMMENT;
    let next = iterator.next();
    for (;;) {
      const piece = await new Promise<IteratorResult<string> | undefined>((resolve, reject) => {
        remind = () => resolve(undefined);
        next.then(resolve, reject);
      });
      remind = undefined;
      if (piece?.done === true) return;
      yield piece?.value ?? COMMENT;
      spoken = clock.now();
      if (piece !== undefined) next = iterator.next();
    }
  } finally {
    stopped.abort(STOPPED);
    await iterator.return?.();
  }
}

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { split } from './prelude.ts';

export interface RelayLimits {
  readonly transferMode: 'STREAM' | 'BUFFERED';
  readonly idleMillis: number;
  readonly integrationMillis: number;
  readonly burstBytes: number;
  readonly bytesPerSecond: number;
}

/** Whether a head has gone to the client; if not, the caller answers in its own words. */
export type Outcome = 'begun' | 'unreadable' | 'timed-out';

export interface Relayed {
  readonly outcome: Promise<Outcome>;
  /** Resolves when the function has ended. */
  readonly over: Promise<void>;
}

/**
 * Passes a function's stream on: nothing before a valid prelude, then each piece as it comes.
 *
 * - A client that leaves does not reach the function, whose stream runs to its end.
 *   Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 * - A time-out after the head closes the connection, and the function goes on.
 * - The first 10 MB have no limit of speed, the rest 2 MB/s.
 * - A function that fails after the head has no way to say so: the connection closes before its end.
 */
export function relay(invoke: () => Promise<IncomingMessage>, client: ServerResponse, limits: RelayLimits): Relayed {
  let began = false;
  let late = false;
  let ended: (outcome: Outcome) => void = () => {};
  const outcome = new Promise<Outcome>((resolve) => {
    ended = resolve;
  });
  const integration = setTimeout(() => {
    late = true;
    if (began) client.destroy();
    else ended('timed-out');
  }, limits.integrationMillis);
  const begin = () => {
    began = true;
    ended('begun');
  };
  const over = invoke()
    .then((source) => pump(source, client, limits, begin, () => late))
    .then(
      (whole) => ended(whole ? 'begun' : 'unreadable'),
      () => (began ? void client.destroy() : ended('unreadable')),
    )
    .finally(() => clearTimeout(integration));
  return { outcome, over };
}

/** False where no head could be read. */
async function pump(
  source: IncomingMessage,
  client: ServerResponse,
  { transferMode, idleMillis, burstBytes, bytesPerSecond }: RelayLimits,
  begin: () => void,
  late: () => boolean,
): Promise<boolean> {
  let held: Buffer | undefined = Buffer.alloc(0);
  let passed = 0;
  let idle: NodeJS.Timeout | undefined;
  for await (const chunk of source) {
    let piece: Buffer = chunk;
    if (held !== undefined) {
      held = Buffer.concat([held, piece]);
      // Gone on after its time, or of a method that expects another form: nobody reads it.
      const parts = late() || transferMode === 'BUFFERED' ? undefined : split(held);
      if (parts === undefined) continue;
      held = undefined;
      client.writeHead(parts.prelude.statusCode, parts.prelude.headers as Record<string, string>);
      client.flushHeaders();
      begin();
      idle = setTimeout(() => client.destroy(), idleMillis);
      piece = parts.body;
    }
    idle?.refresh();
    if (client.destroyed || piece.length === 0) continue;
    passed += piece.length;
    if (passed > burstBytes) await new Promise((resolve) => setTimeout(resolve, (piece.length / bytesPerSecond) * 1000));
    if (!client.write(piece)) await Promise.race([once(client, 'drain'), once(client, 'close')]);
  }
  clearTimeout(idle);
  if (held !== undefined) return false;
  if (source.trailers['lambda-runtime-function-error-type'] !== undefined) client.destroy();
  else client.end();
  return true;
}

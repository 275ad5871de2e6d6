import { createServer, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { answering } from '../../bundle/support/stand-in.ts';
import { eventsOf, type Script, scriptOf } from './script.ts';

export interface ScriptedModel {
  readonly server: Server;
  /** Numbers of the streams whose connection was closed from the other side before their end. */
  readonly cutOff: ReadonlySet<number>;
}

/** A model that acts out the script whose number is the caller's message. */
export function scriptedModel(): ScriptedModel {
  const cutOff = new Set<number>();
  const refused = new Set<number>();
  const server = createServer(
    answering(async ({ text }, response) => {
      const script = scriptOf(Number(JSON.parse(text).messages[0].content));
      response.once('close', () => {
        if (!response.writableFinished && script.kind !== 'dies') cutOff.add(script.id);
      });
      if (script.kind === 'tried-again' && !refused.delete(script.id)) {
        refused.add(script.id);
        return void response.writeHead(503).end('{}');
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      await act(script, response);
    }),
  );
  return { server, cutOff };
}

async function act(script: Script, response: ServerResponse): Promise<void> {
  const events = eventsOf(script, 'large');
  switch (script.kind) {
    case 'fast':
    case 'tried-again':
      return void response.end(events.join(''));
    case 'slow':
      for (const event of events) {
        response.write(event);
        await sleep(script.id % 15);
      }
      return void response.end();
    case 'torn': {
      const bytes = Buffer.from(events.join(''));
      const step = 7 + (script.id % 97);
      for (let at = 0; at < bytes.length; at += step) {
        response.write(bytes.subarray(at, at + step));
        // Lets the piece leave alone.
        await sleep(0);
      }
      return void response.end();
    }
    case 'large':
      return pipeline(Readable.from(events), response);
    case 'dies':
      response.write(events.slice(0, 3).join(''));
      await sleep(5);
      return void response.destroy();
    case 'left':
      while (!response.destroyed) {
        response.write(events[0]);
        await sleep(2);
      }
  }
}

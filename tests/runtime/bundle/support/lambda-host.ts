/**
 * Lambda's runtime of Node as far as a program sees it: the global `awslambda`, and handlers that are called one event at a time. Run by
 * itself, with the bundle's path as its argument; events come as HTTP requests `{ "export": …, "event": … }`, answers go back as raw bytes.
 * The prelude is written with the first write, as
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/HttpResponseStream.js does.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (event: unknown, stream: ServerResponse, context: object) => Promise<unknown>;

const PRELUDE_END = new Uint8Array(8);

function withPrelude(stream: ServerResponse, prelude: object): ServerResponse {
  const write = stream.write.bind(stream) as (chunk: string | Uint8Array) => boolean;
  stream.setHeader('content-type', 'application/vnd.awslambda.http-integration-response');
  stream.write = (chunk: string | Uint8Array) => {
    stream.write = write;
    write(JSON.stringify(prelude));
    write(PRELUDE_END);
    return write(chunk);
  };
  return stream;
}

const streamed = new WeakSet<Handler>();
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => {
      streamed.add(handler);
      return handler;
    },
    HttpResponseStream: { from: withPrelude },
  },
});

const bundle = process.argv.at(-1) ?? '';
const program: Record<string, Handler> = await import(bundle);

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { export: name, event } = JSON.parse(Buffer.concat(chunks).toString());
  const handler = program[name];
  if (handler === undefined) throw new Error(`no export ${name}`);
  try {
    const answer = await handler(event, response, { getRemainingTimeInMillis: () => 60_000 });
    if (!streamed.has(handler)) response.end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));

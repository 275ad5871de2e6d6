/** What a proxy costs that does nothing: Node's own server and client, one piped into the other. Prints its port. */
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const upstream = new URL(process.argv.at(-1) ?? '');
const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: 'lifo' });
const server = createServer((incoming, outgoing) => {
  const { method, headers, url: path } = incoming;
  const options = { agent, method, headers, path, host: upstream.hostname, port: upstream.port };
  incoming.pipe(
    request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    }),
  );
}).listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));

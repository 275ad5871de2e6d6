/**
 * Loads the function's bundle, whose path is the argument, until its handlers are there. The parameter with the configuration comes from a
 * server in this process, whose work is counted with it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { configOf } from '../../runtime/bundle/support/config.ts';

const config = configOf({ kind: 'bedrock', region: 'eu-central-1', modelId: 'model' });
const server = createServer((_, response) => response.end(JSON.stringify({ Parameter: { Value: JSON.stringify(config) } })));
server.listen(0, '127.0.0.1', async () => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    LLM_GATEWAY_CONFIG_PARAMETER: '/config',
    LLM_GATEWAY_TABLE: 'gateway',
  });
  Object.assign(globalThis, { awslambda: { streamifyResponse: (handler: unknown) => handler, HttpResponseStream: {} } });
  const program: Record<string, unknown> = await import(process.argv.at(-1) ?? '');
  if (typeof program.handler !== 'function' || typeof program.authorizer !== 'function') throw new Error('the bundle has no handlers');
  process.exit(0);
});

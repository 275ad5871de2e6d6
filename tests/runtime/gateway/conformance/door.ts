import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import type { GatewayConfig } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import type { CallRecord } from '../../../../constructs/runtime/gateway/evidence/evidence.ts';
import { apiGatewayStandIn } from '../support/api-gateway-stand-in.ts';
import { awsStandIn } from '../support/clouds/aws-stand-in.ts';
import { azureStandIn } from '../support/clouds/azure-stand-in.ts';
import type { CloudStandIn } from '../support/clouds/cloud-stand-in.ts';
import { type Issuer, issuerStandIn } from '../support/clouds/issuer-stand-in.ts';
import { type Program, startProgram } from '../support/programs/program.ts';
import { selfSigned } from '../support/programs/self-signed.ts';
import { type Provider, type ProviderName, provider } from '../support/providers/provider.ts';
import { DIFFERENCES, type Differences, type ShapeName } from './differences.ts';
import { hashesOf, keyOf, platform } from './platform.ts';

/** The running program as an app team meets it, and what stands behind it. */
export interface Door {
  readonly shape: ShapeName;
  readonly url: string;
  readonly differs: Differences;
  readonly config: GatewayConfig;
  readonly cloud: CloudStandIn;
  readonly issuer: Issuer;
  readonly backup: Provider;
  readonly provider: (name: ProviderName) => Provider;
  /** The official client, without retries of its own. */
  readonly client: (consumer?: string) => OpenAI;
  readonly clientWith: (key: string) => OpenAI;
  /** `fetch` that keeps what it got. */
  readonly fetch: typeof fetch;
  /** Moves every clock forward: the program's and the platform's. */
  readonly pass: (millis: number) => Promise<void>;
  /** Moves them to the first second of a minute, so that no window ends in the middle of a test. */
  readonly passToFullMinute: () => Promise<void>;
  /** Audit records so far. */
  readonly records: () => CallRecord[];
  /** All that the program has written, and all that its callers got. */
  readonly output: () => string;
  readonly answers: () => string;
  /** Ends it as its platform does. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Change = (config: GatewayConfig) => GatewayConfig;

const ENTRY = {
  container: new URL('../../../../constructs/runtime/gateway/programs/container.ts', import.meta.url),
  lambda: new URL('../support/programs/lambda-sandbox.ts', import.meta.url),
};
/** As the stack will set it: with the program's own cache of 30 s a revoked key is dead within the minute. */
const AUTHORIZER_TTL_SECONDS = 30;

/** Starts the program in one shape, with providers and a cloud of its own. */
export async function open(shape: ShapeName, change: Change = (config) => config): Promise<Door> {
  const differs: Differences = DIFFERENCES[shape];
  const tls = selfSigned();
  const trusted = join(mkdtempSync(join(tmpdir(), 'gateway-suite-')), 'ca.pem');
  writeFileSync(trusted, tls.cert);
  const cloud = await (shape === 'container' ? azureStandIn(tls) : awsStandIn());
  const issuer = await issuerStandIn(tls);
  const providers = await Promise.all(differs.providers.map(provider));
  const backup = await provider('openai-compatible');
  const config = change(platform(providers, backup, cloud.secret, issuer.url));
  cloud.setKeys(hashesOf(Object.keys(config.consumers)));
  const program = await startProgram(ENTRY[shape], {
    ...cloud.environment(JSON.stringify(config)),
    NODE_EXTRA_CA_CERTS: trusted,
  });
  let ahead = 0;
  const front = shape === 'container' ? frontless(program) : await behindApiGateway(program, () => Date.now() + ahead);
  const answers: string[] = [];
  const recorded = recording(answers);
  const pass = async (millis: number) => {
    ahead += millis;
    await program.pass(millis);
  };
  const clientWith = (apiKey: string) => new OpenAI({ baseURL: `${front.url}/v1`, apiKey, maxRetries: 0, fetch: recorded });
  return {
    shape,
    url: front.url,
    differs,
    config,
    cloud,
    issuer,
    backup,
    provider: (name) => {
      const found = providers.find((one) => one.name === name);
      if (found === undefined) throw new Error(`${shape} has no provider ${name}`);
      return found;
    },
    client: (consumer = 'web') => clientWith(keyOf(consumer)),
    clientWith,
    fetch: recorded,
    pass,
    passToFullMinute: () => pass(61_000 - ((Date.now() + ahead) % 60_000)),
    records: () => recordsIn(program.output()),
    output: program.output,
    answers: () => answers.join('\n'),
    stop: front.stop,
    close: async () => {
      await program.kill();
      await Promise.all([front.close(), cloud.close(), issuer.close(), backup.close(), ...providers.map((one) => one.close())]);
    },
  };
}

interface Front {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function frontless(program: Program): Front {
  const stop = async () => {
    const code = await program.stop();
    if (code !== 0) throw new Error(`the program ended with ${code}`);
  };
  return { url: program.url, stop, close: async () => {} };
}

/** Lambda lets calls end before it takes a sandbox away, and tells the program nothing. */
async function behindApiGateway(program: Program, now: () => number): Promise<Front> {
  const gateway = await apiGatewayStandIn({ lambda: program.url, authorizerTtlSeconds: AUTHORIZER_TTL_SECONDS, now });
  const stop = async () => {
    await gateway.idle();
    await program.kill();
  };
  return { url: gateway.url, stop, close: gateway.close };
}

/** Keeps heads and bodies without standing in the way of a slow reader or of one who leaves. */
function recording(answers: string[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    answers.push(JSON.stringify([...response.headers]));
    const decoder = new TextDecoder();
    const kept = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        answers.push(decoder.decode(chunk, { stream: true }));
        controller.enqueue(chunk);
      },
    });
    const { status, headers } = response;
    return new Response(response.body?.pipeThrough(kept) ?? null, { status, headers });
  };
}

function recordsIn(output: string): CallRecord[] {
  return output
    .split('\n')
    .filter((text) => text.startsWith('{"type":"audit"'))
    .map((text) => JSON.parse(text));
}

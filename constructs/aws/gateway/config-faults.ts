import { type Duration, StringConcat, Token, Tokenization } from 'aws-cdk-lib/core';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import { ConfigError, parseConfig } from '../../runtime/gateway/config/parse-config.ts';
import { MOST_CONFIG_CHARACTERS } from './config-parameter.ts';
import type { ServerlessGatewayProps } from './serverless-gateway-props.ts';

/** Fits every text of a configuration: what a value that is known at deployment only is judged as. */
const STAND_IN = 'https://late.example.com';
/** A guess at such a value, the ARN of an inference profile: too short a one costs a failed deployment, too long a needless refusal. */
const LATE_CHARACTERS = 90;
/** What a call may bring to a function, with its headers. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BODY_BYTES = 6 << 20;
/** Left to the program to end a call by itself and say why. */
const LAST_WORDS_MILLIS = 1000;

/** What is wrong with a configuration on AWS, one sentence a fault. The program would not start with the first kind. */
export function configFaults(props: ServerlessGatewayProps, timeout: Duration): string[] {
  const origins = originFaults(props.config);
  return [
    ...origins,
    ...programFaults(props.config).filter((fault) => origins.length === 0 || !fault.startsWith('config.network.corsOrigins')),
    ...limitFaults(props.config, timeout),
    ...modelFaults(props),
    ...sizeFaults(props.config),
  ];
}

function originFaults({ network }: GatewayConfig): string[] {
  return network.corsOrigins.flatMap((origin, index) => {
    if (Token.isUnresolved(origin) || isOrigin(origin)) return [];
    const path = `config.network.corsOrigins[${index}]`;
    if (origin.includes('*')) return [`${path} must be one origin, got '${origin}'; list the origins of your web apps`];
    return [`${path} must be an origin without a path, got '${origin.slice(0, 120)}'; write it as 'https://app.example.com'`];
  });
}

function isOrigin(text: string): boolean {
  return /^https:\/\/[^\s/?#@*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** By the program's own schema, with stand-ins for what is not known yet. */
function programFaults(config: GatewayConfig): string[] {
  try {
    parseConfig(JSON.stringify(config, (_, value) => (Token.isUnresolved(value) ? STAND_IN : value)));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((fault) => `config.${fault}`);
  }
}

function limitFaults({ limits, timeouts }: GatewayConfig, timeout: Duration): string[] {
  const faults: string[] = [];
  if (limits.maxBodyBytes > MOST_BODY_BYTES) {
    faults.push(
      `config.limits.maxBodyBytes must be at most ${MOST_BODY_BYTES}, which a function takes, got ${limits.maxBodyBytes}; lower it`,
    );
  }
  const most = timeout.isUnresolved() ? Number.POSITIVE_INFINITY : timeout.toMilliseconds() - LAST_WORDS_MILLIS;
  if (timeouts.totalMillis > most) {
    faults.push(
      `config.timeouts.totalMillis must be at most ${most}, a second before the function's own end, got ${timeouts.totalMillis}; lower it or raise timeout`,
    );
  }
  return faults;
}

function modelFaults({ config, models = [], secrets = [], network }: ServerlessGatewayProps): string[] {
  const upstreams = Object.entries(config.models).map(([alias, { upstream }]) => ({ at: `config.models.${alias}.upstream`, upstream }));
  const faults = upstreams.flatMap(({ at, upstream }) => {
    if (upstream.kind === 'azure-openai')
      return [`${at} is 'azure-openai', which takes a managed identity of Azure; use 'openai-compatible' with a key`];
    if ('key' in upstream && upstream.key?.kind === 'key-vault-secret') {
      return [`${at}.key is 'key-vault-secret', which a function on AWS has no identity for; keep the key in Secrets Manager`];
    }
    return [];
  });
  const kept = upstreams.find(({ upstream }) => 'key' in upstream && upstream.key?.kind === 'secrets-manager');
  if (kept && secrets.length === 0)
    faults.push(`secrets is empty, and ${kept.at}.key is one; pass the secret, so that the function may read it`);
  const bedrock = upstreams.find(({ upstream }) => upstream.kind === 'bedrock');
  if (bedrock && models.length === 0)
    faults.push(`models is empty, and ${bedrock.at} is of Bedrock; pass the model, so that the function may call it`);
  if (network && (network.egress.kind === 'none' || network.egress.kind === 'proxy')) {
    const closed = `and the network has egress { kind: '${network.egress.kind}' }, by which the program cannot leave; use nat or firewall`;
    const outside = upstreams.find(({ upstream }) => upstream.kind !== 'bedrock' && upstream.kind !== 'azure-openai');
    if (outside) faults.push(`${outside.at} is outside of AWS, ${closed}`);
    if ((config.auth.jwt ?? []).length > 0) faults.push(`config.auth.jwt needs the keys of its issuers, ${closed}`);
  }
  return faults;
}

function sizeFaults(config: GatewayConfig): string[] {
  const late = { mapToken: () => 'x'.repeat(LATE_CHARACTERS) };
  const text = Tokenization.reverseString(JSON.stringify(config)).mapTokens(late).join(new StringConcat());
  const characters = String(text).length;
  if (characters <= MOST_CONFIG_CHARACTERS) return [];
  return [
    `config has about ${characters} characters, and a parameter holds ${MOST_CONFIG_CHARACTERS}; move consumers or models to a second gateway on the same state`,
  ];
}

import { configSchema } from './config-schema.ts';
import type { GatewayConfig } from './gateway-config.ts';

/** Everything that is wrong with a configuration, one line a fault. The program does not start with one. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the gateway's configuration has ${faults.length} faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** The configuration in a JSON text. Throws ConfigError with every fault; a fault names a place and a rule, never a value. */
export function parseConfig(text: string): GatewayConfig {
  const result = configSchema.safeParse(jsonOf(text));
  if (!result.success)
    throw new ConfigError(result.error.issues.map(({ path, message }) => line(`${path.join('.') || 'document'}: ${message}`)));
  const config = result.data as GatewayConfig;
  const faults = [...authFaults(config), ...modelFaults(config), ...routeFaults(config), ...consumerFaults(config)];
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** A key of the document may hold a line break, which would make two lines of a log. */
function line(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(['document: no JSON']);
  }
}

function authFaults({ auth }: GatewayConfig): string[] {
  return auth.apiKeys || (auth.jwt ?? []).length > 0 ? [] : ['auth: neither apiKeys nor jwt is on'];
}

function modelFaults({ models }: GatewayConfig): string[] {
  return Object.entries(models).flatMap(([alias, model]) => {
    if (model.type === 'chat' && model.maxOutputTokens === undefined) return [`models.${alias}: a chat model needs maxOutputTokens`];
    if (model.type === 'embedding' && model.dimensions === undefined) return [`models.${alias}: an embedding model needs dimensions`];
    return [];
  });
}

function routeFaults({ models, routes }: GatewayConfig): string[] {
  return Object.entries(routes).flatMap(([name, { kind, split, fallbacks }]) => {
    const at = `routes.${name}`;
    const faults: string[] = [];
    const sum = Object.values(split).reduce((total, weight) => total + weight, 0);
    // Shares such as 33.3 are sums of binary fractions.
    if (Math.abs(sum - 100) > 1e-6) faults.push(`${at}.split: the weights' sum is ${sum}, not 100`);
    if (new Set(fallbacks).size !== fallbacks.length) faults.push(`${at}.fallbacks: an alias twice`);
    for (const alias of [...Object.keys(split), ...fallbacks]) {
      const model = Object.hasOwn(models, alias) ? models[alias] : undefined;
      if (model === undefined) faults.push(`${at}: no model '${alias}'`);
      else if ((model.type === 'chat') !== (kind === 'chat')) faults.push(`${at}: model '${alias}' is for ${model.type}`);
    }
    if (kind === 'embeddings' && new Set([...Object.keys(split), ...fallbacks]).size > 1) {
      faults.push(`${at}: vectors of two models cannot be compared, so an embeddings route has one`);
    }
    return faults;
  });
}

function consumerFaults({ routes, consumers }: GatewayConfig): string[] {
  const owners = new Map<string, string>();
  return Object.entries(consumers).flatMap(([name, consumer]) => [
    ...consumer.routes.filter((route) => !Object.hasOwn(routes, route)).map((route) => `consumers.${name}.routes: no route '${route}'`),
    ...(consumer.subjects ?? []).flatMap((subject) => {
      const owner = owners.get(subject);
      owners.set(subject, name);
      return owner === undefined ? [] : [`consumers.${name}.subjects: one is also of '${owner}'`];
    }),
  ]);
}

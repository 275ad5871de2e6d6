import type {
  ConsumerInput,
  ExternalModelInput,
  GatewayInput,
  ModelInput,
  PlatformFile,
  RouteInput,
} from '../../constructs/spec/platform-file.ts';

type Named<T> = Readonly<Record<string, T>>;

/** What the schema draws of the parts around a gateway, each for itself. */
export interface DrawnGateway {
  readonly routes?: Named<RouteInput> | undefined;
  readonly gateway?: GatewayInput | undefined;
  readonly consumers?: Named<ConsumerInput> | undefined;
}

/** The same as parts of one file: names lead to what is there, and fields go together. What is wrong all the same is refused later. */
export function linkedGateway({ routes, gateway, consumers }: DrawnGateway, models: Named<ModelInput>, embedders: readonly string[]) {
  const chat = Object.keys(models).filter((alias) => !embedders.includes(alias));
  const linked = mapValues(routes, (route, name) => linkedRoute(route, name, chat, embedders));
  const callers = mapValues(consumers, (consumer) => linkedConsumer(consumer, Object.keys(linked), gateway));
  if (!gateway || chat.length === 0 || Object.keys(linked).length === 0 || Object.keys(callers).length === 0) return {};
  return { routes: linked, gateway: linkedGatewayOf(gateway), consumers: withoutSharedSubjects(callers) };
}

function linkedRoute(route: RouteInput, name: string, chat: readonly string[], embedders: readonly string[]): RouteInput {
  if (name === 'embed' && embedders[0] !== undefined) return { model: embedders[0] };
  const fallbacks = (assigned: readonly string[]) =>
    route.fallbacks ? { fallbacks: route.fallbacks.filter((alias) => chat.includes(alias) && !assigned.includes(alias)) } : {};
  const weights = Object.values(route.split ?? {});
  if (weights.length > 0 && weights.length <= chat.length) {
    const { stickyBy, experiment } = route;
    const assigned = chat.slice(0, weights.length);
    const split = Object.fromEntries(assigned.map((alias, place) => [alias, weights[place] ?? 0]));
    return { split, ...fallbacks(assigned), ...(stickyBy ? { stickyBy } : {}), ...(experiment ? { experiment } : {}) };
  }
  const model = chat.find((alias) => alias === route.model) ?? chat[0] ?? '';
  return { model, ...fallbacks([model]) };
}

function linkedConsumer(consumer: ConsumerInput, names: readonly string[], gateway: GatewayInput | undefined): ConsumerInput {
  const { subjects, tokensPerMinute = Number.POSITIVE_INFINITY, tokensPerMonth, ...rest } = consumer;
  const known = consumer.routes.filter((route) => names.includes(route));
  const perMinute = Math.min(tokensPerMinute, tokensPerMonth ?? Number.POSITIVE_INFINITY);
  return {
    ...rest,
    routes: known.length > 0 ? known : names.slice(0, 1),
    ...(Number.isFinite(perMinute) ? { tokensPerMinute: perMinute } : {}),
    ...(tokensPerMonth === undefined ? {} : { tokensPerMonth }),
    ...(subjects && gateway?.auth.jwt ? { subjects } : {}),
  };
}

function linkedGatewayOf(gateway: GatewayInput): GatewayInput {
  const { timeouts, auth, ...rest } = gateway;
  const { totalSeconds = 300, firstByteSeconds = 120, idleSeconds = 60 } = timeouts ?? {};
  return {
    ...rest,
    auth: auth.jwt ? auth : { apiKeys: true },
    ...(timeouts && Math.max(firstByteSeconds, idleSeconds) <= totalSeconds ? { timeouts } : {}),
  };
}

function withoutSharedSubjects(consumers: Named<ConsumerInput>): Named<ConsumerInput> {
  const taken = new Set(Object.keys(consumers));
  return mapValues(consumers, ({ subjects, ...consumer }) => {
    const own = subjects?.filter((subject) => !taken.has(subject));
    for (const subject of own ?? []) taken.add(subject);
    return { ...consumer, ...(own ? { subjects: own } : {}) };
  });
}

/** An external model whose fields go together, in a file of a residency. */
export function fittingModel(model: ExternalModelInput, residency: PlatformFile['residency']): ExternalModelInput {
  const { url, dimensions, maxOutputTokens, images, residencyException, ...rest } = model;
  const fitting = {
    ...rest,
    url: model.provider === 'openai-compatible' ? (url ?? 'https://models.example.com/v1') : undefined,
    residencyException:
      residency === 'any' ? undefined : (residencyException ?? { reason: 'contract', approvedBy: 'dpo', expires: '2027-06-30' }),
    ...(model.type === 'embedding' ? { dimensions } : { maxOutputTokens, images }),
  };
  return Object.fromEntries(Object.entries(fitting).filter(([, value]) => value !== undefined)) as unknown as ExternalModelInput;
}

function mapValues<T, R>(map: Named<T> | undefined, make: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, make(value, name)]));
}

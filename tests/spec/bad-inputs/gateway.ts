import { added, type BadInput } from './fixture.ts';

/** What completes a gateway, for the parts that a row does not write itself. */
const WHOLE: Readonly<Record<'routes' | 'gateway' | 'consumers', string>> = {
  routes: 'routes: { talk: { model: chat } }',
  gateway: 'gateway: { kind: serverless, auth: { apiKeys: true } }',
  consumers: 'consumers: { web: { routes: [talk], tokensPerMinute: 60000 } }',
};

/** The good file with a gateway, of which some parts are written in another way. */
function withGateway(parts: Partial<typeof WHOLE>): string {
  return added(Object.values({ ...WHOLE, ...parts }).join('\n'));
}

const EMBEDDERS =
  '  second: { kind: managed, model: { aws: cohere-embed-v4, azure: text-embedding-3-small } }\n  spare: { kind: managed, model: { aws: claude-haiku-4.5, azure: gpt-5.4 } }\nguardrails:';

/** The same with a second embedding model and a second chat model. */
function withMoreModels(parts: Partial<typeof WHOLE>): string {
  return withGateway(parts).replace('guardrails:', EMBEDDERS);
}

const jwt = (fields: string) => withGateway({ gateway: `gateway: { kind: serverless, auth: { jwt: [{ ${fields} }] } }` });
const limits = (fields: string) => withGateway({ consumers: `consumers: { web: { routes: [talk], ${fields} } }` });

/** Rows 30, 37, 42, 44, 46 and 50, and what the kit adds of routes, gateway and consumers. */
export const GATEWAY: readonly BadInput[] = [
  ...(['{ chat: 90, spare: 20 }', '{ chat: 33.3, spare: 33.3 }'] as const).map(
    (split): BadInput => ({
      row: 30,
      what: `shares of ${split}`,
      yaml: withMoreModels({ routes: `routes: { talk: { §split: ${split} } }` }),
      fault: {
        code: 'CFG-030',
        path: 'routes.talk.split',
        message: /make (?:110|66\.6) percent/,
        got: /chat/,
        allowed: /sum is 100/,
        remedy: /^(?:Take away 10|Add 33\.4)\.$/,
      },
    }),
  ),
  ...['-10', '0', '101'].map(
    (weight): BadInput => ({
      row: 30,
      what: `a share of ${weight}`,
      yaml: withMoreModels({ routes: `routes: { talk: { split: { chat: 100, §spare: ${weight} } } }` }),
      fault: {
        code: 'CFG-030',
        path: 'routes.talk.split.spare',
        message: /out of range/,
        got: new RegExp(`^${weight}$`),
        allowed: /0\.1 to 100/,
        remedy: /takes no traffic/,
      },
    }),
  ),
  {
    row: 37,
    what: 'a wait for the first byte that is longer than the call',
    yaml: withGateway({
      gateway: 'gateway: { kind: serverless, auth: { apiKeys: true }, timeouts: { totalSeconds: 60, §firstByteSeconds: 90 } }',
    }),
    fault: {
      code: 'CFG-037',
      path: 'gateway.timeouts.firstByteSeconds',
      message: /90.*ends after 60/,
      got: /^90$/,
      allowed: /^1 to 60$/,
      remedy: /gateway\.timeouts\.totalSeconds to 90/,
    },
  },
  {
    row: 37,
    what: 'a call that ends before the first byte that is waited for',
    yaml: withGateway({ gateway: 'gateway: { kind: serverless, auth: { apiKeys: true }, timeouts: { §totalSeconds: 90 } }' }),
    fault: {
      code: 'CFG-037',
      path: 'gateway.timeouts.totalSeconds',
      message: /firstByteSeconds is 120/,
      got: /^90$/,
      allowed: /^120 to 900/,
      remedy: /to 120/,
    },
  },
  ...['{}', '{ jwt: [] }'].map(
    (auth): BadInput => ({
      row: 42,
      what: `a gateway that knows no caller: ${auth}`,
      yaml: withGateway({ gateway: `gateway: { kind: serverless, §auth: ${auth} }` }),
      fault: {
        code: 'CFG-042',
        path: 'gateway.auth',
        message: /open to everyone/,
        got: /^\{/,
        allowed: /apiKeys, jwt/,
        remedy: /apiKeys: true/,
      },
    }),
  ),
  ...['*', 'https://*.example.com', 'http://app.example.com', 'https://app.example.com/', 'https://App.example.com', 'null'].map(
    (origin): BadInput => ({
      row: 44,
      what: `the origin ${origin}`,
      yaml: withGateway({ gateway: `gateway: { kind: serverless, auth: { apiKeys: true }, corsOrigins: [§"${origin}"] }` }),
      fault: { code: 'CFG-044', path: 'gateway.corsOrigins[0]', got: /./, allowed: /https:\/\/<host>/, remedy: /each origin/ },
    }),
  ),
  ...(['requestsPerMinute', 'tokensPerMinute', 'tokensPerMonth'] as const).map(
    (field): BadInput => ({
      row: 46,
      what: `${field} of zero`,
      yaml: limits(`§${field}: 0`),
      fault: {
        code: 'CFG-046',
        path: `consumers.web.${field}`,
        message: /out of range/,
        got: /^0$/,
        allowed: /from 1/,
        remedy: /leave it out/,
      },
    }),
  ),
  {
    row: 46,
    what: 'a limit below zero',
    yaml: limits('§tokensPerMinute: -5'),
    fault: { code: 'CFG-046', path: 'consumers.web.tokensPerMinute', got: /^-5$/, allowed: /from 1/, remedy: /leave it out/ },
  },
  {
    row: 46,
    what: 'a consumer of prod without a limit on its tokens',
    yaml: withGateway({ consumers: 'consumers: { §web: { routes: [talk], requestsPerMinute: 60 } }' }),
    environment: 'prod',
    fault: {
      code: 'CFG-046',
      path: 'consumers.web',
      message: /nothing bounds/,
      allowed: /tokensPerMinute, tokensPerMonth/,
      remedy: /tokensPerMinute: 60000/,
    },
  },
  {
    row: 46,
    what: 'a limit for a minute above that for the month',
    yaml: limits('§tokensPerMinute: 2000, tokensPerMonth: 1000'),
    fault: {
      code: 'CFG-046',
      path: 'consumers.web.tokensPerMinute',
      message: /never reached/,
      got: /^2000$/,
      allowed: /1 to 1000/,
      remedy: /Raise the one/,
    },
  },
  ...[
    'http://login.example.com',
    'https://localhost/realms/llm',
    'https://169.254.169.254',
    'https://login.example.com/?tenant=1',
    'login.example.com',
  ].map(
    (issuer): BadInput => ({
      row: 50,
      what: `the issuer ${issuer}`,
      yaml: jwt(`§issuer: "${issuer}", audiences: [llm]`),
      fault: { code: 'CFG-050', path: 'gateway.auth.jwt[0].issuer', message: /the URL /, got: /./, allowed: /https:\/\//, remedy: /iss/ },
    }),
  ),
  {
    row: 50,
    what: 'keys that come over http',
    yaml: jwt('issuer: "https://login.example.com", audiences: [llm], §jwksUri: "http://login.example.com/keys"'),
    fault: {
      code: 'CFG-050',
      path: 'gateway.auth.jwt[0].jwksUri',
      message: /not encrypted/,
      got: /http:/,
      allowed: /https:\/\//,
      remedy: /issuer's keys/,
    },
  },
  {
    row: 50,
    what: 'an issuer whose tokens may be for anybody',
    yaml: jwt('issuer: "https://login.example.com", §audiences: []'),
    fault: { code: 'CFG-050', path: 'gateway.auth.jwt[0].audiences', got: /\[\]/, allowed: /claim aud/, remedy: /audience/ },
  },
  {
    row: 6,
    what: 'an issuer twice',
    yaml: withGateway({
      gateway:
        'gateway: { kind: serverless, auth: { jwt: [{ issuer: "https://login.example.com", audiences: [a] }, { §issuer: "https://login.example.com", audiences: [b] }] } }',
    }),
    fault: {
      code: 'CFG-006',
      path: 'gateway.auth.jwt[1].issuer',
      message: /jwt\[0\]/,
      got: /login/,
      allowed: /each issuer once/,
      remedy: /audiences of both/,
    },
  },
  {
    row: 6,
    what: 'a subject of two consumers',
    yaml: withGateway({
      gateway: 'gateway: { kind: serverless, auth: { jwt: [{ issuer: "https://login.example.com", audiences: [llm] }] } }',
      consumers: 'consumers: { web: { routes: [talk], subjects: [app] }, batch: { routes: [talk], subjects: [§app] } }',
    }),
    fault: {
      code: 'CFG-006',
      path: 'consumers.batch.subjects[0]',
      message: /consumers\.web/,
      got: /app/,
      allowed: /each subject once/,
      remedy: /one of the two/,
    },
  },
  {
    row: 6,
    what: 'a subject that is the name of another consumer',
    yaml: withGateway({
      gateway: 'gateway: { kind: serverless, auth: { jwt: [{ issuer: "https://login.example.com", audiences: [llm] }] } }',
      consumers: 'consumers: { web: { routes: [talk], subjects: [§batch] }, batch: { routes: [talk] } }',
    }),
    fault: {
      code: 'CFG-006',
      path: 'consumers.web.subjects[0]',
      message: /consumers\.batch/,
      got: /batch/,
      allowed: /name of another consumer/,
      remedy: /one of the two/,
    },
  },
  {
    row: 6,
    what: 'a route twice in a consumer',
    yaml: withGateway({ consumers: 'consumers: { web: { routes: [talk, §talk] } }' }),
    fault: { code: 'CFG-006', path: 'consumers.web.routes[1]', message: /twice/, got: /talk/, allowed: /once/, remedy: /one out/ },
  },
  ...(
    [
      ['consumers', '{ a-1b: { routes: [talk] }, §a1b: { routes: [talk] } }'],
      ['routes', '{ talk: { model: chat }, a-1b: { model: chat }, §a1b: { model: chat } }'],
    ] as const
  ).map(
    ([map, entries]): BadInput => ({
      row: 6,
      what: `${map} that become one thing`,
      yaml: withGateway({ [map]: `${map}: ${entries}` }),
      fault: {
        code: 'CFG-006',
        path: `${map}.a1b`,
        message: new RegExp(`${map}\\.a-1b`),
        got: /a1b/,
        allowed: /more than dashes/,
        remedy: /Rename/,
      },
    }),
  ),
  ...(
    [
      ['litellm', 'gateway: { §kind: litellm, access: private, replicas: 2 }'],
      ['api-management', 'gateway: { §kind: api-management }'],
    ] as const
  ).map(
    ([kind, gateway]): BadInput => ({
      row: 100,
      what: `a gateway of kind ${kind}`,
      yaml: withGateway({ gateway }),
      fault: {
        code: 'CFG-100',
        path: 'gateway.kind',
        message: new RegExp(`'${kind}' is not offered`),
        allowed: /^serverless$/,
        remedy: /Choose one of these/,
      },
    }),
  ),
  ...(
    [
      ['gateway.access', withGateway({ gateway: 'gateway: { kind: serverless, auth: { apiKeys: true }, §access: private }' })],
      ['gateway.domain', withGateway({ gateway: 'gateway: { kind: serverless, auth: { apiKeys: true }, §domain: {} }' })],
      ['gateway.waf', withGateway({ gateway: 'gateway: { kind: serverless, auth: { apiKeys: true }, §waf: {} }' })],
      ['consumers.web.stores', limits('§stores: [kb]')],
      [
        'routes.talk.experiment.metric',
        withMoreModels({ routes: 'routes: { talk: { split: { chat: 90, spare: 10 }, experiment: { name: trial, §metric: accuracy } } }' }),
      ],
      [
        'routes.talk.experiment.minimumEffect',
        withMoreModels({ routes: 'routes: { talk: { split: { chat: 90, spare: 10 }, experiment: { name: trial, §minimumEffect: 1 } } }' }),
      ],
    ] as const
  ).map(
    ([path, yaml]): BadInput => ({
      row: 100,
      what: `'${path}', which a later release brings`,
      yaml,
      fault: { code: 'CFG-100', path, message: /is not offered by this release/, allowed: /./, remedy: /later release/ },
    }),
  ),
  ...(['stickyBy: user', 'experiment: { name: trial }'] as const).map((line): BadInput => {
    const [field = ''] = line.split(':');
    return {
      row: 103,
      what: `'${field}' on a route of one model`,
      yaml: withGateway({ routes: `routes: { talk: { model: chat, §${line} } }` }),
      fault: {
        code: 'CFG-103',
        path: `routes.talk.${field}`,
        message: /belongs to a split/,
        got: /./,
        allowed: /^split$/,
        remedy: /give the route a split/,
      },
    };
  }),
  {
    row: 103,
    what: 'subjects where no token is taken',
    yaml: limits('§subjects: [app]'),
    fault: {
      code: 'CFG-103',
      path: 'consumers.web.subjects',
      message: /gateway takes none/,
      got: /app/,
      allowed: /gateway\.auth\.jwt/,
      remedy: /name an issuer/,
    },
  },
  {
    row: 105,
    what: 'a route to a model that the file has not',
    yaml: withGateway({ routes: 'routes: { talk: { §model: chatt } }' }),
    fault: {
      code: 'CFG-105',
      path: 'routes.talk.model',
      message: /no such model/,
      got: /chatt/,
      allowed: /^chat, embedder$/,
      remedy: /'chat'/,
    },
  },
  {
    row: 105,
    what: 'a share of a model that the file has not',
    yaml: withGateway({ routes: 'routes: { talk: { split: { chat: 50, §drafts-of-others: 50 } } }' }),
    fault: {
      code: 'CFG-105',
      path: 'routes.talk.split.drafts-of-others',
      message: /no such model/,
      got: /drafts/,
      allowed: /^chat, embedder$/,
      remedy: /Add models\.drafts-of-others/,
    },
  },
  {
    row: 105,
    what: 'a fallback to a model that the file has not',
    yaml: withGateway({ routes: 'routes: { talk: { model: chat, fallbacks: [§backup-model] } }' }),
    fault: {
      code: 'CFG-105',
      path: 'routes.talk.fallbacks[0]',
      message: /no such model/,
      got: /backup-model/,
      allowed: /^chat, embedder$/,
      remedy: /Add models\.backup-model/,
    },
  },
  {
    row: 105,
    what: 'a consumer of a route that the file has not',
    yaml: withGateway({ consumers: 'consumers: { web: { routes: [talk, §tlak] } }' }),
    fault: { code: 'CFG-105', path: 'consumers.web.routes[1]', message: /no such route/, got: /tlak/, allowed: /^talk$/, remedy: /'talk'/ },
  },
  {
    row: 114,
    what: 'an embedding model among the models of a chat route',
    yaml: withGateway({ routes: 'routes: { talk: { split: { chat: 90, §embedder: 10 } } }' }),
    fault: {
      code: 'CFG-114',
      path: 'routes.talk.split.embedder',
      message: /for embeddings on a route for chat/,
      got: /embedder/,
      allowed: /models for chat/,
      remedy: /route of its own/,
    },
  },
  {
    row: 114,
    what: 'an embedding model as the fallback of a chat route',
    yaml: withGateway({ routes: 'routes: { talk: { model: chat, fallbacks: [§embedder] } }' }),
    fault: {
      code: 'CFG-114',
      path: 'routes.talk.fallbacks[0]',
      message: /for embeddings on a route for chat/,
      got: /embedder/,
      allowed: /models for chat/,
      remedy: /route of its own/,
    },
  },
  {
    row: 114,
    what: 'a model that is for chat on one cloud and for embeddings on the other',
    yaml: withGateway({ routes: 'routes: { talk: { §model: embedder } }' }).replace('azure: text-embedding-3-large', 'azure: gpt-5.4'),
    fault: {
      code: 'CFG-114',
      path: 'routes.talk.model',
      message: /one cloud.*the other/,
      got: /embedder/,
      allowed: /embeddings/,
      remedy: /another model/,
    },
  },
  ...(
    [
      ['a split of two embedding models', '{ split: { embedder: 50, §second: 50 } }', 'split.second'],
      ['an embedding model that falls back to another', '{ model: embedder, fallbacks: [§second] }', 'fallbacks[0]'],
    ] as const
  ).map(
    ([what, route, place]): BadInput => ({
      row: 114,
      what,
      yaml: withMoreModels({ routes: `routes: { talk: ${route} }` }),
      fault: {
        code: 'CFG-114',
        path: `routes.talk.${place}`,
        message: /cannot be compared/,
        got: /second/,
        allowed: /one embedding model/,
        remedy: /route of its own/,
      },
    }),
  ),
  ...(['{}', '{ split: {} }', '{ fallbacks: [chat] }'] as const).map(
    (route): BadInput => ({
      row: 115,
      what: `a route that leads to no model: ${route}`,
      yaml: withGateway({ routes: `routes: { §talk: ${route} }` }),
      fault: { code: 'CFG-115', path: 'routes.talk', message: /no model/, allowed: /a model, or a split/, remedy: /model: assistant/ },
    }),
  ),
  {
    row: 115,
    what: 'a route with a model and a split',
    yaml: withMoreModels({ routes: 'routes: { §talk: { model: chat, split: { chat: 50, spare: 50 } } }' }),
    fault: { code: 'CFG-115', path: 'routes.talk', message: /both/, got: /chat/, allowed: /a model, or a split/, remedy: /one of/ },
  },
  ...(
    [
      ['a route that falls back to its own model', '{ model: chat, fallbacks: [§chat] }', 0, /anyway/],
      ['a route that falls back to a model of its split', '{ split: { chat: 50, spare: 50 }, fallbacks: [§spare] }', 0, /anyway/],
      ['a route that falls back to the same model twice', '{ model: chat, fallbacks: [spare, §spare] }', 1, /twice/],
    ] as const
  ).map(
    ([what, route, place, message]): BadInput => ({
      row: 116,
      what,
      yaml: withMoreModels({ routes: `routes: { talk: ${route} }` }),
      fault: {
        code: 'CFG-116',
        path: `routes.talk.fallbacks[${place}]`,
        message,
        got: /chat|spare/,
        allowed: /once/,
        remedy: /Take it out/,
      },
    }),
  ),
  {
    row: 118,
    what: 'a gateway with nothing behind it and nobody in front of it',
    yaml: added(`§${WHOLE.gateway}`),
    fault: {
      code: 'CFG-118',
      path: 'gateway',
      message: /routes and consumers/,
      allowed: /together/,
      remedy: /'routes: .* and 'consumers: /,
    },
  },
  {
    row: 118,
    what: 'a gateway without consumers',
    yaml: added(`${WHOLE.routes}\n§${WHOLE.gateway}`),
    fault: { code: 'CFG-118', path: 'gateway', message: /nobody may call it/, allowed: /together/, remedy: /'consumers: / },
  },
  {
    row: 118,
    what: 'routes without a gateway',
    yaml: added(`§${WHOLE.routes}\n${WHOLE.consumers}`),
    fault: { code: 'CFG-118', path: 'routes', message: /belong to a gateway/, allowed: /together/, remedy: /gateway: \{ kind: serverless/ },
  },
  {
    row: 118,
    what: 'a consumer that may call nothing',
    yaml: withGateway({ consumers: 'consumers: { web: { §routes: [] }, batch: { routes: [talk] } }' }),
    fault: { code: 'CFG-118', path: 'consumers.web.routes', got: /\[\]/, allowed: /names of routes/, remedy: /take the consumer out/ },
  },
  {
    row: 119,
    what: 'a gateway, which no release deploys yet',
    yaml: withGateway({ gateway: `§${WHOLE.gateway}` }),
    fault: { severity: 'warning', code: 'CFG-119', path: 'gateway', message: /deploys none/, remedy: /call the models themselves/ },
  },
  {
    row: 120,
    what: 'a route that no consumer may call',
    yaml: withGateway({ routes: 'routes: { talk: { model: chat }, §spare-route: { model: chat } }' }),
    fault: { severity: 'warning', code: 'CFG-120', path: 'routes.spare-route', message: /no consumer/, remedy: /routes of a consumer/ },
  },
];

import { type BadInput, changed, inOverlay } from './fixture.ts';

const EXCEPTION = 'residencyException: { reason: contract, approvedBy: dpo, expires: 2027-06-30 }';
const KEY = 'auth: { kind: api-key, secret: openai-key }';

/** The good file with a model that no cloud runs. */
const withModel = (fields: string, file?: string) =>
  changed('  embedder:', `  other: { kind: external, ${fields} }\n  embedder:`, ...(file === undefined ? [] : [file]));

const openai = (fields: string) => withModel(`provider: openai, model: gpt-5.5, ${fields}`);
const server = (fields: string) =>
  withModel(`provider: openai-compatible, model: llama, type: chat, contextTokens: 8192, maxOutputTokens: 2048, ${EXCEPTION}, ${fields}`);
const unknown = (fields: string) => withModel(`provider: gemini, model: gemini-2.5-flash, ${KEY}, ${EXCEPTION}, ${fields}`);

/** In the order of what a reader may have missed: other spellings of an address are the same address. */
const PRIVATE_URLS = [
  ['http', 'http://models.example.com/v1'],
  ['http in capitals', 'HTTP://models.example.com/v1'],
  ['no scheme', 'models.example.com/v1'],
  ['another scheme', 'ftp://models.example.com/v1'],
  ['a user', 'https://user@models.example.com/v1'],
  ['a user that looks like a host', 'https://models.example.com@10.0.0.1/v1'],
  ['a query', 'https://models.example.com/v1?key=1'],
  ['a fragment', 'https://models.example.com/v1#a'],
  ['a backslash', 'https://models.example.com\\\\@10.0.0.1/v1'],
  ['a blank', 'https://models.example.com /v1'],
  ['a port that is none', 'https://models.example.com:99999/v1'],
  ['loopback', 'https://127.0.0.1/v1'],
  ['loopback with a port', 'https://127.0.0.1:8443/v1'],
  ['loopback in short', 'https://127.1/v1'],
  ['loopback as one number', 'https://2130706433/v1'],
  ['loopback in hexadecimal', 'https://0x7f000001/v1'],
  ['loopback in octal', 'https://0177.0.0.1/v1'],
  ['loopback in mixed bases', 'https://0x7f.0.0.01/v1'],
  ['zero', 'https://0/v1'],
  ['10/8', 'https://10.1.2.3/v1'],
  ['172.16/12', 'https://172.31.255.255/v1'],
  ['192.168/16', 'https://192.168.1.1/v1'],
  ['192.168/16 as one number', 'https://3232235777/v1'],
  ['shared addresses', 'https://100.64.0.1/v1'],
  ['metadata of the clouds', 'https://169.254.169.254/latest'],
  ['metadata of the clouds as one number', 'https://2852039166/latest'],
  ['metadata of the clouds in hexadecimal', 'https://0xa9fea9fe/latest'],
  ['the wire server of Azure', 'https://168.63.129.16/machine'],
  ['metadata of ECS', 'https://169.254.170.2/v2'],
  ['multicast', 'https://224.0.0.1/v1'],
  ['broadcast', 'https://255.255.255.255/v1'],
  ['documentation', 'https://192.0.2.1/v1'],
  ['IPv6 loopback', 'https://[::1]/v1'],
  ['IPv6 loopback in full', 'https://[0:0:0:0:0:0:0:1]/v1'],
  ['IPv6 unspecified', 'https://[::]/v1'],
  ['IPv6 unique local', 'https://[fd12:3456::1]/v1'],
  ['IPv6 link-local', 'https://[fe80::1]/v1'],
  ['IPv6 metadata of AWS', 'https://[fd00:ec2::254]/latest'],
  ['IPv4-mapped IPv6', 'https://[::ffff:10.0.0.1]/v1'],
  ['IPv4-mapped IPv6 in hexadecimal', 'https://[::ffff:a9fe:a9fe]/v1'],
  ['IPv4-compatible IPv6', 'https://[::127.0.0.1]/v1'],
  ['NAT64', 'https://[64:ff9b::a9fe:a9fe]/v1'],
  ['6to4', 'https://[2002:a9fe:a9fe::1]/v1'],
  ['Teredo', 'https://[2001:0:1::1]/v1'],
  ['localhost', 'https://localhost/v1'],
  ['localhost with a dot at its end', 'https://localhost./v1'],
  ['localhost in capitals', 'https://LOCALHOST/v1'],
  ['a name below localhost', 'https://models.localhost/v1'],
  ['a name without a dot', 'https://metadata/v1'],
  ["Google's metadata", 'https://metadata.google.internal/v1'],
  ["Google's metadata with a dot at its end", 'https://metadata.google.internal./v1'],
  ['an instance of AWS by its private name', 'https://ip-10-0-0-1.eu-central-1.compute.internal/v1'],
  ['a name of one link', 'https://models.local/v1'],
  ['full-width digits', 'https://１２７.0.0.1/v1'],
] as const;

/** Row 51, and what the kit adds of models that no cloud runs. */
export const EXTERNAL_MODELS: readonly BadInput[] = [
  ...PRIVATE_URLS.map(
    ([what, url]): BadInput => ({
      row: 51,
      what: `an upstream URL with ${what}`,
      yaml: server(`§url: "${url}"`),
      fault: {
        code: 'CFG-051',
        path: 'models.other.url',
        message: /^the URL (?:is|names|carries|has) /,
        got: /./,
        allowed: /public host/,
        remedy: /public https address/,
      },
    }),
  ),
  ...(
    [
      ['openai without a key', openai(EXCEPTION), 'auth', /api-key, secret: openai-key/],
      [
        'gemini without a key',
        withModel(`provider: gemini, model: a, type: chat, contextTokens: 9, maxOutputTokens: 9, ${EXCEPTION}`),
        'auth',
        /gemini-key/,
      ],
      [
        'a server without a URL',
        withModel(`provider: openai-compatible, model: a, type: chat, contextTokens: 9, maxOutputTokens: 9, ${EXCEPTION}`),
        'url',
        /https:\/\//,
      ],
      ['a model of unknown use', unknown('contextTokens: 9'), 'type', /chat/],
      ['a model of unknown context', unknown('type: chat, maxOutputTokens: 9'), 'contextTokens', /128000/],
      ['a chat model of unknown answers', unknown('type: chat, contextTokens: 9'), 'maxOutputTokens', /16384/],
      ['an embedding model of unknown vectors', unknown('type: embedding, contextTokens: 9'), 'dimensions', /1024/],
      [
        'a model of another provider by the name of one of OpenAI',
        withModel(`provider: gemini, model: gpt-5.5, ${KEY}, ${EXCEPTION}, type: chat, contextTokens: 9`),
        'maxOutputTokens',
        /16384/,
      ],
    ] as const
  ).map(
    ([what, yaml, field, remedy]): BadInput => ({
      row: 3,
      what,
      yaml: yaml.replace('  other: {', '  §other: {'),
      fault: { code: 'CFG-003', path: `models.other.${field}`, message: /required key/, allowed: /./, remedy },
    }),
  ),
  {
    row: 21,
    what: 'a use that the catalogue denies',
    yaml: openai(`${KEY}, ${EXCEPTION}, §type: embedding, dimensions: 9`),
    fault: {
      code: 'CFG-021',
      path: 'models.other.type',
      message: /is for chat/,
      got: /embedding/,
      allowed: /^chat$/,
      remedy: /Take it out/,
    },
  },
  {
    row: 25,
    what: 'a model of another provider without an exception from the residency',
    yaml: openai(KEY).replace('  other:', '  §other:'),
    fault: {
      code: 'CFG-025',
      path: 'models.other',
      message: /may leave the residency 'eu'/,
      got: /openai/,
      allowed: /exception with reason/,
      remedy: /residencyException: \{ reason: /,
    },
  },
  {
    row: 52,
    what: 'a length of vectors that an external model does not make',
    yaml: withModel(`provider: openai, model: text-embedding-3-small, ${KEY}, ${EXCEPTION}, §dimensions: 3072`),
    fault: {
      code: 'CFG-052',
      path: 'models.other.dimensions',
      message: /does not make/,
      got: /^3072$/,
      allowed: /1 to 1536/,
      remedy: /1536/,
    },
  },
  {
    row: 52,
    what: 'a length of vectors on an external chat model',
    yaml: openai(`${KEY}, ${EXCEPTION}, §dimensions: 3072`),
    fault: {
      code: 'CFG-052',
      path: 'models.other.dimensions',
      message: /no vectors/,
      got: /^3072$/,
      allowed: /nothing/,
      remedy: /Take it out/,
    },
  },
  ...(
    [
      ['an exception that is over', '2026-11-22', /ended before 2026-11-23/],
      ['an exception until a day that does not exist', '2027-02-30', /does not exist/],
    ] as const
  ).map(
    ([what, day, message]): BadInput => ({
      row: 83,
      what,
      yaml: openai(`${KEY}, residencyException: { reason: contract, approvedBy: dpo, §expires: ${day} }`),
      fault: { code: 'CFG-083', path: 'models.other.residencyException.expires', message, got: /202/, allowed: /./, remedy: /date|day/ },
    }),
  ),
  {
    row: 83,
    what: 'an exception that is over on the day that is asked about',
    yaml: openai(`${KEY}, residencyException: { reason: contract, approvedBy: dpo, §expires: 2026-12-31 }`),
    asOf: '2027-01-01',
    fault: {
      code: 'CFG-083',
      path: 'models.other.residencyException.expires',
      message: /before 2027-01-01/,
      got: /2026-12-31/,
      allowed: /or later/,
      remedy: /later date/,
    },
  },
  ...(['reason', 'approvedBy'] as const).map((field): BadInput => {
    const fields = { reason: 'contract', approvedBy: 'dpo', expires: '2027-06-30', [field]: '""' };
    const lines = Object.entries(fields).map(([key, value]) => `${key === field ? '§' : ''}${key}: ${value}`);
    return {
      row: 83,
      what: `an exception without ${field}`,
      yaml: openai(`${KEY}, residencyException: { ${lines.join(', ')} }`),
      fault: { code: 'CFG-083', path: `models.other.residencyException.${field}`, got: /''/, allowed: /a text/, remedy: /Say/ },
    };
  }),
  {
    row: 103,
    what: 'an exception from no residency',
    yaml: openai(`${KEY}, §${EXCEPTION}`).replace('residency: eu', 'residency: any'),
    fault: {
      code: 'CFG-103',
      path: 'models.other.residencyException',
      message: /needs no exception/,
      got: /contract/,
      allowed: /from a residency/,
      remedy: /Take it out/,
    },
  },
  {
    row: 103,
    what: 'a URL of a provider that has its own',
    yaml: openai(`${KEY}, ${EXCEPTION}, §url: "https://models.example.com/v1"`),
    fault: {
      code: 'CFG-103',
      path: 'models.other.url',
      message: /its own address/,
      got: /models\.example/,
      allowed: /openai-compatible/,
      remedy: /openai-compatible/,
    },
  },
  {
    row: 103,
    what: 'an answer that is longer than the context',
    yaml: openai(`${KEY}, ${EXCEPTION}, contextTokens: 1000, §maxOutputTokens: 2000`),
    fault: {
      code: 'CFG-103',
      path: 'models.other.maxOutputTokens',
      message: /2000 tokens in a context of 1000/,
      got: /^2000$/,
      allowed: /share/,
      remedy: /one of the two/,
    },
  },
  ...(['maxOutputTokens: 9', 'images: true'] as const).map((line): BadInput => {
    const [field = ''] = line.split(':');
    return {
      row: 103,
      what: `'${field}' on an embedding model`,
      yaml: unknown(`type: embedding, contextTokens: 9, dimensions: 9, §${line}`),
      fault: {
        code: 'CFG-103',
        path: `models.other.${field}`,
        message: /an embedding model/,
        got: /9|true/,
        allowed: /nothing/,
        remedy: /Take it out/,
      },
    };
  }),
  {
    row: 105,
    what: 'a key that secrets do not have',
    yaml: openai(`auth: { kind: api-key, §secret: other-key }, ${EXCEPTION}`),
    fault: {
      code: 'CFG-105',
      path: 'models.other.auth.secret',
      message: /no such secret/,
      got: /other-key/,
      allowed: /^openai-key$/,
      remedy: /other-key: \{ maxAgeDays: 90 \}/,
    },
  },
  {
    row: 117,
    what: 'a model of another provider in a network that lets nothing out',
    yaml: openai(`${KEY}, ${EXCEPTION}`).replace('  other:', '  §other:'),
    environment: 'prod',
    fault: {
      code: 'CFG-117',
      path: 'models.other',
      message: /aws and azure lets nothing out, and the model is at api\.openai\.com/,
      got: /none/,
      allowed: /^nat, firewall, proxy$/,
      remedy: /egress: \{ kind: nat \}/,
    },
  },
  {
    row: 117,
    what: 'a firewall that does not let out calls to a model',
    yaml: withModel(
      `provider: openai, model: gpt-5.5, ${KEY}, ${EXCEPTION}`,
      inOverlay('dev', 'network: { kind: new, egress: { kind: firewall, §allowedDomains: [openai.com, .api.openai.com] } }'),
    ),
    fault: {
      code: 'CFG-117',
      path: 'environments.dev.network.egress.allowedDomains',
      message: /api\.openai\.com, where models\.other is/,
      got: /openai\.com/,
      allowed: /api\.openai\.com/,
      remedy: /Add api\.openai\.com/,
    },
  },
];

import { armId } from '../full-files.ts';
import { added, type BadInput, changed, onAwsAlone } from './fixture.ts';

const bucket = (name: string, message: RegExp, corrected: string): BadInput => ({
  row: 12,
  what: `the bucket '${name}'`,
  yaml: changed('region: eu-central-1', `region: eu-central-1, logBucket: { §name: ${name} }`),
  fault: {
    code: 'CFG-012',
    path: 'clouds.aws.logBucket.name',
    message,
    got: /^'/,
    allowed: /^3 to 63 lower-case/,
    remedy: new RegExp(`'${corrected}'`),
  },
});

const onAzure = (
  row: number,
  what: string,
  key: string,
  type: string,
  name: string,
  message: RegExp,
  allowed: RegExp,
  corrected: string,
): BadInput => ({
  row,
  what: `the ${what} '${name}'`,
  yaml: changed('location: swedencentral', `location: swedencentral, ${key}: { §id: ${armId(type, name)} }`),
  fault: {
    code: `CFG-0${row}`,
    path: `clouds.azure.${key}.id`,
    message,
    got: new RegExp(`^'${name.slice(0, 3)}`),
    allowed,
    remedy: new RegExp(`'${corrected}'`),
  },
});

const storageAccount = (name: string, message: RegExp, corrected: string): BadInput =>
  onAzure(
    13,
    'storage account',
    'flowLogStorage',
    'Microsoft.Storage/storageAccounts',
    name,
    message,
    /^3 to 24 lower-case letters/,
    corrected,
  );

const vault = (name: string, message: RegExp, corrected: string): BadInput =>
  onAzure(14, 'key vault', 'keyVault', 'Microsoft.KeyVault/vaults', name, message, /^3 to 24 letters/, corrected);

const tag = (what: string, lines: string, path: string, message: RegExp, got: RegExp, allowed: RegExp): BadInput => ({
  row: 18,
  what,
  yaml: added(lines),
  fault: { code: 'CFG-018', path, message, got, allowed, remedy: /./ },
});

const TAGS = Array.from({ length: 44 }, (_, index) => `k${index}: v`).join(', ');

const WITHOUT_AZURE = onAwsAlone();

/** Rows 12 to 14, 18 and 19: names of what exists, tags, accounts. */
export const NAMES: readonly BadInput[] = [
  bucket('Central_Logs', /character other than/, 'central-logs'),
  bucket('ab', /2 characters/, 'abx'),
  bucket('a'.repeat(64), /64 characters/, 'a{63}'),
  bucket('central..logs', /two dots/, 'central-logs'),
  bucket('192.168.5.4', /IP address/, '[a-z-]+'),
  bucket('-logs', /at an end/, 'logs'),
  bucket('xn--logs', /reserved beginning/, 'xn-logs'),
  bucket('sthree-logs', /reserved beginning/, 'logs'),
  bucket('amzn-s3-demo-logs', /reserved beginning/, 'logs'),
  bucket('logs-s3alias', /reserved ending/, 'logs-s3aliasx'),
  bucket('logs--ol-s3', /reserved ending/, 'logs-ol-s3'),
  bucket('logs.mrap', /reserved ending/, 'logs-mrap'),
  bucket('logs--x-s3', /reserved ending/, 'logs-x-s3'),
  storageAccount('St-Logs', /character other than/, 'stlogs'),
  storageAccount('st', /2 characters/, 'stx'),
  storageAccount('a'.repeat(25), /25 characters/, 'a{24}'),
  vault('kv', /2 characters/, 'kvx'),
  vault('a'.repeat(25), /25 characters/, 'a{24}'),
  vault('9-vault', /no letter at the beginning/, 'vault'),
  vault('kv-central-', /dash at the end/, 'kv-central'),
  vault('kv--central', /two dashes/, 'kv-central'),
  vault('kv_central', /character other than/, 'kv-central'),
  tag("a key of AWS's own", 'tags: { add: { §"AWS:team": x } }', "tags.add['AWS:team']", /AWS's own/, /AWS:team/, /prefix/),
  tag(
    "a key of Azure's own",
    'tags: { add: { §microsoft-team: x } }',
    'tags.add.microsoft-team',
    /Azure's own/,
    /microsoft-team/,
    /prefix/,
  ),
  {
    row: 18,
    what: 'too many tags',
    yaml: WITHOUT_AZURE.concat(`tags: { §add: { ${TAGS} } }\n`),
    fault: { code: 'CFG-018', path: 'tags.add', message: /^51 tags/, got: /44/, allowed: /at most 43 more$/, remedy: /Take some out/ },
  },
  tag(
    'more tags than a secret or a storage account of Azure takes',
    'tags: { §add: { a: v, b: v, c: v, d: v, e: v, f: v, g: v, h: v } }',
    'tags.add',
    /^15 tags/,
    /8/,
    /at most 7 more on azure/,
  ),
  tag(
    'a key of 129 characters',
    `tags: { add: { §${'k'.repeat(129)}: v } }`,
    `tags.add.${'k'.repeat(129)}`,
    /129 characters/,
    /kkk/,
    /1 to 128/,
  ),
  tag('a value of 257 characters', `tags: { add: { §team: ${'v'.repeat(257)} } }`, 'tags.add.team', /257 characters/, /vvv/, /1 to 256/),
  tag('an empty value', 'tags: { add: { §team: "" } }', 'tags.add.team', /0 characters/, /''/, /1 to 256/),
  tag('keys equal but for case', 'tags: { add: { team: a, §Team: b } }', 'tags.add.Team', /same key as tags\.add\.team/, /Team/, /once/),
  tag(
    'a key of ownership that is taken',
    'tags: { names: { owner: x-team }, add: { §X-Team: b } }',
    'tags.add.X-Team',
    /same key as tags\.names\.owner/,
    /X-Team/,
    /once/,
  ),
  tag('characters that a value cannot have', 'tags: { add: { §team: "a;b" } }', 'tags.add.team', /characters/, /a;b/, /letters, digits/),
  {
    row: 18,
    what: 'an empty owner',
    yaml: changed('{ team: support,', '{ §team: "",'),
    fault: { code: 'CFG-018', path: 'owner.team', got: /''/, allowed: /1 to 64 characters/, remedy: /1 to 64/ },
  },
  {
    row: 18,
    what: 'no owner',
    yaml: `§${changed('owner: { team: support, email: llm@example.com, costCenter: "4711" }\n', '')}`,
    fault: { code: 'CFG-003', path: 'owner', allowed: /^a map with team, email, costCenter$/, remedy: /owner: \{ team/ },
  },
  {
    row: 18,
    what: 'an owner whose address is none',
    yaml: changed('email: llm@example.com', '§email: llm.example.com'),
    fault: { code: 'CFG-018', path: 'owner.email', got: /llm\.example\.com/, allowed: /e-mail/, remedy: /address/ },
  },
  {
    row: 18,
    what: 'an owner too long for a tag',
    yaml: changed('email: llm@example.com', `§email: ${'x'.repeat(250)}@example.com`),
    fault: { code: 'CFG-018', path: 'owner.email', message: /262 characters/, got: /xxx/, allowed: /256/, remedy: /Shorten/ },
  },
  {
    row: 19,
    what: 'an account of 11 digits',
    yaml: changed('account: "111122223333"', '§account: "11112222333"'),
    environment: 'prod',
    fault: {
      code: 'CFG-019',
      path: 'environments.prod.clouds.aws.account',
      got: /^'11112222333'$/,
      allowed: /12 digits in quotes/,
      remedy: /quotes/,
    },
  },
  {
    row: 19,
    what: 'an account without quotes',
    yaml: changed('account: "111122223333"', '§account: 011122223333'),
    environment: 'prod',
    fault: {
      code: 'CFG-002',
      path: 'environments.prod.clouds.aws.account',
      got: /11122223333/,
      allowed: /12 digits in quotes/,
      remedy: /quotes/,
    },
  },
  {
    row: 19,
    what: 'a subscription that is no GUID',
    yaml: changed('subscription: 00000000-1111-2222-3333-444444444444', '§subscription: my-subscription'),
    environment: 'prod',
    fault: {
      code: 'CFG-019',
      path: 'environments.prod.clouds.azure.subscription',
      got: /my-subscription/,
      allowed: /GUID/,
      remedy: /az account show/,
    },
  },
];

import { added, type BadInput, changed, inOverlay, onAwsAlone, replaced } from './fixture.ts';
import { SUBNET_TWICE } from './network.ts';

const TOP_KEYS = /^version, name, owner, dataClassification, residency, naming, tags, clouds, environments, network, keys, data, secrets/;

/** Rows 1 to 9: keys, types, counts, duplicates, unsafe YAML, characters, the file as such. */
export const SHAPE: readonly BadInput[] = [
  {
    row: 1,
    what: 'an unknown key with a near one',
    yaml: changed('region: eu-central-1', '§regoin: eu-central-1, region: eu-central-1'),
    fault: {
      code: 'CFG-001',
      path: 'clouds.aws.regoin',
      got: /^'regoin'$/,
      allowed: /^region, account, permissionsBoundary/,
      remedy: /^Did you mean 'region'\?$/,
    },
  },
  {
    row: 1,
    what: 'an unknown key of the file',
    yaml: added('§resedency: eu'),
    fault: { code: 'CFG-001', path: 'resedency', got: /^'resedency'$/, allowed: TOP_KEYS, remedy: /^Did you mean 'residency'\?$/ },
  },
  {
    row: 1,
    what: 'a key that belongs one level further down',
    yaml: added('network: { kind: new, §vpcId: vpc-12345678 }'),
    fault: { code: 'CFG-001', path: 'network.vpcId', got: /vpcId/, allowed: /^kind, cidr/, remedy: /^Write it under 'aws'\.$/ },
  },
  {
    row: 1,
    what: 'an unknown key of an overlay',
    yaml: inOverlay('prod', 'data: { §removel: retain }'),
    environment: 'prod',
    fault: { code: 'CFG-001', path: 'environments.prod.data.removel', got: /removel/, allowed: /removal/, remedy: /'removal'/ },
  },
  {
    row: 1,
    what: 'an unknown key at the top of an overlay, which takes other keys than the file',
    yaml: inOverlay('dev', '§residensy: eu'),
    fault: {
      code: 'CFG-001',
      path: 'environments.dev.residensy',
      got: /residensy/,
      allowed: /^profile, owner, (?!.*version)/,
      remedy: /'residency'/,
    },
  },
  {
    row: 2,
    what: 'a text for a number',
    yaml: added('keys: { §rotationDays: "365" }'),
    fault: {
      code: 'CFG-002',
      path: 'keys.rotationDays',
      message: /expected a number, got a text/,
      got: /^'365'$/,
      allowed: /90 to 2560/,
      remedy: /^Write 365 without quotes\.$/,
    },
  },
  {
    row: 2,
    what: 'a number for a text',
    yaml: changed('costCenter: "4711"', '§costCenter: 4711'),
    fault: {
      code: 'CFG-002',
      path: 'owner.costCenter',
      message: /expected a text, got a number/,
      got: /^4711$/,
      allowed: /1 to 64 characters/,
      remedy: /quotes/,
    },
  },
  {
    row: 2,
    what: 'a list for a map',
    yaml: replaced('models', '§models: [chat]'),
    fault: {
      code: 'CFG-002',
      path: 'models',
      message: /expected a map, got a list/,
      got: /^\["chat"\]$/,
      allowed: /map by name/,
      remedy: /^Write a map\.$/,
    },
  },
  {
    row: 2,
    what: 'a text for a map of a kind',
    yaml: added('network: { kind: new, §egress: nat }'),
    fault: {
      code: 'CFG-002',
      path: 'network.egress',
      message: /expected a map, got a text/,
      got: /^'nat'$/,
      allowed: /none, nat, firewall, proxy/,
      remedy: /egress: \{ kind: nat \}/,
    },
  },
  {
    row: 2,
    what: 'a number for a model',
    yaml: changed('model: { aws: titan-embed-v2, azure: text-embedding-3-large }', '§model: 5'),
    fault: {
      code: 'CFG-002',
      path: 'models.embedder.model',
      message: /expected a text or a map, got a number/,
      got: /^5$/,
      allowed: /catalogue/,
      remedy: /^Write a line such as 'model: /,
    },
  },
  {
    row: 2,
    what: 'a word that is not on the list',
    yaml: changed('residency: eu', '§residency: eurp'),
    fault: {
      code: 'CFG-002',
      path: 'residency',
      got: /^'eurp'$/,
      allowed: /^any, eu, eea, uk, ch, us/,
      remedy: /^Did you mean|^Say where/,
    },
  },
  {
    row: 2,
    what: 'an unknown kind',
    yaml: added('network: { kind: new, egress: { §kind: natt } }'),
    fault: {
      code: 'CFG-002',
      path: 'network.egress.kind',
      got: /^'natt'$/,
      allowed: /^none, nat, firewall, proxy$/,
      remedy: /^Did you mean 'nat'\?$/,
    },
  },
  {
    row: 2,
    what: 'another version of the grammar',
    yaml: changed('version: 1', '§version: 2'),
    fault: { code: 'CFG-002', path: 'version', got: /^2$/, allowed: /^1$/, remedy: /version: 1/ },
  },
  {
    row: 2,
    what: 'a file that is a list',
    yaml: '§- version\n- name\n',
    fault: { code: 'CFG-002', path: '', message: /is a map/, got: /version/, allowed: /version, name/, remedy: /init/ },
  },
  {
    row: 3,
    what: 'a required part of the file',
    yaml: `§${changed('owner: { team: support, email: llm@example.com, costCenter: "4711" }\n', '')}`,
    fault: {
      code: 'CFG-003',
      path: 'owner',
      allowed: /team, email, costCenter/,
      remedy: /^Add a line such as 'owner: \{ team: support, email: llm-platform@example\.com, costCenter: "4711" \}'\.$/,
    },
  },
  {
    row: 3,
    what: 'a required key of a part',
    yaml: changed('{ region: eu-central-1 }', '{}').replace('  aws: {}', '  §aws: {}'),
    fault: { code: 'CFG-003', path: 'clouds.aws.region', allowed: /region/, remedy: /'region: eu-central-1'/ },
  },
  {
    row: 3,
    what: 'a required key that an overlay takes out',
    yaml: inOverlay('dev', '§residency: null'),
    fault: { code: 'CFG-003', path: 'environments.dev.residency', allowed: /eu/, remedy: /'residency: / },
  },
  {
    row: 3,
    what: 'the kind of a variant',
    yaml: added('network: { kind: new, §egress: {} }'),
    fault: { code: 'CFG-003', path: 'network.egress.kind', allowed: /none, nat, firewall, proxy/, remedy: /'kind: none'/ },
  },
  {
    row: 3,
    what: 'an environment without a profile',
    yaml: changed('dev: { profile: dev }', '§dev: {}'),
    fault: { code: 'CFG-003', path: 'environments.dev.profile', allowed: /^ephemeral, dev, prod$/, remedy: /'profile: dev'/ },
  },
  {
    row: 3,
    what: 'a model with no name for a cloud that the file names',
    yaml: changed('model: { aws: titan-embed-v2, azure: text-embedding-3-large }', '§model: { aws: titan-embed-v2 }'),
    fault: { code: 'CFG-003', path: 'models.embedder.model.azure', allowed: /catalogue/, remedy: /models\.embedder\.model\.azure/ },
  },
  {
    row: 3,
    what: 'no cloud',
    yaml: changed('clouds:\n  aws: { region: eu-central-1 }\n  azure: { location: swedencentral }\n', '§clouds: {}\n'),
    fault: { code: 'CFG-003', path: 'clouds', message: /no cloud/, allowed: /^aws, azure$/, remedy: /aws: \{ region/ },
  },
  {
    row: 3,
    what: 'no environment',
    yaml: withoutEnvironments(),
    fault: { code: 'CFG-003', path: 'environments', message: /no environment/, allowed: /map by name/, remedy: /profile: dev/ },
  },
  {
    row: 4,
    what: 'a cloud that the kit does not know',
    yaml: changed('  azure: { location', '  §gcp: { region: europe-west3 }\n  azure: { location'),
    fault: { code: 'CFG-004', path: 'clouds.gcp', got: /^'gcp'$/, allowed: /^aws, azure$/, remedy: /clouds that the kit/ },
  },
  ...(
    [
      ['null', 'null', /nothing stands here/],
      ['no number', '.nan', /not a finite number/],
      ['infinity', '.inf', /not a finite number/],
      ['a negative count', '-1', /out of range/],
      ['a fraction', '1.5', /not a whole number/],
      ['a count beyond the integers', '1e300', /out of range/],
    ] as const
  ).map(
    ([what, value, message]): BadInput => ({
      row: 5,
      what,
      yaml: changed('seed: example-seed', `seed: example-seed, §generation: ${value}`),
      fault: { code: 'CFG-005', path: 'naming.generation', message, got: /./, allowed: /a whole number from 1 to 999/, remedy: /./ },
    }),
  ),
  {
    row: 5,
    what: 'an environment that is null',
    yaml: changed('dev: { profile: dev }', '§dev:'),
    fault: { code: 'CFG-005', path: 'environments.dev', got: /null/, allowed: /profile/, remedy: /'dev: \{ profile: dev \}'/ },
  },
  {
    row: 6,
    what: 'a role twice',
    yaml: replaced('data', 'data: { buckets: [raw, logs, §raw] }'),
    fault: {
      code: 'CFG-006',
      path: 'data.buckets[2]',
      message: /data\.buckets\[0\]/,
      got: /^'raw'$/,
      allowed: /once/,
      remedy: /Take one out/,
    },
  },
  {
    row: 6,
    what: 'two names that become one construct',
    yaml: replaced('secrets', 'secrets: { key-1b: {}, §key1b: {} }'),
    fault: {
      code: 'CFG-006',
      path: 'secrets.key1b',
      message: /secrets\.key-1b/,
      got: /^'key1b'$/,
      allowed: /more than dashes/,
      remedy: /Rename/,
    },
  },
  {
    row: 6,
    what: 'two topics of one name',
    yaml: onAwsAlone(
      replaced('guardrails', 'guardrails: { strict: { deniedTopics: [{ name: Law, definition: a }, { §name: Law, definition: b }] } }'),
    ),
    fault: {
      code: 'CFG-006',
      path: 'guardrails.strict.deniedTopics[1].name',
      message: /deniedTopics\[0\]/,
      got: /Law/,
      allowed: /once/,
      remedy: /Rename/,
    },
  },
  {
    row: 6,
    what: 'a subnet twice',
    yaml: SUBNET_TWICE,
    fault: {
      code: 'CFG-006',
      path: 'network.aws.subnetIds[1]',
      message: /network\.aws\.subnetIds\[0\]/,
      got: /subnet-/,
      allowed: /once/,
      remedy: /another subnet/,
    },
  },
  {
    row: 7,
    what: 'a key twice',
    yaml: added('§name: other'),
    fault: { code: 'CFG-007', path: '', message: /unsafe/, remedy: /Keep one/ },
  },
  {
    row: 7,
    what: 'a key that reaches a prototype',
    yaml: added('tags: { add: { §__proto__: x } }'),
    fault: { code: 'CFG-007', path: '', message: /'__proto__' is refused as unsafe/, allowed: /names/, remedy: /another name/ },
  },
  {
    row: 7,
    what: 'an alias bomb',
    yaml: added('tags: { add: { a: &a [x, x], b: &b [*a, *a, *a, *a, *a, *a, *a, *a], c: [*b, *b, *b, *b, *b, *b, *b, *b] } }').replace(
      '*a',
      '§*a',
    ),
    fault: { code: 'CFG-007', path: '', message: /aliases.*unsafe/, allowed: /50/, remedy: /Write the repeated parts out/ },
  },
  {
    row: 7,
    what: 'an alias of what it stands in',
    yaml: added('tags: { add: &a { b: §*a } }'),
    fault: { code: 'CFG-007', path: '', message: /holds itself, which is unsafe/, allowed: /plain data/, remedy: /out/ },
  },
  {
    row: 8,
    what: 'a letter outside ASCII in the name',
    yaml: changed('name: demo', '§name: demö'),
    fault: { code: 'CFG-008', path: 'name', message: /U\+00F6 at position 4/, allowed: /lower-case/, remedy: /anew/ },
  },
  {
    row: 8,
    what: 'a Cyrillic letter that looks like a Latin one, in a name of the file',
    yaml: replaced('secrets', 'secrets: { §op\u0435nai: {} }'),
    fault: { code: 'CFG-008', path: "secrets['op\u0435nai']", message: /U\+0435 at position 3/, allowed: /lower-case/, remedy: /anew/ },
  },
  {
    row: 8,
    what: 'a right-to-left override in a text',
    yaml: changed('team: support', '§team: "sup\\u202Eport"'),
    fault: { code: 'CFG-008', path: 'owner.team', message: /U\+202E at position 4/, allowed: /visible/, remedy: /anew/ },
  },
  {
    row: 8,
    what: 'a control character in a text',
    yaml: changed('team: support', '§team: "sup\\0port"'),
    fault: { code: 'CFG-008', path: 'owner.team', message: /U\+0000 at position 4/, allowed: /visible/, remedy: /anew/ },
  },
  {
    row: 9,
    what: 'an empty file',
    yaml: ' \n\n',
    fault: { code: 'CFG-009', path: '', message: /empty/, allowed: /platform file/, remedy: /init/ },
  },
  {
    row: 9,
    what: 'a file of comments',
    yaml: '# nothing here\n',
    fault: { code: 'CFG-009', path: '', message: /empty/, allowed: /platform file/, remedy: /init/ },
  },
  {
    row: 9,
    what: 'a file of more than 1 MiB',
    yaml: `# ${'x'.repeat(1024 * 1024)}\n`,
    fault: { code: 'CFG-009', path: '', message: /too large/, got: /^1048579 bytes$/, allowed: /1048576 bytes/, remedy: /platform file/ },
  },
];

function withoutEnvironments(): string {
  const [before = '', rest = ''] = changed('environments:', 'environments: CUT').split('environments: CUT');
  return `${before}§environments: {}\n${rest.slice(rest.indexOf('models:'))}`;
}

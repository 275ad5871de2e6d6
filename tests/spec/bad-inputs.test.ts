import { describe, expect, test } from 'vitest';
import { checkPlatform, type Fault, parsePlatformSpec, SpecError } from '../../constructs/index.ts';
import { added, type BadInput, changed, GOOD_FILE, HERE, inOverlay, onAwsAlone } from './bad-inputs/fixture.ts';
import { ROWS_OF_LATER_ISSUES } from './bad-inputs/later.ts';
import { SECRETS } from './bad-inputs/secrets.ts';
import { BAD_INPUTS } from './bad-inputs.ts';

/** A fixture's text as it is read, and the place that its mark stands for. */
function unmark(yaml: string): { text: string; place: { line?: number; column?: number } } {
  const at = yaml.indexOf(HERE);
  if (at < 0) return { text: yaml, place: {} };
  const before = yaml.slice(0, at).split('\n');
  return { text: yaml.replaceAll(HERE, ''), place: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
}

/** What is said of a text when a spec is asked of it. */
function refusalOf(text: string, environment = 'dev', asOf?: string): SpecError {
  try {
    parsePlatformSpec(text, { environment, ...(asOf ? { asOf } : {}) });
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

function faultsOf({ yaml, environment = 'dev', asOf, fault }: BadInput): readonly Fault[] {
  const { text } = unmark(yaml);
  if (fault.severity === 'warning') return parsePlatformSpec(text, { environment, ...(asOf ? { asOf } : {}) }).warnings;
  return refusalOf(text, environment, asOf).faults;
}

/** The good file takes the default guardrail on both clouds, and Azure cannot do all of it. */
const OF_GOOD_FILE = [expect.objectContaining({ code: 'CFG-110', path: 'models.chat' })];
/** In dev it has no network either, and lets nobody in. */
const IN_DEV = [expect.objectContaining({ code: 'CFG-113', path: 'clouds.azure' }), ...OF_GOOD_FILE];

test.each([
  ['dev', IN_DEV],
  ['prod', OF_GOOD_FILE],
])('the good file that the others are made from is accepted in %s', (environment, warnings) => {
  expect(parsePlatformSpec(GOOD_FILE, { environment }).warnings).toEqual(warnings);
});

describe.each([...new Set(BAD_INPUTS.map(({ row }) => row))])('Row %i', (row) => {
  test.each(BAD_INPUTS.filter((input) => input.row === row).map((input) => [input.what, input] as const))('refuses %s', (_, input) => {
    const { severity = 'error', code, path, message, got, allowed, remedy } = input.fault;
    const found = faultsOf(input).filter((fault) => fault.code === code && fault.path === path);
    expect(found, JSON.stringify(faultsOf(input), undefined, 1)).toHaveLength(1);
    const [fault] = found;
    expect(fault).toMatchObject({ severity, ...unmark(input.yaml).place });
    if (message) expect(fault?.message).toMatch(message);
    if (got) expect(fault?.got).toMatch(got);
    else expect(fault).not.toHaveProperty('got');
    if (allowed) expect(fault?.allowed).toMatch(allowed);
    expect(fault?.remedy).toMatch(remedy);
  });

  test.each(
    BAD_INPUTS.filter((input) => input.row === row && input.fault.severity !== 'warning').map((input) => [input.what, input] as const),
  )('says of %s nothing else', (_, input) => {
    const others = faultsOf(input).filter(
      ({ severity, path, code }) => severity === 'error' && !(code === input.fault.code && path === input.fault.path),
    );
    expect(others).toEqual([]);
  });
});

test('every row of the table has a fixture, or an issue that owns it, and no row has both', () => {
  const here = new Set([62, ...BAD_INPUTS.map(({ row }) => row).filter((row) => row < 100)]);
  const later = Object.keys(ROWS_OF_LATER_ISSUES).map(Number);
  expect([...here, ...later].sort((a, b) => a - b)).toEqual(Array.from({ length: 83 }, (_, index) => index + 1));
});

test('every fixture is filed under the row of its code, except where a more general code says it', () => {
  const general = BAD_INPUTS.filter(({ row, fault }) => Number(fault.code.slice(4)) !== row).map(({ row, what }) => `${row} ${what}`);
  expect(general).toEqual(['18 no owner', '19 an account without quotes']);
});

describe('A file with many mistakes', () => {
  const text = [
    'version: "1"',
    'name: Demo',
    'owner: { team: support, email: nowhere, costCenter: 4711 }',
    'residency: eu',
    'naming: { seed: example-seed, generation: 0 }',
    'clouds: { aws: { region: us-east-1, account: "1" }, gcp: {} }',
    'environments: { dev: { profile: dev, data: { removal: destroy } }, prod: { profile: production } }',
    'network: { kind: new, cidr: 10.0.0.1/16, peers: [10.0.0.0/33] }',
    'keys: { rotationDays: 1, deletionWindowDays: 31 }',
    'data: { softDeleteDays: 60, erasureWithinDays: 30, website: true, buckets: [raw, raw, pictures] }',
    'models: { chat: { kind: managed, model: gpt-17 }, drafts: { kind: self-hosted } }',
    'exemptions: [{ rule: NET-01, reason: "", expires: 2020-01-01 }, { rule: NET-02, reason: trial, expires: 2020-01-01 }]',
    'vectorStores: {}',
  ].join('\n');

  test('is told of every one of them at once, in the order of the file', () => {
    expect(refusalOf(text).faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'CFG-002 version',
      'CFG-076 dataClassification',
      'CFG-106 name',
      'CFG-018 owner.email',
      'CFG-002 owner.costCenter',
      'CFG-005 naming.generation',
      'CFG-020 clouds.aws.region',
      'CFG-019 clouds.aws.account',
      'CFG-004 clouds.gcp',
      'CFG-068 environments.dev.data.removal',
      'CFG-002 environments.prod.profile',
      'CFG-045 network.cidr',
      'CFG-045 network.peers[0]',
      'CFG-065 keys.rotationDays',
      'CFG-065 keys.deletionWindowDays',
      'CFG-066 data.erasureWithinDays',
      'CFG-067 data.website',
      'CFG-006 data.buckets[1]',
      'CFG-002 data.buckets[2]',
      'CFG-021 models.chat.model',
      'CFG-100 models.drafts.kind',
      'CFG-083 exemptions[0].reason',
      'CFG-083 exemptions[1].expires',
      'CFG-100 vectorStores',
    ]);
  });

  test('gives no spec of any environment', () => {
    expect(checkPlatform(text).specs.size).toBe(0);
  });

  test('is told of the faults of a body that every environment has once, of those of an overlay with its environment', () => {
    const { faults } = checkPlatform(text);
    expect(new Set(faults.map(({ code, path, line, column }) => JSON.stringify([code, path, line, column]))).size).toBe(faults.length);
    expect(faults.filter(({ environment }) => environment).map(({ path, environment }) => [path, environment])).toEqual([
      ['environments.dev.data.removal', 'dev'],
    ]);
  });
});

describe('An error', () => {
  const error = refusalOf(unmark(changed('residency: eu', 'residency: mars', onAwsAlone())).text);

  test('has a stack that is its message: the mistake is in the file', () => {
    expect(error.stack).toBe(`SpecError: ${error.message}`);
    expect(error.stack).not.toMatch(/\n\s+at /);
  });

  test('says in its message where, what, what else and what to do', () => {
    expect(error.message).toBe(
      [
        'The platform file has 1 error',
        'platform:5:1 error CFG-002 residency: not a valid value',
        "  got:     'mars'",
        '  allowed: any, eu, eea, uk, ch, us, ca, jp, au, in',
        '  remedy:  Say where data may be kept and processed.',
      ].join('\n'),
    );
  });

  test('names the file that it was given', () => {
    expect(() => parsePlatformSpec('', { environment: 'dev', file: 'my.yaml' })).toThrow(
      /^my\.yaml has 1 error\nmy\.yaml error CFG-009 \(file\)/,
    );
  });

  test('is known by its brand, also from another copy of the package', () => {
    expect(SpecError.isSpecError(error)).toBe(true);
    expect(SpecError.isSpecError({ [Symbol.for('llm-infra-kit.SpecError')]: true })).toBe(true);
    expect(SpecError.isSpecError(new Error('other'))).toBe(false);
  });
});

describe.each(Object.entries(SECRETS))('Row 62: %s', (_, secret) => {
  const quoted = JSON.stringify(secret);
  // What the secret looks like when it is cut: no eight characters in a row may be read anywhere.
  const pieces = Array.from({ length: Math.max(1, secret.length - 7) }, (_, at) => secret.slice(at, at + 8)).filter(
    (piece) => !/^https:\/\/$|PRIVATE|BEGIN|-----| KEY|^a{8}$/.test(piece),
  );

  function expectHidden(text: string, environment = 'dev'): readonly Fault[] {
    const error = refusalOf(text, environment);
    for (const shown of [
      error.message,
      error.stack ?? '',
      JSON.stringify(error),
      JSON.stringify(error.faults),
      JSON.stringify(checkPlatform(text).faults),
    ]) {
      expect(pieces.filter((piece) => shown.includes(piece))).toEqual([]);
    }
    return error.faults;
  }

  const places: readonly (readonly [where: string, yaml: string, path: string])[] = [
    ['as a text', added(`tags: { add: { §team: ${quoted} } }`), 'tags.add.team'],
    [
      'within a sentence',
      changed('openai-key: { maxAgeDays: 90 }', `openai-key: { §description: ${JSON.stringify(`use ${secret} here`)} }`),
      'secrets.openai-key.description',
    ],
    ['as the name of a model', changed('aws: claude-sonnet-5.5', `§aws: ${quoted}`), 'models.chat.model.aws'],
    ['as a region', changed('region: eu-central-1', `§region: ${quoted}`), 'clouds.aws.region'],
    ['as an account', changed('account: "111122223333"', `§account: ${quoted}`), 'environments.prod.clouds.aws.account'],
    ['as the existing secret', changed('{ maxAgeDays: 90 }', `{ existing: { §aws: ${quoted} } }`), 'secrets.openai-key.existing.aws'],
    [
      'as the name of a bucket',
      changed('region: eu-central-1', `region: eu-central-1, logBucket: { §name: ${quoted} }`),
      'clouds.aws.logBucket.name',
    ],
    ['as a key', added(`tags: { add: { §${quoted}: x } }`), 'tags.add[(hidden)]'],
    ['as an unknown key of the file', added(`? §${quoted}\n: {}`), '[(hidden)]'],
    ['as an alias of a model', changed('  embedder:', `  ? §${quoted}\n  :`), 'models[(hidden)]'],
    ['as an environment', changed('  prod:', `  ? §${quoted}\n  : { profile: dev, residency: mars }\n  prod:`), 'environments[(hidden)]'],
    [
      'as a guardrail',
      changed('strict:', `${quoted.length > 120 ? '? ' : ''}§${quoted}${quoted.length > 120 ? ' ' : ''}:`),
      'guardrails[(hidden)]',
    ],
    ['where a number belongs', added(`keys: { §rotationDays: ${quoted} }`), 'keys.rotationDays'],
    ['where a map belongs', added(`§network: ${quoted}`), 'network'],
    ['in an overlay', inOverlay('dev', `tags: { add: { §team: ${quoted} } }`), 'environments.dev.tags.add.team'],
    ['as the seed of the names', changed('seed: example-seed', `§seed: ${quoted}`), 'naming.seed'],
  ];

  test.each(places)('is refused %s and never shown', (_, yaml, path) => {
    const { text, place } = unmark(yaml);
    expect(expectHidden(text)).toContainEqual(
      expect.objectContaining({
        code: 'CFG-062',
        severity: 'error',
        path,
        got: '(hidden)',
        message: expect.stringMatching(/^this looks like .* in plain text$/),
        remedy: expect.stringMatching(/renew it at its issuer/),
        ...place,
      }),
    );
  });

  test.each([
    ['beside broken YAML', added(`tags: { add: { team: ${quoted}\nnetwork: {`)],
    ['beside a duplicate key', added(`name: ${quoted}`)],
    ['within broken YAML', `name: ${quoted} ${quoted}\n- ${secret}: {`],
    ['as a tag', `name: !<${encodeURIComponent(secret)}> x`],
    ['as an anchor without an alias', 'name: *nothing\n'.replace('nothing', secret.replaceAll(/[^A-Za-z0-9]/g, ''))],
  ])('is never shown %s', (_, text) => {
    expectHidden(text);
  });

  test('is never shown when it is the environment that is asked for', () => {
    const error = refusalOf(GOOD_FILE, secret);
    expect(pieces.filter((piece) => error.message.includes(piece))).toEqual([]);
  });
});

test('what is long and public is no secret', () => {
  const text = changed(
    'region: eu-central-1',
    'region: eu-central-1, account: "111122223333", encryptionKeys: { data: "arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef" }',
  );
  const withDigest = changed(
    'openai-key: { maxAgeDays: 90 }',
    `openai-key: { description: Key of the project ${'0123456789abcdef'.repeat(4)} }`,
    text,
  );
  expect(parsePlatformSpec(withDigest, { environment: 'dev' }).warnings).toEqual(IN_DEV);
});

import { describe, expect, test } from 'vitest';
import { checkPlatform, type Fault, parsePlatformSpec } from '../../constructs/index.ts';
import { MOST_LEVELS } from '../../constructs/spec/source-document.ts';
import { GOOD_FILE } from './bad-inputs/fixture.ts';

const DEV = { environment: 'dev' };
const withLines = (lines: string) => `${GOOD_FILE}${lines}\n`;

/** What is wrong with a text; the good file's own warning is of no interest. */
const errorsOf = (text: string): readonly Fault[] => checkPlatform(text).faults.filter(({ severity }) => severity === 'error');

/** The one fault of a text that cannot be read. */
function problemOf(text: string): Fault {
  const { faults, environments, specs } = checkPlatform(text);
  expect(faults).toHaveLength(1);
  expect([environments.length, specs.size]).toEqual([0, 0]);
  return faults[0] as Fault;
}

/** How long a text takes to be refused. The bounds are far above what it takes, and far below what a quadratic algorithm would. */
function millisToRefuse(text: string): number {
  const before = performance.now();
  expect(checkPlatform(text).specs.size).toBe(0);
  return performance.now() - before;
}

describe('A key', () => {
  test('that stands twice is refused where it stands again', () => {
    expect(problemOf(withLines('name: other'))).toMatchObject({
      code: 'CFG-007',
      line: 21,
      column: 1,
      message: expect.stringContaining('stands twice'),
    });
  });

  test('that stands twice is refused also within a flow map, and when it is written in two ways', () => {
    expect(problemOf(withLines('tags: { add: { a: x, "a": y } }'))).toMatchObject({ code: 'CFG-007', line: 21, column: 22 });
    expect(problemOf(withLines('tags: { add: { 1: x, "1": y } }'))).toMatchObject({ code: 'CFG-007', line: 21, column: 22 });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('that reaches a prototype is refused anywhere: %s', (key) => {
    for (const text of [withLines(`${key}: {}`), GOOD_FILE.replace('embedder:', `${key}:`), withLines(`tags: { add: { "${key}": x } }`)]) {
      expect(problemOf(text)).toMatchObject({ code: 'CFG-007', message: `the key '${key}' is refused as unsafe` });
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(['toString', 'hasOwnProperty', 'valueOf'])('that an object inherits is an ordinary one: %s', (key) => {
    expect(parsePlatformSpec(withLines(`tags: { add: { ${key}: x } }`), DEV).tags.common).toHaveProperty(key, 'x');
  });

  test.each(['? [a, b]\n: x', '? { a: b }\n: x', '? |\n  a\n: x'])('that is no plain text, or no name, is refused: %j', (lines) => {
    const { faults } = checkPlatform(withLines(lines));
    expect(faults.map(({ severity }) => severity)).toContain('error');
    expect(checkPlatform(withLines(lines)).specs.size).toBe(0);
  });

  test.each([
    ['1: {}', 'models.1'],
    ['"": {}', "models['']"],
    ['null: {}', "models['']"],
  ])('of another type is read as the text it is written with, and refused as a name: %s', (entry, path) => {
    const { faults } = checkPlatform(GOOD_FILE.replace('models:', `models:\n  ${entry}`));
    expect(faults).toContainEqual(expect.objectContaining({ code: 'CFG-106', path, line: 16, column: 3 }));
  });

  test('for merging is refused instead of merged or ignored', () => {
    const text = GOOD_FILE.replace('aws: { region: eu-central-1 }', 'aws: { <<: { region: eu-central-1 } }');
    expect(problemOf(text)).toMatchObject({ code: 'CFG-102', line: 8, column: 10, remedy: 'Write the merged keys out.' });
  });
});

describe('An alias', () => {
  test('that repeats a part is read', () => {
    const text = GOOD_FILE.replace(
      'dev: { profile: dev }',
      'dev: { profile: dev, tags: &tags { add: { team: a } } }\n  test: { profile: dev, tags: *tags }',
    );
    expect(parsePlatformSpec(text, { environment: 'test' }).tags.common).toHaveProperty('team', 'a');
  });

  test('gives its own place to the faults of what it repeats', () => {
    const text = GOOD_FILE.replace(
      'dev: { profile: dev }',
      'dev: { profile: dev, keys: &keys { rotationDays: 1 } }\n  test: { profile: dev, keys: *keys }',
    );
    expect(errorsOf(text)).toEqual([
      expect.objectContaining({ code: 'CFG-065', path: 'environments.dev.keys.rotationDays', line: 11, column: 38 }),
      expect.objectContaining({ code: 'CFG-065', path: 'environments.test.keys.rotationDays', line: 12, column: 25 }),
    ]);
  });

  test('without an anchor is refused', () => {
    expect(problemOf(withLines('tags: *nowhere'))).toMatchObject({
      code: 'CFG-102',
      line: 21,
      column: 7,
      message: 'an alias without an anchor before it',
    });
  });

  test('of what it stands in is refused', () => {
    expect(problemOf(withLines('tags: &a { add: *a }'))).toMatchObject({
      code: 'CFG-007',
      line: 21,
      column: 17,
      message: expect.stringContaining('holds itself'),
    });
    expect(problemOf('&a [*a]')).toMatchObject({ code: 'CFG-007', line: 1, column: 5 });
  });

  test('bomb is refused at once: a billion laughs', () => {
    const rows = Array.from(
      { length: 9 },
      (_, row) => `a${row + 1}: &a${row + 1} [${Array.from({ length: 9 }, () => `*a${row}`).join(', ')}]`,
    );
    const text = ['a0: &a0 [laugh]', ...rows].join('\n');
    expect(problemOf(text)).toMatchObject({ code: 'CFG-007', message: expect.stringContaining('aliases are used too often') });
    expect(millisToRefuse(text)).toBeLessThan(5_000);
  });

  test('bomb is refused also with few aliases that multiply', () => {
    const text = [
      'a0: &a0 [x, x, x, x, x, x]',
      ...Array.from({ length: 12 }, (_, row) => `a${row + 1}: &a${row + 1} [*a${row}, *a${row}, *a${row}]`),
    ].join('\n');
    expect(problemOf(text)).toMatchObject({ code: 'CFG-007', line: 2 });
  });
});

describe('A text', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n\t\n'],
    ['of comments alone', '# one\n# two\n'],
    ['of an empty document', '---\n...\n'],
    ['of null', 'null\n'],
    ['of a byte order mark', '\uFEFF'],
  ])('that is %s is an empty file', (_, text) => {
    expect(problemOf(text)).toMatchObject({ code: 'CFG-009', message: 'the file is empty' });
  });

  test.each(['hello', '42', 'true', '- a\n- b', '"text"'])('that is no map is told so once: %s', (text) => {
    expect(problemOf(text)).toMatchObject({ code: 'CFG-002', path: '', line: 1, column: 1 });
  });

  test('of exactly 1 MiB is read, of one byte more is not', () => {
    const filler = (bytes: number) => `${GOOD_FILE}#${'x'.repeat(bytes - Buffer.byteLength(GOOD_FILE) - 1)}`;
    expect(parsePlatformSpec(filler(1024 * 1024), DEV).name).toBe('demo');
    expect(problemOf(filler(1024 * 1024 + 1))).toMatchObject({ code: 'CFG-009', got: '1048577 bytes' });
  });

  test('is measured in bytes, not in characters', () => {
    expect(problemOf(`#${'€'.repeat(400_000)}`)).toMatchObject({ code: 'CFG-009', got: '1200001 bytes' });
  });

  test('of several documents is refused, where the second begins', () => {
    expect(problemOf(`${GOOD_FILE}---\n${GOOD_FILE}`)).toMatchObject({
      code: 'CFG-102',
      line: 21,
      column: 1,
      message: expect.stringContaining('second YAML document'),
    });
  });

  test('with a tab as indentation is refused', () => {
    expect(problemOf(withLines('tags:\n\tadd: {}'))).toMatchObject({ code: 'CFG-102', line: 22, column: 1, allowed: 'spaces' });
  });

  test.each([
    '!!js/function "x"',
    '!!python/object:os.system x',
    '!custom { a: b }',
    '!!binary aGVsbG8=',
    '!!set { a }',
    '!!timestamp 2026-01-01',
  ])('with a tag that plain data has not is refused: %s', (value) => {
    expect(problemOf(withLines(`tags: ${value}`))).toMatchObject({
      code: 'CFG-102',
      line: 21,
      column: 7,
      message: expect.stringContaining('a tag'),
    });
  });

  test('with Windows line ends and a byte order mark is read, and its faults have the right place', () => {
    const text = `\uFEFF${withLines('keys: { rotationDays: 1 }').replaceAll('\n', '\r\n')}`;
    expect(errorsOf(text)).toEqual([expect.objectContaining({ path: 'keys.rotationDays', line: 21, column: 9 })]);
  });

  test('with a NUL byte is refused', () => {
    expect(checkPlatform(GOOD_FILE.replace('support', 'sup\0port')).specs.size).toBe(0);
    expect(checkPlatform(`\0${GOOD_FILE}`).specs.size).toBe(0);
  });

  test.each(['%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '---\n'])('with the head %j is read by the rules of YAML 1.2', (head) => {
    const text = `${head}${GOOD_FILE.replace('team: support', 'team: yes')}`;
    expect(parsePlatformSpec(text, DEV).owner.team).toBe('yes');
  });
});

describe('A number', () => {
  test.each([
    ['0x2A', 42],
    ['0o52', 42],
    ['4.2e1', 42],
    ['+42', 42],
  ])('is read by the core schema of YAML 1.2: %s', (written, generation) => {
    expect(
      parsePlatformSpec(GOOD_FILE.replace('seed: example-seed', `seed: example-seed, generation: ${written}`), DEV).naming.generation,
    ).toBe(generation);
  });

  test.each([
    ['.nan', 'NaN'],
    ['.inf', 'Infinity'],
    ['-.inf', '-Infinity'],
  ])('that is none is refused and shown: %s', (written, got) => {
    expect(errorsOf(withLines(`keys: { rotationDays: ${written} }`))).toEqual([
      expect.objectContaining({ code: 'CFG-005', message: 'not a finite number', got }),
    ]);
  });

  test.each(['1_000', '0777', '1:30', '12e03x'])('of YAML 1.1 is a text or a decimal: %s', (written) => {
    expect(errorsOf(withLines(`keys: { deletionWindowDays: ${written} }`)).map(({ code }) => code)).toEqual([
      written === '0777' ? 'CFG-065' : 'CFG-002',
    ]);
  });

  test('of an account that begins with zero stays what it is in quotes, and is asked for in quotes', () => {
    const account = (written: string) => GOOD_FILE.replace('region: eu-central-1', `region: eu-central-1, account: ${written}`);
    expect(parsePlatformSpec(account('"011122223333"'), DEV).clouds.aws?.account).toBe('011122223333');
    expect(errorsOf(account('011122223333'))[0]).toMatchObject({
      code: 'CFG-002',
      remedy: expect.stringContaining('in quotes'),
    });
  });
});

describe('Deep nesting', () => {
  test.each([
    ['lists', (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`],
    ['maps', (levels: number) => `${'{ a: '.repeat(levels)}${'}'.repeat(levels)}`],
    ['lists in block style', (levels: number) => `${'- '.repeat(levels)}x`],
    [
      'maps in block style',
      (levels: number) => Array.from({ length: Math.min(levels, 1_000) }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    ],
    ['keys', (levels: number) => '? '.repeat(levels)],
    ['brackets that are never closed', (levels: number) => '['.repeat(levels)],
  ])('of %s is a fault with a place, and never runs out of stack', (_, nested) => {
    for (const levels of [MOST_LEVELS + 2, 1_000, 100_000]) {
      expect(problemOf(nested(levels))).toMatchObject({
        code: 'CFG-007',
        message: expect.stringContaining('nested too deeply'),
        line: expect.any(Number),
      });
    }
  });

  test('is refused in an object as well', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });
    const { faults } = checkPlatform({ tags: nested(1_000) } as never);
    expect(faults).toEqual([
      expect.objectContaining({ code: 'CFG-007', path: 'tags', message: expect.stringContaining('nested too deeply') }),
    ]);
  });
});

describe('A hostile text of a few hundred kilobytes is refused within seconds:', () => {
  test.each([
    ['many keys', Array.from({ length: 10_000 }, (_, index) => `key${index}: 1`).join('\n')],
    [
      'many models',
      `environments: { dev: { profile: dev } }\nmodels:\n${Array.from({ length: 5_000 }, (_, index) => `  m${index}: 1`).join('\n')}`,
    ],
    ['many aliases', `a: &a x\nb: [${'*a, '.repeat(20_000)}]`],
    ['a long name of a model', GOOD_FILE.replace('claude-sonnet-5.5', 'z'.repeat(300_000))],
    ['a long text of dashes', GOOD_FILE.replace('support', 'a-'.repeat(150_000))],
    ['a long text that begins like tokens', GOOD_FILE.replace('support', 'eyJaaaaaaaaaa-'.repeat(20_000))],
    ['a long address', GOOD_FILE.replace('llm@example.com', `"a@${'.'.repeat(200_000)} "`)],
  ])('%s', (_, text) => {
    expect(millisToRefuse(text)).toBeLessThan(15_000);
  });
});

test('a map whose keys are methods of objects is a fault like any other', () => {
  const keys = ['toString', 'valueOf', 'toJSON', 'hasOwnProperty'].map((key) => `${key}: false`).join(', ');
  const text = GOOD_FILE.replace('profile: dev', `profile: { ${keys} }`);
  expect(text).not.toBe(GOOD_FILE);
  expect(checkPlatform(text).faults).toEqual(expect.arrayContaining([expect.objectContaining({ path: 'environments.dev.profile' })]));
});

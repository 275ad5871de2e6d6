import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkPlatform, type PlatformFile, parsePlatformSpec, SpecError } from '../../constructs/index.ts';
import { type AzureNames, azureNames } from '../../constructs/spec/azure-names.ts';
import {
  correctedName,
  type ExistingType,
  nameFault,
  nameSuffix,
  type OwnType,
  pascalCase,
  physicalName,
  secretName,
} from '../../constructs/spec/names.ts';
import { nearestNames } from '../../constructs/spec/nearest.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { NAME_PATTERN } from '../../constructs/spec/schema/primitives.ts';
import { GOOD_FILE } from './bad-inputs/fixture.ts';
import { EXISTING_AZURE, FULL_AWS, FULL_AZURE } from './full-files.ts';
import { mutationOf } from './mutations.ts';

// The seed is fixed, so that a commit is judged by what it changed; `FAST_CHECK_RUNS` asks for more runs.
const SETTINGS: fc.Parameters<unknown> = { seed: 20_261_123, ...(process.env.FAST_CHECK_RUNS ? {} : { numRuns: 200 }) };
const holds = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => fc.assert(property, SETTINGS as fc.Parameters<T>);

/** Either a spec, or a SpecError whose faults say all that a fault must say. */
function expectAnswer(source: unknown, environment: string): void {
  try {
    const spec = parsePlatformSpec(source as PlatformFile, { environment });
    expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec);
    expect(spec.warnings.every(({ severity }) => severity === 'warning')).toBe(true);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    expect(error.faults.some(({ severity }) => severity === 'error')).toBe(true);
    for (const { code, path, message, got, allowed, remedy, line, column } of error.faults) {
      expect(code).toMatch(/^CFG-\d{3}$/);
      expect(path).toBeTypeOf('string');
      for (const said of [message, remedy, ...(allowed === undefined ? [] : [allowed])]) {
        expect(said).not.toBe('');
        expect(said).not.toMatch(/undefined|\[object|NaN|\p{Cc}/u);
      }
      expect(Math.max(message.length, remedy.length)).toBeLessThan(500);
      expect((got ?? '').length).toBeLessThan(200);
      if (typeof source === 'string' && path !== '') expect([typeof line, typeof column]).toEqual(['number', 'number']);
    }
    expect(error.stack).not.toMatch(/\n\s+at .*\.ts:/);
  }
}

const FILES = [
  ['on AWS', FULL_AWS],
  ['on Azure', FULL_AZURE],
  ['on Azure in an existing network', EXISTING_AZURE],
] as const;

describe.each(FILES)('A full file %s', (_, file) => {
  test('with one change is a spec or a SpecError, in every environment', () => {
    holds(
      fc.property(mutationOf(file), fc.constantFrom('dev', 'prod'), ({ apply }, environment) => {
        expectAnswer(apply(file), environment);
      }),
    );
  });

  test('with several changes is a spec or a SpecError', () => {
    holds(
      fc.property(fc.array(mutationOf(file), { minLength: 2, maxLength: 6 }), (mutations) => {
        expectAnswer(
          mutations.reduce<unknown>((data, { apply }) => apply(data), file),
          'dev',
        );
      }),
    );
  });

  test('with one change in its overlay is a spec or a SpecError', () => {
    const { environments, ...body } = file;
    const inOverlay = { ...file, environments: { dev: { ...body, version: undefined, name: undefined, profile: 'dev' } } };
    holds(
      fc.property(mutationOf(body), ({ apply }) => {
        expectAnswer(
          { ...inOverlay, environments: { dev: { ...(apply(body) as object), version: undefined, name: undefined, profile: 'dev' } } },
          'dev',
        );
      }),
    );
    expect(Object.keys(environments)).toEqual(['dev', 'prod']);
  });

  test('with one change has the same faults as an object and as YAML', () => {
    holds(
      fc.property(mutationOf(file), ({ apply }) => {
        const changed = apply(file);
        const kinds = (source: unknown) =>
          checkPlatform(source as PlatformFile)
            .faults.map(({ code, path }) => `${code} ${path}`)
            .sort();
        // Keys that one of the two writes in another way, or refuses as a document.
        fc.pre(!/"(?:__proto__|constructor|prototype|<<)":/.test(JSON.stringify(changed)));
        expect(kinds(stringify(changed, { aliasDuplicateObjects: false }))).toEqual(kinds(changed));
      }),
    );
  });

  test('and a text of YAML of it with one change is a spec or a SpecError with places', () => {
    holds(fc.property(mutationOf(file), ({ apply }) => expectAnswer(stringify(apply(file)), 'dev')));
  });

  test('keeps its spec when its keys are written in another order', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    expect(parsePlatformSpec(reversed(file) as PlatformFile, { environment: 'dev' })).toEqual(
      parsePlatformSpec(file, { environment: 'dev' }),
    );
  });
});

describe('Any input', () => {
  test('that is JSON is a SpecError or a spec', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.json().map((text): unknown => JSON.parse(text)),
        ),
        (value) => expectAnswer(value, 'dev'),
      ),
    );
  });

  test('that is any value of the language is a SpecError or a spec', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    holds(fc.property(anything, (value) => expectAnswer(typeof value === 'string' ? { value } : value, 'dev')));
    holds(fc.property(anything, (value) => expectAnswer({ ...FULL_AWS, tags: value, models: { assistant: value } }, 'dev')));
  });

  test('that is a text is a SpecError or a spec', () => {
    holds(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => expectAnswer(text, 'dev')));
  });

  test('that is a text made of the signs of YAML is a SpecError or a spec', () => {
    const sign = fc.constantFrom(
      '\n',
      ' ',
      '  ',
      '- ',
      ': ',
      '? ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&a ',
      '*a ',
      '!',
      '!!',
      '|',
      '>',
      '"',
      "'",
      '#',
      '---\n',
      '...\n',
      '%',
      '@',
      '\t',
      'a',
      'version',
      '1',
      '<<',
      '~',
    );
    holds(fc.property(fc.array(sign, { maxLength: 40 }), (signs) => expectAnswer(signs.join(''), 'dev')));
  });

  test('that is a good file with some of its characters changed is a SpecError or a spec', () => {
    const change = fc.tuple(fc.nat(GOOD_FILE.length), fc.nat(20), fc.string({ maxLength: 5 }));
    holds(fc.property(change, ([at, length, text]) => expectAnswer(GOOD_FILE.slice(0, at) + text + GOOD_FILE.slice(at + length), 'dev')));
  });
});

describe('A merge patch (RFC 7396)', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string(), fc.array(fc.integer(), { maxLength: 3 }));
  const { tree: json } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaf, fc.dictionary(key, tie('tree'), { maxKeys: 4 })),
  }));
  const map = fc.dictionary(key, json);
  const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  const hasNull = (value: unknown): boolean => value === null || (isMap(value) && Object.values(value).some(hasNull));

  // The examples of its appendix A.
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test('that is empty changes no map', () => {
    holds(
      fc.property(map, (target) => {
        expect(mergePatch(target, {})).toEqual(target);
      }),
    );
  });

  test('that is no map replaces everything', () => {
    holds(
      fc.property(json, leaf, (target, patch) => {
        expect(mergePatch(target, patch)).toEqual(patch);
      }),
    );
  });

  test('changes nothing more when it is applied again', () => {
    holds(
      fc.property(json, json, (target, patch) => {
        expect(mergePatch(mergePatch(target, patch), patch)).toEqual(mergePatch(target, patch));
      }),
    );
  });

  test('leaves no null behind that the target did not have', () => {
    holds(
      fc.property(map, map, (target, patch) => {
        expect(hasNull(target) || !hasNull(mergePatch(target, patch))).toBe(true);
      }),
    );
  });

  test('touches neither target nor patch', () => {
    holds(
      fc.property(map, map, (target, patch) => {
        const before = JSON.stringify([target, patch]);
        mergePatch(target, patch);
        expect(JSON.stringify([target, patch])).toBe(before);
      }),
    );
  });

  test('leads from any map without null to any other', () => {
    const difference = (from: unknown, to: unknown): unknown => {
      if (!isMap(from) || !isMap(to)) return to;
      const removed = Object.keys(from)
        .filter((name) => !(name in to))
        .map((name) => [name, null] as const);
      return Object.fromEntries([
        ...removed,
        ...Object.entries(to).map(([name, value]) => [name, name in from ? difference(from[name], value) : value] as const),
      ]);
    };
    const clean = map.filter((value) => !hasNull(value));
    holds(
      fc.property(clean, clean, (from, to) => {
        expect(mergePatch(from, difference(from, to))).toEqual(to);
      }),
    );
  });
});

describe('A name', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(?:-[a-z0-9]{1,12}){0,2}$/);
  const naming = fc.record({ seed: fc.stringMatching(/^[a-z0-9][a-z0-9-]{6,30}[a-z0-9]$/), generation: fc.integer({ min: 1, max: 999 }) });
  const ownType = fc.constantFrom<OwnType[]>(
    'storage-account',
    'key-vault',
    'registry',
    'ai-account',
    'resource-group',
    'inference-profile',
    'guardrail',
  );

  test('of a resource keeps the rule of its type, whatever it is made of', () => {
    holds(
      fc.property(ownType, fc.array(part, { minLength: 1, maxLength: 4 }), naming, part, (type, parts, seed, block) => {
        const suffix = nameSuffix(seed, 'dev', block);
        const name = physicalName(type, parts, suffix);
        expect(nameFault(type, name)).toBeUndefined();
        expect(name.endsWith(suffix)).toBe(true);
      }),
    );
  });

  // The names that the grammar takes, up to the longest.
  const platform = fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9]{0,10}(?:-[a-z0-9]{1,6}){0,2}$/).filter((name) => name.length >= 3),
    environment: fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/),
    naming,
  });
  const LONGEST = { name: 'a'.repeat(24), environment: 'b'.repeat(12), naming: { seed: 'example-seed', generation: 999 } };
  type Platform = typeof LONGEST;

  const hashed = ({ vault, storageAccounts, aiAccount, registry }: AzureNames) => [
    ...Object.values(storageAccounts).map((account) => ['storage-account', account] as const),
    ['key-vault', vault] as const,
    ['ai-account', aiAccount] as const,
    ['registry', registry] as const,
  ];

  test('on Azure keeps the rule of its type, whatever the platform is called', () => {
    holds(
      fc.property(fc.oneof(fc.constant(LONGEST), platform), (made: Platform) => {
        const names = azureNames(made);
        for (const [type, name] of hashed(names)) expect(nameFault(type, name), name).toBeUndefined();
        for (const name of Object.values(names.resourceGroups)) expect(nameFault('resource-group', name)).toBeUndefined();
      }),
    );
  });

  test('on Azure is another one for another seed, environment, generation and block', () => {
    holds(
      fc.property(fc.oneof(fc.constant(LONGEST), platform), (made: Platform) => {
        const { seed, generation } = made.naming;
        const others: Platform[] = [
          { ...made, naming: { seed: `${seed}x`, generation } },
          { ...made, naming: { seed, generation: generation + 1 } },
          { ...made, environment: made.environment === 'dev' ? 'prod' : 'dev' },
        ];
        const all = [made, ...others].flatMap((one) => hashed(azureNames(one)).map(([, name]) => name));
        expect(new Set(all).size).toBe(all.length);
        const again = hashed(azureNames({ ...made }));
        expect(again).toEqual(hashed(azureNames(made)));
      }),
    );
  });

  test('of a resource group on Azure is another one for another environment and role, and the same for another generation', () => {
    holds(
      fc.property(platform, (made: Platform) => {
        const { data, run } = azureNames(made).resourceGroups;
        expect(data).not.toBe(run);
        expect(azureNames({ ...made, environment: `${made.environment}x` }).resourceGroups.data).not.toBe(data);
        const raised = { ...made, naming: { ...made.naming, generation: made.naming.generation + 1 } };
        expect(azureNames(raised).resourceGroups).toEqual({ data, run });
      }),
    );
  });

  test('on Azure still says what it is of where a name is short', () => {
    const made = { name: 'support-assistant', environment: 'dev', naming: { seed: 'example-seed', generation: 1 } };
    expect(azureNames(made)).toEqual({
      vault: 'dev-support-ass-6ea7b8a6',
      storageAccounts: { data: 'datadevsupportas3471801b', logs: 'logsdevsupportas5461082f', audit: 'auditdevsupporta4d3c6581' },
      aiAccount: 'support-assistant-dev-3684f67b',
      registry: 'supportassistantdeveaeb35f5',
      resourceGroups: { data: 'support-assistant-dev-data', run: 'support-assistant-dev-run' },
    });
  });

  test('of a credential keeps the rule of Secrets Manager', () => {
    holds(
      fc.property(part, part, part, naming, (name, environment, secret, seed) => {
        expect(nameFault('secret', secretName({ name, environment, naming: seed }, secret))).toBeUndefined();
      }),
    );
  });

  test('that is illegal is corrected to a legal one', () => {
    const type = fc.constantFrom<ExistingType[]>('s3-bucket', 'storage-account', 'key-vault', 'registry', 'resource-group');
    const reserved = fc.constantFrom(
      'xn--',
      'sthree-',
      'amzn-s3-demo-',
      '-s3alias',
      '--ol-s3',
      '--x-s3',
      '.mrap',
      '192.168.0.1',
      '-',
      '.',
      '',
    );
    const name = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(reserved, part, fc.string({ maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join('')),
    );
    holds(
      fc.property(type, name, (kind, wanted) => {
        const corrected = correctedName(kind, wanted);
        expect(nameFault(kind, corrected), corrected).toBeUndefined();
      }),
    );
  });

  test('has a suffix that stays the same for the same seed, environment, block and generation, and else differs', () => {
    expect(nameSuffix({ seed: 'example-seed', generation: 1 }, 'dev', 'secrets/openai-key')).toBe('d7893e02');
    holds(
      fc.property(naming, part, part, (seed, environment, block) => {
        const suffix = nameSuffix(seed, environment, block);
        expect(suffix).toMatch(/^[0-9a-f]{8}$/);
        expect(nameSuffix({ ...seed }, environment, block)).toBe(suffix);
        expect(nameSuffix({ ...seed, generation: seed.generation + 1 }, environment, block)).not.toBe(suffix);
        expect(nameSuffix(seed, `${environment}x`, block)).not.toBe(suffix);
        expect(nameSuffix(seed, environment, `${block}x`)).not.toBe(suffix);
      }),
    );
  });

  test('of the file becomes a construct id: letters and digits, a capital first', () => {
    holds(
      fc.property(part, (name) => {
        expect(name).toMatch(NAME_PATTERN);
        expect(pascalCase(name)).toMatch(/^[A-Z][A-Za-z0-9]*$/);
      }),
    );
  });

  test('finds itself among others, also in capitals and with other separators', () => {
    holds(
      fc.property(fc.uniqueArray(part, { minLength: 1, maxLength: 10 }), (names) => {
        for (const name of names)
          expect(nearestNames(name.toUpperCase().replaceAll('-', '_'), names)[0]?.replaceAll('-', '')).toBe(name.replaceAll('-', ''));
      }),
    );
  });
});

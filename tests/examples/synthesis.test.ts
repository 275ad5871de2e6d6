import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { synthesizePlatform as synthesizeOnAzure } from '../../constructs/azure/platform/index.ts';
import { CATALOG_DATE } from '../../constructs/catalog/index.ts';
import { planEnvironment } from '../../constructs/plan/index.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import { PROFILES, type Profile } from '../../constructs/spec/vocabulary.ts';
import { EXAMPLES, type Example, examplesOn, IS_VALIDATED } from './example-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
afterAll(() => rmSync(folder, { recursive: true }));

const specOf = ({ text, environment }: Example) => parsePlatformSpec(text, { environment });
const outdir = ({ name, environment }: Example, run: string) => join(folder, `${name}-${environment}-${run}`);

test('There is an example, with an environment to play in and one to run', () => {
  expect(EXAMPLES.map(({ name, environment }) => `${name} ${environment}`)).toEqual(
    expect.arrayContaining(['support-assistant dev', 'support-assistant prod']),
  );
});

describe.each(examplesOn('aws'))('examples/$name in $environment on aws', (example) => {
  const rule = IS_VALIDATED
    ? "has no finding of CDK's own validator"
    : "is synthesised, with CDK's own validator off (CDK_VALIDATION=false)";

  test(rule, () => {
    const out = outdir(example, 'validated');
    const { findings, templates, validation } = synthesizePlatform(specOf(example), out);
    expect({ findings, validation }).toEqual({ findings: [], validation: IS_VALIDATED ? 'ran' : 'off' });
    // The report is what tells that the validator ran.
    expect(existsSync(join(out, 'validation-report.json'))).toBe(IS_VALIDATED);
    expect(templates.length).toBeGreaterThan(0);
  });

  test('breaks no rule of the kit', () => {
    const spec = specOf(example);
    const plan = planEnvironment(spec, synthesizePlatform(spec, outdir(example, 'planned')), 'out', CATALOG_DATE);
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('is written the same, byte for byte, each time', () => {
    const [one, other] = ['one', 'other'].map((run) => {
      const out = outdir(example, run);
      synthesizePlatform(specOf(example), out);
      return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]));
    });
    expect(one).toEqual(other);
  });
});

describe.each(examplesOn('azure'))('examples/$name in $environment on azure', (example) => {
  test('fits the published ARM schemas, every resource of it', async () => {
    const { findings, templates, resources } = await synthesizeOnAzure(specOf(example), outdir(example, 'azure'));
    expect(findings).toEqual([]);
    expect(templates.map(({ file }) => file)).toEqual(['template.json']);
    expect(resources.length).toBeGreaterThan(20);
  });

  test('is planned without an error', async () => {
    const spec = specOf(example);
    const plan = planEnvironment(spec, await synthesizeOnAzure(spec, outdir(example, 'azure-planned')), 'out', CATALOG_DATE);
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('is written the same, byte for byte, each time', async () => {
    const read = async (run: string) => {
      const out = outdir(example, run);
      await synthesizeOnAzure(specOf(example), out);
      return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]));
    };
    const one = await read('azure-one');
    expect(Object.keys(one)).toEqual(['template.json']);
    expect(await read('azure-other')).toEqual(one);
  });
});

describe('Every example in every environment on azure, with every profile', () => {
  const ofProfile = (text: string, environment: string, profile: Profile) =>
    parsePlatformSpec(mergePatch(parse(text), { environments: { [environment]: { profile } } }) as PlatformFile, { environment });

  const cases = examplesOn('azure').flatMap((example) => PROFILES.map((profile) => ({ ...example, profile })));

  test.each(cases)('$name in $environment as $profile fits the published ARM schemas', async ({ name, text, environment, profile }) => {
    const spec = ofProfile(text, environment, profile);
    expect(spec.profile).toBe(profile);
    const { findings, resources, validation } = await synthesizeOnAzure(spec, join(folder, `${name}-${environment}-as-${profile}`));
    expect({ findings, validation }).toEqual({ findings: [], validation: 'ran' });
    expect(resources.length).toBeGreaterThan(20);
  });

  test('is two examples, two environments and three profiles', () => {
    expect(cases).toHaveLength(2 * 2 * 3);
  });
});

describe('What the validator of CDK finds', () => {
  // 300 characters, which no tag can have: a file that says so is refused, so it is put into the spec.
  function withLongTag() {
    const [example] = EXAMPLES;
    if (!example) throw new Error('there is no example');
    const spec = specOf(example);
    return { ...spec, tags: { ...spec.tags, common: { ...spec.tags.common, owner: 'x'.repeat(300) } } };
  }
  const rule = IS_VALIDATED ? 'is handed on with rule, place and template' : 'is nothing while it is off (CDK_VALIDATION=false)';

  test(rule, () => {
    const { findings, templates } = synthesizePlatform(withLongTag(), join(folder, 'long-tag'));
    expect(findings.length > 0).toBe(IS_VALIDATED);
    const files = templates.map(({ file }) => file);
    for (const finding of findings) {
      expect(finding).toMatchObject({
        rule: expect.stringMatching(/^[A-Z]\d{4}$/),
        message: expect.any(String),
        logicalId: expect.any(String),
      });
      expect(files).toContain(finding.template);
    }
  });
});

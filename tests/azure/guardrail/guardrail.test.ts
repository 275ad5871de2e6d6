import { describe, expect, test } from 'vitest';
import { DEFAULT_AZURE_CONTENT_FILTERS, Guardrail, type GuardrailOptions } from '../../../constructs/azure/guardrail/index.ts';
import { type RecordedObject, type Recording, recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { ModelAccount } from '../../../constructs/azure/serving/index.ts';
import { DEFAULT_CONTENT_FILTERS } from '../../../constructs/spec/guardrail-filters.ts';
import { BLOCKLIST_TYPE, ITEM_TYPE, known, POLICY_TYPE, recordAccount, recordProgram, snapshotOf } from '../support/ai-accounts.ts';

const record = (options?: GuardrailOptions) => recordAccount((account) => account.addGuardrail('guard', options));

const FULL: GuardrailOptions = {
  raiPolicyName: 'support_assistant',
  contentFilters: {
    hate: { input: 'high', output: 'high' },
    violence: { input: 'low', output: 'none' },
    'prompt-attack': { input: 'high', output: 'none' },
  },
  protectedMaterial: 'allow',
  profanity: 'allow',
  blockedWords: ['acme corp'],
  sensitivePatterns: [{ name: 'ticket', pattern: 'T-[0-9]{6}', action: 'block' }],
  modifiedContentFilters: 'approved',
  tags: { owner: 'support' },
};

/** A policy's filters as `Name Source Threshold`, those that block alone. */
function blockingOf(recording: Recording): string[] {
  return filtersOf(recording).flatMap(({ name, source, severityThreshold, enabled, blocking }) =>
    enabled && blocking ? [[name, source, severityThreshold].filter(Boolean).join(' ')] : [],
  );
}

function filtersOf(recording: Recording): RecordedObject[] {
  const [policy] = recordedOfType(recording, POLICY_TYPE);
  if (!policy) throw new Error('no policy was registered');
  const { contentFilters } = policy.inputs.properties as { contentFilters: RecordedObject[] };
  return contentFilters;
}

test('snapshot: without options', async () => {
  const recording = await record();
  expect(snapshotOf({ ...recording, resources: recordedOfType(recording, POLICY_TYPE) })).toMatchSnapshot();
});

test('snapshot: with everything', async () => {
  const recording = await record(FULL);
  expect(snapshotOf({ ...recording, resources: recording.resources.filter(({ type }) => type.includes(':Rai')) })).toMatchSnapshot();
});

test('keeps its type token', async () => {
  expect(recordedOfType(await record(), 'llm-infra-kit:azure:Guardrail')).toMatchObject([
    { name: 'ai-guard', outputs: { raiPolicyName: expect.stringContaining('ai-guard') } },
  ]);
});

test('INF-15: a guardrail without options blocks every kind of harm on both sides, and prompt attacks', async () => {
  expect(blockingOf(await record())).toEqual([
    'Hate Prompt Medium',
    'Hate Completion Medium',
    'Sexual Prompt Medium',
    'Sexual Completion Medium',
    'Violence Prompt Medium',
    'Violence Completion Medium',
    'Selfharm Prompt Medium',
    'Selfharm Completion Medium',
    'Jailbreak Prompt',
    'Indirect Attack Prompt',
    'Protected Material Text Completion',
    'Protected Material Code Completion',
    'Profanity Prompt',
  ]);
});

test('the defaults are those of both clouds where both have the filter', () => {
  for (const filter of ['hate', 'sexual', 'violence', 'prompt-attack'] as const)
    expect(DEFAULT_AZURE_CONTENT_FILTERS[filter]).toBe(DEFAULT_CONTENT_FILTERS[filter]);
});

test('INF-15: a filter that is off is written as off, since a missing one is taken from the base policy', async () => {
  const recording = await record({
    contentFilters: { 'prompt-attack': { input: 'none', output: 'none' } },
    protectedMaterial: 'allow',
    profanity: 'allow',
  });
  const off = filtersOf(recording).filter(({ enabled, blocking }) => !enabled && !blocking);
  expect(off.map(({ name }) => name)).toEqual([
    'Jailbreak',
    'Indirect Attack',
    'Protected Material Text',
    'Protected Material Code',
    'Profanity',
  ]);
});

describe('the strength', () => {
  test.each<['low' | 'medium' | 'high', string]>([
    ['low', 'High'],
    ['medium', 'Medium'],
    ['high', 'Low'],
  ])('%s blocks from the severity %s', async (strength, threshold) => {
    const blocking = blockingOf(await record({ contentFilters: { hate: { input: strength, output: 'medium' } } }));
    expect(blocking).toContain(`Hate Prompt ${threshold}`);
    expect(blocking).toContain('Hate Completion Medium');
  });

  test.each(['low', 'medium', 'high'] as const)('%s turns both shields against prompt attacks on', async (input) => {
    const blocking = blockingOf(await record({ contentFilters: { 'prompt-attack': { input, output: 'none' } } }));
    expect(blocking).toEqual(expect.arrayContaining(['Jailbreak Prompt', 'Indirect Attack Prompt']));
  });

  test('a filter that is left out keeps its default', async () => {
    expect(blockingOf(await record({ contentFilters: {} }))).toEqual(blockingOf(await record()));
  });
});

test('sends nothing that API 2025-06-01 does not know', async () => {
  const keys = new Set(filtersOf(await record(FULL)).flatMap((filter) => Object.keys(filter)));
  expect([...keys].sort()).toEqual(['blocking', 'enabled', 'name', 'severityThreshold', 'source']);
  const sources = new Set(filtersOf(await record(FULL)).map(({ source }) => source));
  expect([...sources].sort()).toEqual(['Completion', 'Prompt']);
});

test('judges an answer before it goes out', async () => {
  expect(recordedOfType(await record(), POLICY_TYPE)[0]?.inputs.properties).toMatchObject({
    mode: 'Default',
    basePolicyName: 'Microsoft.DefaultV2',
  });
});

describe('INF-16: the blocklist', () => {
  test('holds words literally and patterns as such, and blocks on both sides', async () => {
    const recording = await record(FULL);
    expect(recordedOfType(recording, ITEM_TYPE).map(({ inputs }) => inputs.properties)).toEqual([
      { pattern: 'T-[0-9]{6}', isRegex: true },
      { pattern: 'acme corp', isRegex: false },
    ]);
    expect(recordedOfType(recording, POLICY_TYPE)[0]?.inputs.properties).toMatchObject({
      customBlocklists: [
        { blocklistName: 'support_assistant', blocking: true, source: 'Prompt' },
        { blocklistName: 'support_assistant', blocking: true, source: 'Completion' },
      ],
    });
  });

  test('is not made without words and patterns', async () => {
    const recording = await record();
    expect(recordedOfType(recording, BLOCKLIST_TYPE)).toEqual([]);
    expect(recordedOfType(recording, POLICY_TYPE)[0]?.inputs.properties).toMatchObject({ customBlocklists: [] });
  });

  test('a further word moves no other one', async () => {
    const names = async (blockedWords: string[]) => recordedOfType(await record({ blockedWords }), ITEM_TYPE).map(({ name }) => name);
    expect(await names(['zero', 'one', 'two'])).toEqual(expect.arrayContaining(await names(['one', 'two'])));
  });
});

test('stands by itself, without addGuardrail', async () => {
  const recording = await recordAccount((account) => new Guardrail('own', { account, raiPolicyName: 'own' }));
  expect(recordedOfType(recording, POLICY_TYPE)).toMatchObject([{ name: 'own', inputs: { raiPolicyName: 'own' } }]);
});

test('Guardrail.fromAttributes registers nothing', async () => {
  const names: Promise<string>[] = [];
  const recording = await recordProgram(() => {
    const account = ModelAccount.fromAttributes('theirs', {
      accountId: '/subscriptions/x/y',
      accountName: 'theirs',
      resourceGroupName: 'theirs',
    });
    const guardrail = Guardrail.fromAttributes({ account, raiPolicyName: 'theirs' });
    expect(guardrail).toMatchObject({ account, hasBlocklist: false });
    names.push(known(guardrail.raiPolicyName));
  });
  expect(recordedOfType(recording, 'llm-infra-kit:azure:Guardrail')).toEqual([]);
  expect(await names[0]).toBe('theirs');
});

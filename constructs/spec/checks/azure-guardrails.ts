import { type AzureOffer, chooseOffer } from '../../catalog/index.ts';
import { DEFAULT_GUARDRAIL } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import type { GuardrailInput } from '../platform-file.ts';
import { resolveGuardrail } from '../resolve/guardrails.ts';
import { managedModels, offerRequest } from '../resolve/models.ts';
import { type UnsupportedContent, unsupportedOn } from '../unsupported-content.ts';
import type { Draft } from './draft.ts';

/** A guardrail that models on Azure use. */
interface UsedGuardrail {
  readonly name: string;
  /** The first model that has it. */
  readonly alias: string;
  /** What the file states of it. */
  readonly input: GuardrailInput;
  readonly offers: readonly AzureOffer[];
}

/**
 * The guardrails on Azure: what a file states and Azure cannot do is refused, also of one that no model has, since it is made all the same.
 * What the kit's own defaults ask for and Azure cannot do is told once.
 */
export function checkAzureGuardrails(draft: Draft): void {
  if (!draft.file.clouds?.azure) return;
  for (const [name, input] of Object.entries(draft.file.guardrails ?? {})) {
    for (const content of unsupportedOn('azure', input)) reportUnsupported(draft, name, content);
  }
  const used = usedOnAzure(draft);
  for (const guardrail of used) checkBlocklist(draft, guardrail);
  warnOfDefaults(draft, used);
}

function warnOfDefaults(draft: Draft, used: readonly UsedGuardrail[]): void {
  if (draft.isFaulty('data', 'pii')) return;
  const pii = draft.file.data?.pii ?? 'redact';
  const sound = used.filter(({ name }) => !draft.isFaulty('guardrails', name));
  const absent = sound.flatMap(({ alias, input }) => absentDefaults(input, pii).map((kind) => ({ kind, alias })));
  const [first] = absent;
  if (!first) return;
  const kinds = [...new Set(absent.map(({ kind }) => kind))];
  draft.report({
    severity: 'warning',
    cloud: 'azure',
    path: ['models', first.alias],
    code: 'CFG-110',
    message: `the guardrail of a model on azure does not look for ${kinds.join(', ')}, as the defaults do elsewhere`,
    remedy: kinds.includes(PERSONAL_DATA)
      ? "Leave personal data to the redaction step ('data: { pii: redact }'), the rest to the application."
      : 'Judge them in the application where they matter.',
  });
}

/** The guardrails that the chat models on Azure have, each with its models' offers. */
function usedOnAzure(draft: Draft): UsedGuardrail[] {
  const used = new Map<string, UsedGuardrail>();
  for (const [alias, input] of managedModels(draft.file)) {
    const request = offerRequest(draft, input, 'azure');
    const choice = request && chooseOffer(request);
    if (choice?.kind !== 'offer' || choice.model.use !== 'chat' || choice.offer.cloud !== 'azure') continue;
    const name = input.guardrail ?? DEFAULT_GUARDRAIL;
    const before = used.get(name);
    const stated = draft.file.guardrails?.[name] ?? {};
    used.set(name, { name, alias: before?.alias ?? alias, input: stated, offers: [...(before?.offers ?? []), choice.offer] });
  }
  return [...used.values()];
}

function reportUnsupported(draft: Draft, name: string, { path, got, lacks, allowed, alternative }: UnsupportedContent): void {
  draft.report({
    path: ['guardrails', name, ...path],
    code: 'CFG-111',
    message: `the guardrails of azure have ${lacks}`,
    got: describeValue(got),
    allowed,
    remedy: alternative,
  });
}

const PERSONAL_DATA = 'personal data';

/** What the defaults of a guardrail look for and Azure does not. A message of the kit's own protects nobody. */
function absentDefaults(input: GuardrailInput, pii: 'redact' | 'keep'): string[] {
  const { contentFilters, pii: personal } = resolveGuardrail(input, pii);
  const filters = Object.entries(contentFilters).map(([filter, strengths]) => [filter, strengths.input]);
  const filled: GuardrailInput = { contentFilters: Object.fromEntries(filters), pii: { action: personal.action } };
  const stated = new Set(unsupportedOn('azure', input).map(kindOf));
  return unsupportedOn('azure', filled)
    .map(kindOf)
    .filter((kind) => !stated.has(kind));
}

function kindOf({ path: [part, filter] }: UnsupportedContent): string {
  return part === 'pii' ? PERSONAL_DATA : String(filter);
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/how-to/use-blocklists: a blocklist judges calls of OpenAI's models alone. */
function checkBlocklist(draft: Draft, { name, offers, input: { blockedWords = [] } }: UsedGuardrail): void {
  const other = offers.find(({ format }) => format !== 'OpenAI');
  if (!other || blockedWords.length === 0) return;
  reportUnsupported(draft, name, {
    path: ['blockedWords'],
    got: blockedWords,
    lacks: `no blocklist for '${other.model}', a model of ${other.format}`,
    allowed: "words for OpenAI's models alone",
    alternative: 'Give this model a guardrail without blockedWords.',
  });
}

import type { FilterStrengths } from '../../spec/guardrail-filters.ts';
import { ArgFaults } from '../arg-faults.ts';
import { HARM_FILTERS, UNSUPPORTED_CONTENT_FILTERS } from './azure-names.ts';
import { DEFAULT_AZURE_CONTENT_FILTERS, type EffectiveContent } from './default-content.ts';
import type { GuardrailContent, UnsupportedContent } from './policies.ts';
import { blocklistTerms } from './rai-policies.ts';

// https://learn.microsoft.com/azure/ai-foundry/openai/how-to/use-blocklists
const ITEM_LENGTH = 1000;
// The service takes 10000 in a list; each of them is a resource here, and all children of an account are written one after the other.
const ITEMS = 100;
// The pattern of policies, blocklists and items in API 2025-06-01, which states no length; an account's 2 to 64 are kept to.
const NAME = { min: 2, max: 64, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, form: 'letters, digits and _.-, a letter or digit first' };

const UNSUPPORTED = {
  deniedTopics: 'block the terms of the topic by blockedWords or sensitivePatterns, or refuse the topic in the system message',
  pii: 'mask personal data in front of the model (the gateway, an ingestion step), or block its shapes by sensitivePatterns',
  grounding: 'check answers against their sources in the application, or in the evaluation',
  blockedInputMessaging: "put your words in the place of the error 'content_filter' in the gateway or the application",
  blockedOutputsMessaging: "put your words in the place of the finish reason 'content_filter' in the gateway or the application",
  tier: 'take it away',
} as const satisfies Record<keyof UnsupportedContent, string>;

/** Throws one error with every fault in the args of a guardrail. `effective` has all defaults filled in. */
export function refuseGuardrail(
  name: string,
  args: GuardrailContent & { readonly raiPolicyName?: string },
  effective: EffectiveContent,
): void {
  const faults = new ArgFaults(`Guardrail ${name}`);
  faults.text('raiPolicyName', args.raiPolicyName, NAME);
  validateSupport(faults, args);
  validateFilterNames(faults, args.contentFilters ?? {});
  validateStrengths(faults, args, effective);
  validateTerms(faults, args);
  faults.throwIfAny();
}

// Types keep these out already; a caller without types, or one that spreads a neutral description, is told here.
function validateSupport(faults: ArgFaults, args: object): void {
  const stated = new Map(Object.entries(args));
  for (const [arg, remedy] of Object.entries(UNSUPPORTED)) {
    faults.require(isNothing(stated.get(arg)), {
      arg,
      got: 'a value',
      allowed: 'nothing: the guardrails of Azure have no such part',
      remedy,
    });
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function validateFilterNames(faults: ArgFaults, filters: Readonly<Record<string, FilterStrengths>>): void {
  const known = Object.keys(DEFAULT_AZURE_CONTENT_FILTERS);
  const unsupported = new Map<string, string>(Object.entries(UNSUPPORTED_CONTENT_FILTERS));
  for (const [name, { input, output }] of Object.entries(filters)) {
    const remedy = unsupported.get(name);
    const off = input === 'none' && output === 'none';
    faults.require(known.includes(name) || (remedy !== undefined && off), {
      arg: `contentFilters['${name}']`,
      got: remedy === undefined ? 'an unknown name' : `'${input}' and '${output}', while Azure has no such filter`,
      allowed: known.join(', '),
      remedy: remedy ?? 'use one of these names',
    });
  }
}

function validateStrengths(faults: ArgFaults, { modifiedContentFilters }: GuardrailContent, { contentFilters }: EffectiveContent): void {
  const { output } = contentFilters['prompt-attack'];
  faults.require(output === 'none', {
    arg: "contentFilters['prompt-attack'].output",
    got: `'${output}'`,
    allowed: "'none'",
    remedy: 'set it to none: an attack stands in the question, never in the answer',
  });
  if (modifiedContentFilters === 'approved') return;
  // Everybody may choose the threshold; only an approved subscription may switch a kind of harm off, on either side.
  // https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters
  const off = HARM_FILTERS.flatMap((filter) =>
    Object.entries(contentFilters[filter]).flatMap(([side, strength]) => (strength === 'none' ? [`${filter}.${side}`] : [])),
  );
  faults.require(off.length === 0, {
    arg: 'contentFilters',
    got: `'none' for ${off.join(', ')}`,
    allowed: 'low, medium, high: Azure switches a kind of harm off only where Microsoft has approved modified content filters',
    remedy: "use 'low', or apply for approval and state modifiedContentFilters: 'approved'",
  });
}

function validateTerms(faults: ArgFaults, content: GuardrailContent): void {
  const { blockedWords = [], sensitivePatterns = [] } = content;
  blockedWords.forEach((word, index) => {
    faults.text(`blockedWords[${index}]`, word, { min: 1, max: ITEM_LENGTH });
  });
  sensitivePatterns.forEach(({ name, pattern, action }, index) => {
    const path = `sensitivePatterns[${index}]`;
    faults.text(`${path}.name`, name, NAME);
    faults.text(`${path}.pattern`, pattern, { min: 1, max: ITEM_LENGTH });
    faults.require(action === 'block', {
      arg: `${path}.action`,
      got: `'${action}'`,
      allowed: "'block': Azure can't mask",
      remedy: 'block it here, or mask it in front of the model',
    });
  });
  const names = blocklistTerms(content).map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  faults.require(twice.length === 0, {
    arg: 'blockedWords, sensitivePatterns',
    got: `the same word or name twice (${[...new Set(twice)].join(', ')})`,
    allowed: 'each once',
    remedy: 'take the second one away',
  });
  faults.require(names.length <= ITEMS, {
    arg: 'blockedWords, sensitivePatterns',
    got: `${names.length} entries`,
    allowed: `at most ${ITEMS} in all`,
    remedy: 'join words as the alternatives of one pattern, a|b|c',
  });
}

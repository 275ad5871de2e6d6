import { Token } from 'aws-cdk-lib/core';
import { CONTENT_FILTERS, type ContentFilter, type FilterStrengths, PII_KINDS } from '../../spec/guardrail-filters.ts';
import type { PropFaults } from '../prop-faults.ts';
import type { GuardrailContent } from './policies.ts';

// The Bedrock API's own limits (CreateGuardrail, botocore 1.44.8) and CloudFormation's; where the two differ, the stricter one.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html
const TOPICS = { max: 30, name: 100, definition: 200, examples: 5, example: 100 };
const PATTERNS = { max: 30, name: 100, pattern: 500, description: 1000 };
const WORDS = { max: 10_000, length: 100 };
const MESSAGE = 500;
const GROUNDING_MAX = 0.99;

/** Records every fault in what a guardrail is asked to do. `effective` has all defaults filled in. */
export function validateContent(faults: PropFaults, effective: GuardrailContent): void {
  validateFilters(faults, effective.contentFilters ?? {});
  validateNames(faults, 'pii', Object.keys(effective.pii ?? {}), PII_KINDS);
  validatePatterns(faults, effective.sensitivePatterns ?? []);
  validateTopics(faults, effective.deniedTopics ?? []);
  validateWords(faults, effective.blockedWords ?? []);
  validateGrounding(faults, effective.grounding ?? {});
  faults.text('blockedInputMessaging', effective.blockedInputMessaging, { min: 1, max: MESSAGE });
  faults.text('blockedOutputsMessaging', effective.blockedOutputsMessaging, { min: 1, max: MESSAGE });
  validateTier(faults, effective);
  validateAnyPolicy(faults, effective);
}

function validateFilters(faults: PropFaults, filters: Partial<Record<ContentFilter, FilterStrengths>>): void {
  validateNames(faults, 'contentFilters', Object.keys(filters), CONTENT_FILTERS);
  const output = filters['prompt-attack']?.output ?? 'none';
  // The API refuses anything else: "The outputStrength for PROMPT_ATTACK filter must be NONE".
  faults.require(output === 'none', {
    prop: "contentFilters['prompt-attack'].output",
    got: `'${output}'`,
    allowed: "'none'",
    remedy: 'set it to none: an attack stands in the question, never in the answer',
  });
}

function validateNames(faults: PropFaults, prop: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    faults.require(known.includes(name), {
      prop: `${prop}['${name}']`,
      got: 'an unknown name',
      allowed: known.join(', '),
      remedy: 'use one of these names',
    });
  }
}

function validateCount(faults: PropFaults, prop: string, count: number, max: number): void {
  faults.require(count <= max, { prop, got: `${count} entries`, allowed: `at most ${max}`, remedy: `take ${count - max} away` });
}

function validateUnique(faults: PropFaults, prop: string, names: readonly string[]): void {
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  faults.require(twice.length === 0, {
    prop,
    got: `'${twice.join("', '")}' twice`,
    allowed: 'each once',
    remedy: 'take the second one away',
  });
}

function validatePatterns(faults: PropFaults, patterns: NonNullable<GuardrailContent['sensitivePatterns']>): void {
  validateCount(faults, 'sensitivePatterns', patterns.length, PATTERNS.max);
  validateUnique(
    faults,
    'sensitivePatterns',
    patterns.map(({ name }) => name),
  );
  patterns.forEach((entry, index) => {
    faults.text(`sensitivePatterns[${index}].name`, entry.name, { min: 1, max: PATTERNS.name });
    faults.text(`sensitivePatterns[${index}].pattern`, entry.pattern, { min: 1, max: PATTERNS.pattern });
    faults.text(`sensitivePatterns[${index}].description`, entry.description, { min: 1, max: PATTERNS.description });
  });
}

function validateTopics(faults: PropFaults, topics: NonNullable<GuardrailContent['deniedTopics']>): void {
  validateCount(faults, 'deniedTopics', topics.length, TOPICS.max);
  validateUnique(
    faults,
    'deniedTopics',
    topics.map(({ name }) => name),
  );
  topics.forEach((topic, index) => {
    const path = `deniedTopics[${index}]`;
    faults.text(`${path}.name`, topic.name, {
      min: 1,
      max: TOPICS.name,
      pattern: /^[0-9a-zA-Z\-_ !?.]+$/,
      form: 'letters, digits, spaces and -_!?.',
    });
    faults.text(`${path}.definition`, topic.definition, { min: 1, max: TOPICS.definition });
    validateCount(faults, `${path}.examples`, topic.examples?.length ?? 0, TOPICS.examples);
    topic.examples?.forEach((example, at) => {
      faults.text(`${path}.examples[${at}]`, example, { min: 1, max: TOPICS.example });
    });
  });
}

function validateWords(faults: PropFaults, words: readonly string[]): void {
  validateCount(faults, 'blockedWords', words.length, WORDS.max);
  words.forEach((word, index) => {
    faults.text(`blockedWords[${index}]`, word, { min: 1, max: WORDS.length });
  });
}

function validateGrounding(faults: PropFaults, thresholds: NonNullable<GuardrailContent['grounding']>): void {
  for (const [name, threshold] of Object.entries(thresholds)) {
    if (threshold === undefined || Token.isUnresolved(threshold)) continue;
    faults.require(threshold >= 0 && threshold <= GROUNDING_MAX, {
      prop: `grounding.${name}`,
      got: String(threshold),
      allowed: `0 to ${GROUNDING_MAX}`,
      remedy: 'start with 0.7 and tune it on real answers',
    });
  }
}

function validateTier(faults: PropFaults, { tier }: GuardrailContent): void {
  if (tier?.kind !== 'standard') return;
  faults.text('tier.guardrailProfileId', tier.guardrailProfileId, {
    min: 15,
    max: 128,
    pattern: /^[a-z0-9-]+\.guardrail\.v[0-9:]+$/,
    form: 'the form eu.guardrail.v1:0',
  });
}

function validateAnyPolicy(faults: PropFaults, content: GuardrailContent): void {
  const policies = [
    content.contentFilters,
    content.pii,
    content.sensitivePatterns,
    content.deniedTopics,
    content.blockedWords,
    content.grounding,
  ];
  const stated = policies.some((policy) => policy !== undefined && Object.keys(policy).length > 0) || content.profanity === 'block';
  faults.require(stated, {
    prop: 'contentFilters, pii, sensitivePatterns, deniedTopics, blockedWords, profanity, grounding',
    got: 'none of them',
    allowed: 'at least one',
    remedy: 'leave contentFilters and pii out to get the defaults',
  });
}

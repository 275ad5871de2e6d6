import { guardrailForced, harmfulContent as harmfulContentOnAws, personalData } from '../aws/guardrail.ts';
import { guardedDeployments } from '../azure/deployments.ts';
import { harmfulContent as harmfulContentOnAzure } from '../azure/rai-policies.ts';
import type { Rule } from '../rule.ts';

/** Rules of what is asked and answered. */
export const GUARDRAILS_RULES: readonly Rule[] = [
  {
    id: 'INF-15',
    title: 'A guardrail filters harmful content in and out, and prompt attacks, at MEDIUM or more',
    when: 'always',
    severity: 'high',
    reason: 'Harmful questions reach the model and harmful answers reach people.',
    fix: 'Block each category in questions and answers at medium strength or more.',
    source: [
      'OWASP LLM01',
      'OWASP LLM05',
      'GENSEC04-BP02',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-content-filters-overview.html',
      'https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter',
    ],
    checks: { aws: harmfulContentOnAws, azure: harmfulContentOnAzure },
  },
  {
    id: 'INF-16',
    title: 'A guardrail blocks or masks personal data',
    when: 'always',
    severity: 'high',
    reason: 'Names, numbers and addresses of people leave in answers and stand in logs.',
    fix: 'Block or mask personal data.',
    source: ['OWASP LLM02', 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html'],
    checks: { aws: personalData },
  },
  {
    id: 'INF-18',
    title: 'Whoever may invoke a text model meets a guardrail (embedding models on AWS take none)',
    when: 'always',
    severity: 'high',
    reason: 'Whoever calls without the guardrail gets what it would have blocked.',
    fix: 'Make the guardrail a condition of the call.',
    source: ['CKV_AWS_383', 'OWASP LLM01', 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html'],
    checks: { aws: guardrailForced, azure: guardedDeployments },
  },
];

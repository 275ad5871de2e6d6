import type { Template } from './aws/template.ts';
import { classOf, type Registration, type Registrations } from './azure/registrations.ts';
import { type AzureCheck, type Finding, holds, type Observation, type PolicyContext, type Rule } from './rule.ts';
import { RULES } from './rules/all.ts';

/**
 * Judges one CloudFormation template by every rule that holds in the environment, in the order of the rules. Pure and total: it reads
 * nothing but its arguments and never throws, whatever the template is.
 */
export function checkTemplate(template: Template, context: PolicyContext): readonly Finding[] {
  return findingsOf(context, ({ checks }) => checks.aws?.(template, context) ?? []);
}

/** Judges what one Pulumi program registers on Azure, as `checkTemplate` does a template. */
export function checkRegistrations(registrations: Registrations, context: PolicyContext): readonly Finding[] {
  return findingsOf(context, ({ checks }) => (checks.azure ?? []).flatMap((check) => judgeProgram(check, registrations, context)));
}

function judgeProgram(check: AzureCheck, registrations: Registrations, context: PolicyContext): readonly Observation[] {
  switch (check.kind) {
    case 'resource':
      return registrations.flatMap((registration) => judgeResource(check, registration, context));
    case 'program':
      return check.judge(registrations, context);
  }
}

/** Judges one registration by itself, where a check is about its class. What the program only reads is no fault of its own. */
export function judgeResource(
  { classes, judge }: Extract<AzureCheck, { readonly kind: 'resource' }>,
  registration: Registration,
  context: PolicyContext,
): readonly Observation[] {
  const isJudged = !registration.existing && (classes === 'all' || classes.includes(classOf(registration) ?? ''));
  return isJudged ? judge(registration, context) : [];
}

function findingsOf(context: PolicyContext, judge: (rule: Rule) => readonly Observation[]): readonly Finding[] {
  return RULES.filter((rule) => holds(rule, context)).flatMap((rule) =>
    judge(rule).map((observation) => ({ rule: rule.id, ...observation })),
  );
}

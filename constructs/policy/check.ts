import { DATA_RULES } from './data.ts';
import { GOVERNANCE_RULES } from './governance.ts';
import { INFER_RULES } from './infer.ts';
import { NETWORK_RULES } from './network.ts';
import { RELIABILITY_RULES } from './reliability.ts';
import { type Finding, holds, type PolicyContext, type Rule } from './rule.ts';
import { SECRETS_RULES } from './secrets.ts';
import type { Template } from './template.ts';

/** All rules, sorted by id. */
export const RULES: readonly Rule[] = [
  ...INFER_RULES,
  ...DATA_RULES,
  ...SECRETS_RULES,
  ...NETWORK_RULES,
  ...GOVERNANCE_RULES,
  ...RELIABILITY_RULES,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));

/**
 * Judges one CloudFormation template by every rule that holds in the environment, in the order of the rules. Pure and total: it reads
 * nothing but its arguments and never throws, whatever the template is.
 */
export function checkTemplate(template: Template, context: PolicyContext): readonly Finding[] {
  return RULES.filter((rule) => holds(rule, context)).flatMap((rule) =>
    (rule.checks.aws?.(template, context) ?? []).map((observation) => ({ rule: rule.id, ...observation })),
  );
}

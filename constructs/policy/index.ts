export {
  type Acknowledged,
  type AcknowledgeOptions,
  acknowledge,
  type Exemption,
  type ExemptionFault,
  type RegisteredExemption,
} from './acknowledgements.ts';
export { checkTemplate, RULES } from './check.ts';
export { STATEFUL_TYPES } from './reliability.ts';
export type { Check, Finding, Observation, PolicyContext, Rule, RuleChecks, When } from './rule.ts';
export { holds } from './rule.ts';
export { KNOWN_TYPES, type Tagging, taggingOf } from './taggable.ts';
export type { Template } from './template.ts';

export {
  type Acknowledged,
  type AcknowledgeOptions,
  acknowledge,
  type Exemption,
  type ExemptionFault,
  type RegisteredExemption,
} from './acknowledgements.ts';
export { STATEFUL_TYPES } from './aws/retention.ts';
export { KNOWN_TYPES, type Tagging, taggingOf } from './aws/taggable.ts';
export type { Template } from './aws/template.ts';
export { TAGGABLE_CLASSES } from './azure/ownership-tags.ts';
export type { Registration, Registrations } from './azure/registrations.ts';
export { STATEFUL_CLASSES } from './azure/retention.ts';
export { checkRegistrations, checkTemplate } from './check.ts';
export type { AzureCheck, Check, Finding, Observation, PolicyContext, Rule, RuleChecks, Severity, When } from './rule.ts';
export { holds } from './rule.ts';
export { RULES } from './rules/all.ts';

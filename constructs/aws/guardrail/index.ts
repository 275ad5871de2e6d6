export { DRAFT_VERSION, Guardrail, type GuardrailAttributes, type GuardrailProps, type IGuardrail } from './guardrail.ts';
export type { GrantedGuardrail, GuardrailGrants } from './perms.ts';
export type { DeniedTopic, GroundingThresholds, GuardrailContent, GuardrailTier, SensitivePattern } from './policies.ts';

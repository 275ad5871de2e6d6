export { type AzureContentFilter, MICROSOFT_DEFAULT_POLICY, UNSUPPORTED_CONTENT_FILTERS } from './azure-names.ts';
export { DEFAULT_AZURE_CONTENT_FILTERS } from './default-content.ts';
export { Guardrail, type GuardrailArgs, type GuardrailAttributes, type GuardrailOptions, type IGuardrail } from './guardrail.ts';
export type { GuardrailContent, SensitivePattern, UnsupportedContent } from './policies.ts';

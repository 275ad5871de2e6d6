export type { ArmType } from './arm-type.ts';
export { checkArm } from './check.ts';
export { type ArmFinding, type ArmRule, formatArmFinding } from './finding.ts';
export { type ReplacingInput, replacingInputs } from './replacing-inputs.ts';
export { type ArmSchemas, type ArmTypeSchema, loadArmSchemas } from './schema.ts';
export { type ArmResource, type ArmTemplate, armTemplate, type PulumiOptions, renderArmTemplate } from './template.ts';
export { ARM_TYPES, armTypeOf, type KnownToken } from './types.ts';

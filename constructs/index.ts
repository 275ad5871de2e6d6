export { BUCKET_ROLES, type BucketRole } from './spec/bucket-roles.ts';
export { type Fault, formatFault, type Severity, SpecError } from './spec/fault.ts';
export type { KeyPlace, ModelOutput, PlatformOutputs } from './spec/outputs.ts';
export { type CheckedPlatform, checkPlatform, definePlatform, type ParseOptions, parsePlatformSpec } from './spec/parse.ts';
export type * from './spec/platform-file.ts';
export type * from './spec/platform-spec.ts';
export type { Cloud, DataClassification, EgressKind, OwnershipTag, ProcessingScope, Profile } from './spec/vocabulary.ts';

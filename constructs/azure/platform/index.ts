export { LlmPlatform, type LlmPlatformArgs } from './platform.ts';
export type { LateBound } from './platform-outputs.ts';
export { type PlatformProgramArgs, platformProgram } from './platform-program.ts';
export { synthesizePlatform } from './synthesize.ts';

export { LlmPlatform, type LlmPlatformProps } from './platform.ts';
export { type PlatformAppProps, platformApp } from './platform-app.ts';
export type { PlatformStacks, StackPart } from './platform-stacks.ts';
export { synthesizePlatform } from './synthesize.ts';

export { LlmPlatform, type LlmPlatformProps } from './platform.ts';
export { type PlatformAppProps, platformApp } from './platform-app.ts';
export { PlatformStacks, STACK_PARTS, type StackPart } from './platform-stacks.ts';
export { synthesizePlatform } from './synthesize.ts';

export { KEY_SERVICES, type KeyService } from './key-services.ts';
export { KeyUseGrants } from './key-use-grants.ts';
export { PlatformKey, type PlatformKeyProps } from './platform-key.ts';

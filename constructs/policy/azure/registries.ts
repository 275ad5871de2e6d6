import type { AzureCheck } from '../rule.ts';
import { demand, onEach } from './observe.ts';

const isOff = (value: unknown) => value === undefined || value === false;

/** Nobody pushes or pulls with a shared password, or with none. https://learn.microsoft.com/azure/container-registry/container-registry-authentication */
export const namedUsers: readonly AzureCheck[] = [
  onEach(['containerregistry:Registry'], (registry) => [
    ...demand(registry, 'adminUserEnabled', isOff, { allowed: 'false', remedy: 'Leave the admin user off; grant AcrPull and AcrPush.' }),
    ...demand(registry, 'anonymousPullEnabled', isOff, { allowed: 'false', remedy: 'Leave anonymous pulls off; grant AcrPull.' }),
  ]),
];

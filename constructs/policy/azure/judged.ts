import type { AzureCheck } from '../rule.ts';
import { observe, onEach } from './observe.ts';
import { classOf, type Registration } from './registrations.ts';

// A template in a template: what it makes is registered nowhere.
const OPAQUE = [
  'resources:Deployment',
  'resources:DeploymentStackAtResourceGroup',
  'resources:DeploymentStackAtSubscription',
  'resources:Resource',
];
// The provider that is made from Terraform's has classes of its own for all that the rules are about.
const OTHER_PROVIDER = /^azure:/;

function isOpaque(resource: Registration): boolean {
  return OPAQUE.includes(classOf(resource) ?? '') || OTHER_PROVIDER.test(resource.type);
}

export const readable: readonly AzureCheck[] = [
  onEach('all', (resource) =>
    isOpaque(resource)
      ? [
          observe(resource, 'type', resource.type, {
            allowed: 'classes of azure-native, one for each resource',
            remedy: 'Use azure-native’s own class: what a template or another provider makes is judged by nobody.',
          }),
        ]
      : [],
  ),
];

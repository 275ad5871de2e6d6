import type { Profile } from '../../spec/vocabulary.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { refersTo } from './links.ts';
import { observe, onEach, onProgram } from './observe.ts';
import { ofClass, type Registration } from './registrations.ts';

/** Classes whose loss is the loss of data, of keys to data, or of what people have set by hand. */
export const STATEFUL_CLASSES = [
  'containerregistry:Registry',
  'cosmosdb:DatabaseAccount',
  'dbforpostgresql:Server',
  'keyvault:Key',
  'keyvault:Secret',
  'keyvault:Vault',
  'operationalinsights:Workspace',
  'search:Service',
  'storage:BlobContainer',
  'storage:StorageAccount',
  'storage:Table',
] as const;

/** What holds data is kept, and so is the group that holds it: a group takes its contents along. */
export const retained: readonly AzureCheck[] = [
  onEach(STATEFUL_CLASSES, (resource, { profile }) => guardFaults(resource, profile)),
  onProgram((registrations, { profile }) => {
    const stateful = ofClass(registrations, ...STATEFUL_CLASSES);
    return ofClass(registrations, 'resources:ResourceGroup')
      .filter((group) => stateful.some((resource) => refersTo(resource, 'resourceGroupName', group)))
      .flatMap((group) => guardFaults(group, profile));
  }),
];

function guardFaults(resource: Registration, profile: Profile): readonly Observation[] {
  if (profile === 'ephemeral') return [];
  const kept = resource.retainOnDelete !== false || resource.protect;
  return [
    ...(profile === 'prod' && !resource.protect
      ? [observe(resource, 'protect', 'false', { allowed: 'true in prod', remedy: 'Set protect, so that no destroy gets past it.' })]
      : []),
    ...(kept
      ? []
      : [
          observe(resource, 'retainOnDelete', 'false', {
            allowed: 'true',
            remedy: 'Set retainOnDelete; only the ephemeral profile may lose data.',
          }),
        ]),
  ];
}

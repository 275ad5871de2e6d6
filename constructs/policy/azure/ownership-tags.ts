import { field, isSet } from '../json.ts';
import type { AzureCheck, Observation, PolicyContext } from '../rule.ts';
import { observe, onEach } from './observe.ts';
import { inputAt, isUnknown, type Registration } from './registrations.ts';

/**
 * The classes that the kit registers and that carry tags. A class that is not here is no fault: azure-native has thousands, and its
 * settings and children take none. Held against azure-native's own classes by a test.
 */
export const TAGGABLE_CLASSES = [
  'apimanagement:ApiManagementService',
  'app:ContainerApp',
  'app:Job',
  'app:ManagedEnvironment',
  'applicationinsights:Component',
  'cognitiveservices:Account',
  'cognitiveservices:Deployment',
  'cognitiveservices:RaiBlocklist',
  'cognitiveservices:RaiPolicy',
  'containerregistry:Registry',
  'cosmosdb:DatabaseAccount',
  'dbforpostgresql:Server',
  'keyvault:Secret',
  'keyvault:Vault',
  'managedidentity:UserAssignedIdentity',
  'monitor:ActionGroup',
  'monitor:MetricAlert',
  'network:AzureFirewall',
  'network:FirewallPolicy',
  'network:FlowLog',
  'network:NatGateway',
  'network:NetworkSecurityGroup',
  'network:PrivateEndpoint',
  'network:PublicIPAddress',
  'network:RouteTable',
  'network:VirtualNetwork',
  'operationalinsights:Workspace',
  'privatedns:PrivateZone',
  'privatedns:VirtualNetworkLink',
  'resources:ResourceGroup',
  'search:Service',
  'storage:StorageAccount',
] as const;

export const ownershipTags: readonly AzureCheck[] = [onEach(TAGGABLE_CLASSES, tagFaults)];

function tagFaults(resource: Registration, { requiredTags }: PolicyContext): readonly Observation[] {
  const tags = inputAt(resource, 'tags');
  const hasTag = (key: string) => isUnknown(field(tags, key)) || isSet(field(tags, key));
  const missing = isUnknown(tags) ? [] : requiredTags.filter((key) => !hasTag(key));
  if (missing.length === 0) return [];
  return [
    observe(resource, 'tags', `no ${missing.join(', ')}`, {
      allowed: `the tags ${requiredTags.join(', ')}, none empty`,
      remedy: 'Give the resource the tags of the platform.',
    }),
  ];
}

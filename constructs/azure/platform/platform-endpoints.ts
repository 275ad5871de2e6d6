import type { INetwork } from '../network/index.ts';
import type { ModelAccount } from '../serving/index.ts';
import { type OwnResources, ownDataPlanes } from './own-resources.ts';

/**
 * Private addresses in the network for everything with a data plane that the platform makes; what is given is reached as its owner says.
 * The AI account's comes last and in the series of its children, since Azure changes one of them at a time.
 */
export function addPrivateEndpoints(network: INetwork, resources: OwnResources): void {
  for (const { name, id, groupId } of ownDataPlanes(resources)) network.addPrivateEndpoint(name, { resourceId: id, groupId });
  if (resources.modelAccount) addModelEndpoint(network, resources.modelAccount);
}

function addModelEndpoint(network: INetwork, { accountId, children }: ModelAccount): void {
  children.add(({ dependsOn }) => network.addPrivateEndpoint('models', { resourceId: accountId, groupId: 'account', dependsOn }).resource);
}

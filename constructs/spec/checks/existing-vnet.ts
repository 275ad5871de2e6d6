import { isSameId } from '../arm-ids.ts';
import { describeValue } from '../fault.ts';
import type { NetworkDrafts } from '../resolve/network.ts';
import { checkSubscription } from './arm-ids.ts';
import { privateEndpointsOf } from './azure-network.ts';
import type { Draft } from './draft.ts';
import { type PathOfField, readRange } from './network-fields.ts';

type VnetFields = NetworkDrafts['azure'];

// https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq: the smallest subnet is a /29, of which Azure keeps five addresses
const LONGEST_SUBNET_PREFIX = 29;

/** An existing virtual network: all that is needed of it is said, its subnets are its own, and endpoints have one. */
export function checkExistingVnet(draft: Draft, network: VnetFields, at: PathOfField): void {
  for (const field of ['vnetId', 'vnetCidr', 'subnetIds'] as const) {
    if (network[field] === undefined && !draft.isFaulty('network', 'azure', field))
      draft.report({
        path: ['network', 'azure', field],
        code: 'CFG-003',
        message: 'an existing network needs it',
        allowed: 'what the virtual network has',
        remedy: `Add network.azure.${field}; nothing is looked up.`,
      });
  }
  // Private endpoints lie in the subscription of their network: https://learn.microsoft.com/azure/private-link/private-endpoint-overview
  if (network.vnetId) checkSubscription(draft, network.vnetId, at('vnetId'), 'network');
  checkRange(draft, network, at);
  checkSubnets(draft, network, at);
}

function checkRange(draft: Draft, { vnetCidr }: VnetFields, at: PathOfField): void {
  const range = readRange(draft, vnetCidr, at('vnetCidr'));
  if (!range || range.prefix <= LONGEST_SUBNET_PREFIX) return;
  draft.report({
    path: at('vnetCidr'),
    code: 'CFG-070',
    message: 'too small for a subnet of Azure',
    got: describeValue(vnetCidr),
    allowed: `/${LONGEST_SUBNET_PREFIX} or larger`,
    remedy: 'Name the range of the whole network.',
  });
}

function checkSubnets(draft: Draft, { vnetId, subnetIds }: VnetFields, at: PathOfField): void {
  if (!subnetIds) return;
  for (const [tier, id] of Object.entries(subnetIds)) {
    const network = id.split('/').slice(0, -2).join('/');
    if (vnetId === undefined || isSameId(network, vnetId)) continue;
    draft.report({
      path: [...at('subnetIds'), tier],
      code: 'CFG-069',
      message: 'a subnet of another network than network.azure.vnetId',
      got: describeValue(id),
      allowed: `${vnetId}/subnets/<name>`,
      remedy: 'Name a subnet of the network.',
    });
  }
  const needed = privateEndpointsOf(draft);
  if (subnetIds.endpoints !== undefined || needed.length === 0 || draft.isFaulty(...at('subnetIds'), 'endpoints')) return;
  draft.report({
    path: [...at('subnetIds'), 'endpoints'],
    code: 'CFG-071',
    message: `the private endpoints that the platform needs have no subnet: ${needed.join(', ')}`,
    allowed: 'the ARM id of a subnet',
    remedy: 'Add network.azure.subnetIds.endpoints.',
  });
}

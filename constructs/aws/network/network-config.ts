import type { Construct } from 'constructs';
import { ExistingNetwork } from './existing-network.ts';
import type { ExistingNetworkProps } from './existing-network-props.ts';
import type { INetwork } from './network.ts';
import type { NewNetworkProps } from './network-settings.ts';
import { NewNetwork } from './new-network.ts';

/** The kinds of network, as a choice. `none` is no construct: blocks that are given no network lie outside of any VPC. */
export type NetworkConfig =
  | ({ readonly kind: 'new' } & NewNetworkProps)
  | ({ readonly kind: 'existing' } & ExistingNetworkProps)
  | { readonly kind: 'none' };

/** Makes the network of a kind, or none. */
export function createNetwork(scope: Construct, id: string, config: NetworkConfig): INetwork | undefined {
  switch (config.kind) {
    case 'new':
      return new NewNetwork(scope, id, config);
    case 'existing':
      return new ExistingNetwork(scope, id, config);
    case 'none':
      return undefined;
  }
}

import type * as pulumi from '@pulumi/pulumi';
import { ExistingNetwork } from './existing-network.ts';
import type { ExistingNetworkArgs } from './existing-network-args.ts';
import type { INetwork } from './network.ts';
import type { NewNetworkArgs } from './network-settings.ts';
import { NewNetwork } from './new-network.ts';

/** The kinds of network, as a choice. `none` is no resource: blocks that are given no network lie outside of any virtual network. */
export type NetworkConfig =
  | ({ readonly kind: 'new' } & NewNetworkArgs)
  | ({ readonly kind: 'existing' } & ExistingNetworkArgs)
  | { readonly kind: 'none' };

/** Makes the network of a kind, or none. */
export function createNetwork(name: string, config: NetworkConfig, opts?: pulumi.ComponentResourceOptions): INetwork | undefined {
  switch (config.kind) {
    case 'new':
      return new NewNetwork(name, config, opts);
    case 'existing':
      return new ExistingNetwork(name, config, opts);
    case 'none':
      return undefined;
  }
}

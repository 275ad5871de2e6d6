import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import type * as pulumi from '@pulumi/pulumi';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import type { Principal } from '../identity/index.ts';
import type { ILogWorkspace } from '../monitoring/index.ts';
import type { INetwork } from '../network/index.ts';
import type { IRegistry } from '../registry/index.ts';
import type { GatewayAccess } from './access.ts';
import type { GatewayDomain } from './gateway-domain.ts';
import type { IGatewayState } from './gateway-state.ts';
import type { InitProgram } from './init-program.ts';

/** A model that the gateway's identity may be allowed to call: `ManagedModel` is one. */
export interface CallableModel {
  readonly grants: { invoke(principal: Principal): RoleAssignment };
}

/** A secret that the gateway's identity may be allowed to read: `ExternalSecret` is one. */
export interface ReadableSecret {
  readonly grants: { read(principal: Principal): RoleAssignment };
}

export interface ServerlessGatewayArgs {
  /** Changing it replaces environment, app and identity, and so the gateway's address. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region, of the network too where there is one. Changing it replaces environment, app and identity, and so the address. */
  readonly location: pulumi.Input<string>;
  /** The first part of the gateway's address: 2 to 32 lower-case letters, digits and single hyphens, a letter first, no hyphen last. Changing it replaces the app. */
  readonly appName: string;
  /** The gateway program: `<repository>@sha256:<digest>` in `registry`. @default - the app is left out, and `nextStep` says what to run */
  readonly image?: string;
  /** Where the image is. */
  readonly registry: IRegistry;
  /** Models, routes, consumers and limits. It may refer to resources; a change of it makes a new revision. */
  readonly config: pulumi.Input<GatewayConfig>;
  /** The rows that instances share. */
  readonly state: IGatewayState;
  /** From where the gateway can be called. Going to or from `private` replaces the environment, and so the address. */
  readonly access: GatewayAccess;
  /** Makes keys of consumers before the program starts: `ConsumerKeys` is one. @default - none, for tokens of an identity provider alone */
  readonly consumerKeys?: { readonly initProgram: InitProgram };
  /** The models of the configuration that an identity is allowed to call. @default - none, which serves models of outside providers alone */
  readonly models?: readonly CallableModel[];
  /** The secrets that the configuration refers to. @default - none */
  readonly secrets?: readonly ReadableSecret[];
  /** A name of your own, beside the gateway's own one. @default - the gateway's own name */
  readonly domain?: GatewayDomain;
  /** The network whose tier `app` is delegated to Container Apps. Changing it replaces the environment. @default - a network of Azure's, which reaches nothing private */
  readonly network?: INetwork;
  /** The range of the tier `app`, so that its size is checked. @default - not checked */
  readonly subnetCidr?: string;
  /** Whether replicas lie in several zones of the region; needs a network. Azure decides it when it makes the environment. @default 'Disabled' */
  readonly zoneRedundancy?: 'Enabled' | 'Disabled';
  /** Replicas at the least, 0 to 1000; at 0 the first call after a pause waits 5 to 25 seconds. @default 0 */
  readonly minReplicas?: number;
  /** Replicas at the most, 1 to 1000. @default 10 */
  readonly maxReplicas?: number;
  /** Calls a second that one replica takes before another one starts, 1 to 1000: Azure counts arrivals, so a long stream counts once. @default 4 */
  readonly concurrentRequests?: number;
  /** How long after the last call the last replica goes, in seconds. It must be longer than the longest stream, which looks idle. @default - `config.timeouts.totalMillis` and 5 minutes */
  readonly cooldownSeconds?: number;
  /** How long a replica may end its streams, in seconds. It must be longer than `config.timeouts.drainMillis`. @default - `config.timeouts.drainMillis` and 30 seconds */
  readonly terminationGracePeriodSeconds?: number;
  /** Processors of a replica, 0.25 to 4 in steps of 0.25; it has 2 GiB of memory for each. @default 0.5 */
  readonly cpu?: number;
  /** Takes the logs of the gateway and of its environment. @default - nobody does */
  readonly logWorkspace?: ILogWorkspace;
  /** See `Principal.principalPath`. Changing it replaces the role assignments. @default - `<project>/<stack>/<name>` */
  readonly principalPath?: string;
  /** Tags of everything that takes tags. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

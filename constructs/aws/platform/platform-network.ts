import type * as kms from 'aws-cdk-lib/aws-kms';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { neededEndpoints } from '../../spec/needed-endpoints.ts';
import type { AwsSpec, ExistingVpcSpec, NewNetworkSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import { PlatformKey } from '../keys/index.ts';
import {
  ExistingNetwork,
  type GatewayService,
  type INetwork,
  type InterfaceService,
  isGatewayService,
  isInterfaceService,
  NewNetwork,
} from '../network/index.ts';
import type { PlatformStacks } from './platform-stacks.ts';

/** The network of a platform: a new VPC, an existing one, or none. */
export function platformNetwork(stacks: PlatformStacks, spec: PlatformSpec, aws: AwsSpec): INetwork | undefined {
  const { network } = aws;
  const endpoints = neededEndpoints({ models: aws.models, secrets: aws.secrets, data: spec.data });
  switch (network.kind) {
    case 'none':
      return undefined;
    case 'new':
      return newNetwork(stacks, spec, aws, network, endpoints);
    case 'existing':
      return existingNetwork(stacks, network, endpoints);
  }
}

type Endpoints = ReturnType<typeof neededEndpoints>;

function newNetwork(stacks: PlatformStacks, spec: PlatformSpec, aws: AwsSpec, network: NewNetworkSpec, endpoints: Endpoints): INetwork {
  return new NewNetwork(stacks.stack('network'), 'Network', {
    cidr: network.cidr,
    zones: network.zones,
    egress: network.egress,
    endpoints: { interfaces: endpoints.interfaces, gateways: endpoints.gateways, clientCidrs: network.clientCidrs },
    logRetention: network.flowLogDays,
    logEncryptionKey: logsKey(stacks, spec, aws),
    removalPolicy: removalPolicy(spec),
  });
}

/** The network comes before the stack that holds the platform's key, so its logs have a key of their own. */
function logsKey(stacks: PlatformStacks, spec: PlatformSpec, aws: AwsSpec): kms.IKey {
  const stack = stacks.stack('network');
  const given = aws.encryptionKeys.logs;
  if (given) return Key.fromKeyArn(stack, 'LogsKey', given);
  return new PlatformKey(stack, 'LogsKey', {
    description: `Network logs of ${spec.name} (${spec.environment})`,
    services: ['cloudwatch-logs'],
    rotationPeriod: Duration.days(spec.keys.rotationDays),
    pendingWindow: Duration.days(spec.keys.deletionWindowDays),
    removalPolicy: removalPolicy(spec),
  }).key;
}

function removalPolicy({ profile }: PlatformSpec): RemovalPolicy {
  return profile === 'ephemeral' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}

function existingNetwork(stacks: PlatformStacks, network: ExistingVpcSpec, { interfaces, gateways }: Endpoints): INetwork {
  const { vpcId, vpcCidr, availabilityZones, subnetIds, routeTableIds, existingEndpoints, clientCidrs } = network;
  const existing = existingEndpoints.filter(
    (service): service is GatewayService | InterfaceService => isInterfaceService(service) || isGatewayService(service),
  );
  // Without an endpoint to add it holds no resource, and a stack without one cannot be deployed.
  const isComplete = [...interfaces, ...gateways].every((service) => existing.includes(service));
  return new ExistingNetwork(stacks.stack(isComplete ? 'data' : 'network'), 'Network', {
    vpcId,
    cidr: vpcCidr,
    availabilityZones,
    subnetIds: { app: subnetIds, serving: subnetIds, data: subnetIds, endpoints: subnetIds },
    ...(routeTableIds.length > 0 ? { routeTableIds: { app: routeTableIds } } : {}),
    endpoints: { interfaces, gateways, existing, clientCidrs },
  });
}

import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { addressPlanFaults, type NetworkTier, parseCidr } from '../../spec/address-plan.ts';
import { egressFaults, type NetworkEgress, reachesInternet } from './egress.ts';
import { type EndpointOptions, endpointFaults } from './endpoints.ts';
import type { FlowLogDestination } from './flow-logs.ts';
import { retentionFaults } from './log-groups.ts';

/** The tiers that one asks for; `nat` and `firewall` come with the egress. */
export type WorkloadTier = Exclude<NetworkTier, 'nat' | 'firewall'>;

export interface NewNetworkProps {
  /** The VPC's addresses, /16 to /22, for example `10.20.0.0/16`. Changing it replaces the VPC and all that lies in it. */
  readonly cidr: string;
  /** How many zones: 2 or 3. A third one later moves nothing; the region must have it. @default 2 */
  readonly zones?: number;
  /**
   * The tiers to make subnets for. One that is added later moves nothing. `public`, for load balancers that face the internet, needs
   * an egress by `nat` or `firewall`. @default ['app', 'serving', 'data', 'endpoints']
   */
  readonly tiers?: readonly WorkloadTier[];
  /** How `app` and `serving` reach the internet. Changing it keeps subnets and public addresses that both kinds have. @default { kind: 'none' } */
  readonly egress?: NetworkEgress;
  /** The AWS services that are reached without leaving the network. @default - S3 and DynamoDB by gateway endpoints */
  readonly endpoints?: EndpointOptions;
  /** Where the flow logs go; a network always has them. @default { kind: 'log-group' } */
  readonly flowLogs?: FlowLogDestination;
  /** How long the network's log groups keep what they get; never for ever. @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: logs.RetentionDays;
  /** Encrypts the network's log groups. The key's policy must let CloudWatch Logs use it. @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to flow logs and firewall alerts when their stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

const DEFAULT_TIERS: readonly WorkloadTier[] = ['app', 'serving', 'data', 'endpoints'];

/** What `NewNetworkProps` come to when the defaults are filled. */
export interface NetworkSettings {
  readonly cidr: string;
  readonly zones: number;
  readonly tiers: readonly NetworkTier[];
  readonly egress: NetworkEgress;
  readonly endpoints: EndpointOptions;
  readonly flowLogs: FlowLogDestination;
  readonly logRetention: logs.RetentionDays;
  /** @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** Fills the defaults, adds the tiers that the egress needs, and throws all faults at once. */
export function resolveNetwork(scope: Construct, props: NewNetworkProps): NetworkSettings {
  const { zones = 2, tiers = DEFAULT_TIERS, egress = { kind: 'none' }, endpoints = {} } = props;
  const settings: NetworkSettings = {
    cidr: props.cidr,
    zones,
    tiers: [...tiers, ...EGRESS_SUBNETS[egress.kind]],
    egress,
    endpoints,
    flowLogs: props.flowLogs ?? { kind: 'log-group' },
    logRetention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
    ...(props.logEncryptionKey ? { logEncryptionKey: props.logEncryptionKey } : {}),
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
  };
  const faults = [
    ...rangeFaults(settings),
    ...tierFaults(tiers, settings),
    ...egressFaults(egress, zones),
    ...endpointFaults(endpoints),
    ...retentionFaults('logRetention', settings.logRetention),
  ];
  if (faults.length > 0) throw new Error(`NewNetwork ${scope.node.path} can't be made:\n- ${faults.join('\n- ')}`);
  return settings;
}

const EGRESS_SUBNETS = {
  none: [],
  proxy: [],
  nat: ['nat'],
  firewall: ['nat', 'firewall'],
} as const satisfies Record<NetworkEgress['kind'], readonly NetworkTier[]>;

/** A VPC is a /16 to a /28. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const SHORTEST_VPC_PREFIX = 16;

function rangeFaults({ cidr, zones }: NetworkSettings): string[] {
  if (Token.isUnresolved(cidr)) return ['cidr must be known at synthesis, since the subnets are cut from it; write the range itself'];
  const faults = addressPlanFaults({ cidr, zones });
  if (faults.length === 0 && parseCidr(cidr).prefix < SHORTEST_VPC_PREFIX)
    faults.push(`cidr '${cidr}' is too large for a VPC; use a /16 to a /22`);
  return faults;
}

function tierFaults(wanted: readonly WorkloadTier[], { egress, endpoints }: NetworkSettings): string[] {
  const faults: string[] = [];
  if (wanted.includes('public') && !reachesInternet(egress)) {
    faults.push(
      `tiers names 'public', which needs an internet gateway, but egress is '${egress.kind}'; choose nat or firewall, or leave 'public' out`,
    );
  }
  if ((endpoints.interfaces ?? []).length > 0 && !wanted.includes('endpoints')) {
    faults.push("endpoints.interfaces needs subnets of its own; add 'endpoints' to tiers");
  }
  if (!wanted.some((tier) => tier === 'app' || tier === 'serving' || tier === 'data')) {
    faults.push(`tiers must name app, serving or data, got ${wanted.join(', ') || 'none'}`);
  }
  return faults;
}

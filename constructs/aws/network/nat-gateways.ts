import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SubnetTier } from './subnet-tier.ts';

export interface NatGatewaysProps {
  /** The subnets of the gateways. They hold nothing else, so that the routes of their way back concern no load balancer. */
  readonly tier: SubnetTier;
  /** The gateway to the internet, attached. */
  readonly internetGateway: InternetGateway;
  /** How many gateways, from zone 1 on. */
  readonly count: number;
}

/** The VPC's gateway to the internet. Free; open to nobody by itself. */
export class InternetGateway extends Construct {
  readonly attachment: ec2.CfnVPCGatewayAttachment;
  private readonly gateway: ec2.CfnInternetGateway;

  constructor(scope: Construct, id: string, { vpcId }: { readonly vpcId: string }) {
    super(scope, id);
    this.gateway = new ec2.CfnInternetGateway(this, 'Resource', { tags: [{ key: 'Name', value: this.node.path }] });
    this.attachment = new ec2.CfnVPCGatewayAttachment(this, 'Attachment', { vpcId, internetGatewayId: this.gateway.ref });
  }

  /** Makes a tier public: its route tables lead straight to the internet. */
  open(tier: SubnetTier): void {
    for (const zone of tier.zones) {
      zone.routeDefault({ gatewayId: this.gateway.ref }).node.addDependency(this.attachment);
    }
  }
}

/** NAT gateways with a public address each, which stay when the egress changes between `nat` and `firewall`. */
export class NatGateways extends Construct {
  private readonly gateways: readonly ec2.CfnNatGateway[];

  constructor(scope: Construct, id: string, { tier, internetGateway, count }: NatGatewaysProps) {
    super(scope, id);
    this.gateways = tier.zones.slice(0, count).map((zone, index) => {
      const child = new Construct(this, `Zone${index + 1}`);
      const address = new ec2.CfnEIP(child, 'Address', { domain: 'vpc', tags: [{ key: 'Name', value: child.node.path }] });
      const gateway = new ec2.CfnNatGateway(child, 'Resource', {
        subnetId: zone.subnetId,
        allocationId: address.attrAllocationId,
        tags: [{ key: 'Name', value: child.node.path }],
      });
      // An address and a gateway of a VPC need its internet gateway attached first, and are deleted before it is detached.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-natgateway.html
      address.node.addDependency(internetGateway.attachment);
      gateway.node.addDependency(internetGateway.attachment);
      return gateway;
    });
  }

  /** The gateway that serves a zone: its own, or where zones share, one of the others. */
  ofZone(index: number): string {
    const gateway = this.gateways[index % this.gateways.length];
    if (!gateway) throw new Error(`No NAT gateway serves zone ${index + 1}`);
    return gateway.ref;
  }
}

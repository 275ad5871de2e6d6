"""Flow logs, public addresses and NAT gateways, which MiniStack's CloudFormation lacks, and VPCs as EC2 makes them."""

import json
import re
from xml.sax.saxutils import escape

from ministack.services import ec2
from ministack.services.cloudformation import provisioners as cfn
from rows import body_of, row


def create_flow_log(_logical_id, properties, _stack):
    names = ("ResourceType", "TrafficType", "LogDestinationType", "LogDestination", "LogGroupName")
    parameters = {name: [str(properties[name])] for name in names if name in properties}
    answer = body_of(ec2._create_flow_logs({**parameters, "ResourceId.1": [properties["ResourceId"]]}))
    flow_log_id = re.search(r"<item>(fl-[^<]+)</item>", answer).group(1)
    cfn._ec2_apply_tags(flow_log_id, properties)
    return flow_log_id, {"Id": flow_log_id}


def update_flow_log(physical_id, old, new, _stack):
    """Everything but the tags replaces it."""
    cfn._ec2_apply_tags(physical_id, new, old)
    return physical_id, {"Id": physical_id}


def delete_flow_log(physical_id, _properties):
    body_of(ec2._delete_flow_logs({"FlowLogId.1": [physical_id]}))


def create_address(_logical_id, properties, _stack):
    answer = body_of(ec2._allocate_address({"Domain": [properties.get("Domain", "vpc")]}))
    address, allocation = (re.search(rf"<{name}>([^<]+)</{name}>", answer).group(1) for name in ("publicIp", "allocationId"))
    cfn._ec2_apply_tags(allocation, properties)
    return address, {"AllocationId": allocation, "PublicIp": address}


def allocation_of(address):
    return next(allocation for allocation, record in ec2._addresses.items() if record["PublicIp"] == address)


def update_address(physical_id, old, new, _stack):
    cfn._ec2_apply_tags(allocation_of(physical_id), new, old)
    return physical_id, {"AllocationId": allocation_of(physical_id), "PublicIp": physical_id}


def delete_address(physical_id, _properties):
    body_of(ec2._release_address({"AllocationId": [allocation_of(physical_id)]}))


def create_nat_gateway(_logical_id, properties, _stack):
    names = ("SubnetId", "AllocationId", "ConnectivityType")
    answer = body_of(ec2._create_nat_gateway({name: [properties[name]] for name in names if name in properties}))
    gateway = re.search(r"<natGatewayId>([^<]+)</natGatewayId>", answer).group(1)
    cfn._ec2_apply_tags(gateway, properties)
    return gateway, {"NatGatewayId": gateway}


def update_nat_gateway(physical_id, old, new, _stack):
    cfn._ec2_apply_tags(physical_id, new, old)
    return physical_id, {"NatGatewayId": physical_id}


def delete_nat_gateway(physical_id, _properties):
    body_of(ec2._delete_nat_gateway({"NatGatewayId": [physical_id]}))


# The default security group comes with a rule in either direction, MiniStack gives it one.
# https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
def create_vpc(logical_id, properties, stack, stock=cfn._RESOURCE_HANDLERS["AWS::EC2::VPC"]["create"]):
    vpc_id, attributes = stock(logical_id, properties, stack)
    group = ec2._security_groups[attributes["DefaultSecurityGroup"]]
    pair = {"GroupId": group["GroupId"], "UserId": group["OwnerId"]}
    rule = {"IpProtocol": "-1", "IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": [pair]}
    group["IpPermissions"] = [rule]
    return vpc_id, {**attributes, "CidrBlock": properties["CidrBlock"]}


def endpoint_xml(endpoint, tag="item", stock=ec2._vpce_fields_xml):
    """MiniStack keeps the private DNS, the groups and the policy of an endpoint, but does not say them."""
    groups = "".join(f"<item><groupId>{group}</groupId></item>" for group in endpoint.get("SecurityGroupIds", []))
    has_dns = str(cfn._cfn_bool(endpoint.get("PrivateDnsEnabled"))).lower()
    policy = escape(json.dumps(endpoint.get("PolicyDocument") or {}))
    said = f"<privateDnsEnabled>{has_dns}</privateDnsEnabled><groupSet>{groups}</groupSet><policyDocument>{policy}</policyDocument>"
    return f"{stock(endpoint, tag).removesuffix(f'</{tag}>')}{said}</{tag}>"


def install():
    ec2._vpce_fields_xml = endpoint_xml


TABLE = {
    "AWS::EC2::EIP": row(create_address, delete_address, update_address, replace=("Address", "Domain", "NetworkBorderGroup")),
    "AWS::EC2::FlowLog": row(
        create_flow_log,
        delete_flow_log,
        update_flow_log,
        replace=(
            "DeliverLogsPermissionArn",
            "LogDestination",
            "LogDestinationType",
            "LogGroupName",
            "ResourceId",
            "ResourceType",
            "TrafficType",
        ),
    ),
    "AWS::EC2::NatGateway": row(
        create_nat_gateway, delete_nat_gateway, update_nat_gateway, replace=("AllocationId", "ConnectivityType", "SubnetId")
    ),
}
EXTENDED = {"AWS::EC2::VPC": {"create": create_vpc}}

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub spells a reference in this way
import { describe } from 'vitest';
import { judges } from './judge.ts';
import { DEV, either, getAtt, NO_VALUE, PROD, policy, ref, res, template } from './templates.ts';

type Properties = Record<string, unknown>;
const confined = {
  Effect: 'Allow',
  Principal: '*',
  Action: 'bedrock:InvokeModel',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': ref('AWS::AccountId') } },
};
const endpoint = (properties: Properties = {}, rest: Properties = {}) =>
  res(
    'AWS::EC2::VPCEndpoint',
    {
      VpcEndpointType: 'Interface',
      VpcId: ref('Vpc'),
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', ref('AWS::Region'), '.bedrock-runtime']] },
      PrivateDnsEnabled: true,
      PolicyDocument: policy(confined),
      ...properties,
    },
    rest,
  );
const vpcWith = (...endpoints: readonly unknown[]) =>
  template({ Vpc: res('AWS::EC2::VPC'), ...Object.fromEntries(endpoints.map((one, index) => [`Endpoint${index}`, one])) });

describe('INF-04', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  judges('INF-04', 'aws', {
    allows: [
      ['a VPC with an endpoint for Bedrock', vpcWith(endpoint())],
      [
        'an endpoint for SageMaker by Fn::Sub',
        vpcWith(endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.sagemaker.runtime' } })),
      ],
      [
        'an endpoint for named models',
        vpcWith(endpoint({ PolicyDocument: policy({ ...open, Resource: 'arn:aws:bedrock:eu-central-1::foundation-model/x' }) })),
      ],
      ['a policy written as text', vpcWith(endpoint({ PolicyDocument: JSON.stringify(policy(confined)) }))],
      ['a VPC without endpoints in dev', vpcWith(), DEV],
    ],
    finds: [
      ['a VPC without an endpoint for a model', vpcWith(endpoint({ ServiceName: 'com.amazonaws.eu-central-1.kms' }))],
      ['an endpoint that exists under a condition', vpcWith(endpoint({}, { Condition: 'IsProd' }))],
      ['an endpoint without a policy', vpcWith(endpoint({ PolicyDocument: NO_VALUE }))],
      ['an endpoint that is open to all', vpcWith(endpoint({ PolicyDocument: policy(open) }))],
      ['an endpoint that is open in one branch', vpcWith(endpoint({ PolicyDocument: policy(either(open, confined)) }))],
      ['an endpoint whose policy text cannot be read', vpcWith(endpoint({ PolicyDocument: 'no JSON' }))],
    ],
  });
});

describe('NET-03', () => {
  judges('NET-03', 'aws', {
    allows: [
      ['private DNS', vpcWith(endpoint())],
      ['a gateway endpoint, which has none', vpcWith(endpoint({ VpcEndpointType: 'Gateway', PrivateDnsEnabled: NO_VALUE }))],
    ],
    finds: [
      ['no private DNS', vpcWith(endpoint({ PrivateDnsEnabled: false }))],
      ['private DNS that is not said', vpcWith(endpoint({ PrivateDnsEnabled: NO_VALUE }))],
      ['private DNS that a parameter decides', vpcWith(endpoint({ PrivateDnsEnabled: ref('Private') }))],
    ],
  });
});

describe('NET-01', () => {
  const flowLog = (id: unknown, rest: Properties = {}) =>
    res('AWS::EC2::FlowLog', { ResourceId: id, ResourceType: 'VPC', TrafficType: 'ALL' }, rest);
  const closed = res('Custom::VpcRestrictDefaultSG', { DefaultSecurityGroupId: getAtt('Vpc', 'DefaultSecurityGroup') });
  judges('NET-01', 'aws', {
    allows: [
      ['a flow log and a closed default group', vpcWith(flowLog(ref('Vpc')), closed)],
      ['a VPC of dev without either', vpcWith(), DEV],
    ],
    finds: [
      ['no flow log', vpcWith(closed)],
      ['the flow log of another VPC', vpcWith(closed, flowLog(ref('Other')))],
      ['a flow log under a condition', vpcWith(closed, flowLog(ref('Vpc'), { Condition: 'IsProd' }))],
      ['a default group with its rules', vpcWith(flowLog(ref('Vpc')))],
    ],
  });
});

const group = (properties: Properties) =>
  template({ Group: res('AWS::EC2::SecurityGroup', { GroupDescription: 'of a test', ...properties }) });
const https = (properties: Properties) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'HTTPS', ...properties });

describe('INF-21', () => {
  const out = (...rules: readonly unknown[]) => group({ SecurityGroupEgress: rules });
  const declared = { ...PROD, egress: 'nat' } as const;
  judges('INF-21', 'aws', {
    allows: [
      ['a rule to a group', out(https({ DestinationSecurityGroupId: 'sg-1' }))],
      ['a rule to the VPC', out(https({ CidrIp: getAtt('Vpc', 'CidrBlock') }))],
      [
        'the rule by which CDK says none',
        out({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86, Description: 'none' }),
      ],
      ['a private range', out(https({ CidrIp: '10.0.0.0/8' }), https({ CidrIpv6: 'fc00::/7' }))],
      ['port 443 where an egress is declared', out(https({ CidrIp: '0.0.0.0/0' })), declared],
      ['everything in dev', out(https({ CidrIp: '0.0.0.0/0' })), DEV],
    ],
    finds: [
      ['the internet', out(https({ CidrIp: '0.0.0.0/0' }))],
      ['the internet over IPv6', out(https({ CidrIpv6: '::/0' }))],
      ['half of the internet', out(https({ CidrIp: '128.0.0.0/1' }))],
      ['the internet in one branch', out(https({ CidrIp: either('0.0.0.0/0', '10.0.0.0/16') }))],
      [
        'a range that a parameter decides',
        template(
          { Group: res('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [https({ CidrIp: ref('Range') })] }) },
          { Parameters: { Range: { Type: 'String' } } },
        ),
      ],
      [
        'a parameter whose default is the internet',
        template(
          { Group: res('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [https({ CidrIp: ref('Range') })] }) },
          { Parameters: { Range: { Type: 'String', Default: '0.0.0.0/0' } } },
        ),
      ],
      ['a group without egress rules, which lets all out', group({})],
      ['an empty list in one branch', group({ SecurityGroupEgress: either([], [https({ DestinationSecurityGroupId: 'sg-1' })]) })],
      ['a rule of its own', template({ Rule: res('AWS::EC2::SecurityGroupEgress', https({ CidrIp: '0.0.0.0/0', GroupId: 'sg-1' })) })],
      ['another port where an egress is declared', out({ ...https({ CidrIp: '0.0.0.0/0' }), ToPort: 8443 }), declared],
    ],
  });
});

describe('NET-02', () => {
  const internet = https({ CidrIp: '0.0.0.0/0' });
  const ruled = (rule: Properties) => res('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [rule] });
  const balancer = (scheme: unknown, group: unknown = getAtt('Group', 'GroupId')) =>
    res('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: scheme, SecurityGroups: [group] });
  const balanced = (scheme: unknown, rule: Properties = internet) => template({ Group: ruled(rule), Balancer: balancer(scheme) });
  const separate = (owner: unknown, groupId: unknown) =>
    template({
      Group: res('AWS::EC2::SecurityGroup', {}),
      Rule: res('AWS::EC2::SecurityGroupIngress', { ...internet, GroupId: groupId }),
      Owner: owner,
    });
  judges('NET-02', 'aws', {
    allows: [
      ['a rule from a group', group({ SecurityGroupIngress: [https({ SourceSecurityGroupId: 'sg-1' })] })],
      ['port 443 of a public load balancer', balanced('internet-facing')],
      ['port 443 by the number of its protocol', balanced('internet-facing', { ...internet, IpProtocol: '6' })],
      ['port 443 by its protocol as a number', balanced('internet-facing', { ...internet, IpProtocol: 6 })],
      ['port 443 of a public load balancer by a rule of its own', separate(balancer('internet-facing'), getAtt('Group', 'GroupId'))],
    ],
    finds: [
      ['the internet', group({ SecurityGroupIngress: [https({ CidrIp: '0.0.0.0/0' })] })],
      ['the internet in dev', group({ SecurityGroupIngress: [https({ CidrIp: '0.0.0.0/0' })] }), DEV],
      ['the internet at an internal load balancer', balanced('internal')],
      ['the internet at a load balancer that is public in one branch', balanced(either('internet-facing', 'internal'))],
      [
        'the internet at a public and an internal load balancer',
        template({ Group: ruled(internet), Public: balancer('internet-facing'), Internal: balancer('internal') }),
      ],
      [
        'the internet beside the load balancer of another group',
        template({ Group: ruled(internet), Balancer: balancer('internet-facing', getAtt('Other', 'GroupId')) }),
      ],
      [
        'the internet at no load balancer',
        template({ Group: ruled(internet), Service: { ...balancer('internet-facing'), Type: 'AWS::X::Y' } }),
      ],
      ['UDP at a public load balancer', balanced('internet-facing', { ...internet, IpProtocol: 'udp' })],
      ['UDP in one branch at a public load balancer', balanced('internet-facing', { ...internet, IpProtocol: either('tcp', 'udp') })],
      ['a rule of its own for another group than the load balancer’s', separate(balancer('internet-facing'), getAtt('Other', 'GroupId'))],
      ['a rule without a description', group({ SecurityGroupIngress: [https({ SourceSecurityGroupId: 'sg-1', Description: '' })] })],
      [
        'a description that only one branch has',
        group({ SecurityGroupIngress: [https({ SourceSecurityGroupId: 'sg-1', Description: either('x', NO_VALUE) })] }),
      ],
      ['a rule of its own', template({ Rule: res('AWS::EC2::SecurityGroupIngress', https({ CidrIpv6: '::/0', GroupId: 'sg-1' })) })],
    ],
  });
});

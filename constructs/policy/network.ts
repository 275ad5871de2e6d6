import { isOpen } from './matching.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { isOpenParameter, refersTo, textsIn, textsOf } from './references.ts';
import type { Observation, Rule } from './rule.ts';
import { statementsAt } from './statements.ts';
import {
  existsWith,
  field,
  isSet,
  itemsAt,
  numberOf,
  type Resource,
  resourcesOf,
  resourcesOfType,
  shown,
  type Template,
  valuesAt,
} from './template.ts';

const VPC = 'AWS::EC2::VPC';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const GROUP = 'AWS::EC2::SecurityGroup';

// Runtime endpoints of the services that answer with a model.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
const MODEL_SERVICE = /\.(?:bedrock-runtime|bedrock-agent-runtime|sagemaker\.runtime)$/;

function interfaceEndpoints(template: Template): readonly Resource[] {
  return resourcesOfType(template, ENDPOINT).filter((endpoint) => valuesAt(endpoint.properties, 'VpcEndpointType').includes('Interface'));
}

function isModelEndpoint(template: Template, endpoint: Resource): boolean {
  return textsOf(template, field(endpoint.properties, 'ServiceName')).some((name) => MODEL_SERVICE.test(name));
}

const privateModels: Rule = {
  id: 'INF-04',
  title: 'Models are reached through an interface endpoint whose policy is not open to all',
  when: 'private',
  source: ['GENSEC01', 'https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html'],
  checks: {
    aws: (template) => [
      ...resourcesOfType(template, VPC)
        .filter((vpc) => !hasModelEndpoint(template, vpc))
        .map((vpc) =>
          observe(vpc, 'Properties', 'no interface endpoint for a model runtime', {
            allowed: 'an interface endpoint for bedrock-runtime or sagemaker.runtime',
            remedy: 'Add the endpoint to the network, or send models out through a declared egress and acknowledge this.',
          }),
        ),
      ...interfaceEndpoints(template)
        .filter((endpoint) => isModelEndpoint(template, endpoint))
        .flatMap((endpoint) => openEndpoint(template, endpoint)),
    ],
  },
};

function hasModelEndpoint(template: Template, vpc: Resource): boolean {
  return interfaceEndpoints(template).some(
    (endpoint) =>
      isModelEndpoint(template, endpoint) &&
      existsWith(endpoint, vpc) &&
      refersTo(template, field(endpoint.properties, 'VpcId'), vpc.logicalId),
  );
}

// An endpoint without a policy gets one that allows everything to everybody.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
function openEndpoint(template: Template, endpoint: Resource): readonly Observation[] {
  const demand = {
    allowed: 'principals of the account or organisation, or named resources',
    remedy: 'Give the endpoint a policy with a condition on aws:PrincipalAccount.',
  };
  if (valuesAt(endpoint.properties, 'PolicyDocument').includes(undefined))
    return [observe(endpoint, 'Properties.PolicyDocument', 'nothing, which allows all', demand)];
  return statementsAt(template, endpoint, ['PolicyDocument'])
    .filter((statement) => isOpen(statement) && (statement.notResources || statement.resources.some((text) => text === '*')))
    .map((statement) => observe(endpoint, statement.path, 'an Allow for anybody on everything', demand));
}

const privateDns: Rule = {
  id: 'NET-03',
  title: 'Every interface endpoint answers under the service’s own name (private DNS)',
  when: 'private',
  source: ['https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html'],
  checks: {
    aws: (template) =>
      interfaceEndpoints(template).flatMap((endpoint) =>
        demandTrue(
          endpoint,
          'Properties.PrivateDnsEnabled',
          valuesAt(endpoint.properties, 'PrivateDnsEnabled'),
          'Set privateDnsEnabled; without it clients go on to the public address.',
        ),
      ),
  },
};

// CloudFormation cannot take rules from a default group; the kit's network and CDK's restrictDefaultSecurityGroup do it with these custom
// resources, which name the group in a property.
const CLOSING_RESOURCES = {
  'Custom::ClosedDefaultSecurityGroup': 'SecurityGroupId',
  'Custom::VpcRestrictDefaultSG': 'DefaultSecurityGroupId',
} as const;

const flowLogs: Rule = {
  id: 'NET-01',
  title: 'Every VPC has a flow log and a default security group without rules',
  when: 'private',
  source: ['AwsSolutions-VPC7', 'CKV2_AWS_11', 'CKV2_AWS_12'],
  checks: {
    aws: (template) =>
      resourcesOfType(template, VPC).flatMap((vpc) => {
        const logged = resourcesOfType(template, 'AWS::EC2::FlowLog').some(
          (log) => existsWith(log, vpc) && refersTo(template, field(log.properties, 'ResourceId'), vpc.logicalId),
        );
        const closed = Object.entries(CLOSING_RESOURCES).some(([type, property]) =>
          resourcesOfType(template, type).some(
            (custom) => existsWith(custom, vpc) && refersTo(template, field(custom.properties, property), vpc.logicalId),
          ),
        );
        return [
          ...(logged
            ? []
            : [observe(vpc, 'Properties', 'no flow log', { allowed: 'a FlowLog of the VPC', remedy: 'Add a flow log to the VPC.' })]),
          ...(closed
            ? []
            : [
                observe(vpc, 'Properties', 'a default security group with its rules', {
                  allowed: 'a default security group without rules',
                  remedy: 'Use NewNetwork, or set restrictDefaultSecurityGroup on the VPC.',
                }),
              ]),
        ];
      }),
  },
};

interface TrafficRule {
  readonly owner: Resource;
  readonly path: string;
  readonly rule: unknown;
}

function trafficRules(template: Template, direction: 'Ingress' | 'Egress'): readonly TrafficRule[] {
  const inline = resourcesOfType(template, GROUP).flatMap((owner) =>
    itemsAt(owner.properties, `SecurityGroup${direction}`).map((rule, index) => ({
      owner,
      path: `Properties.SecurityGroup${direction}[${index}]`,
      rule,
    })),
  );
  const separate = resourcesOfType(template, `AWS::EC2::SecurityGroup${direction}`).map((owner) => ({
    owner,
    path: 'Properties',
    rule: owner.properties,
  }));
  return [...inline, ...separate];
}

// Ranges wider than the widest private one are the internet, halves of it too: 10.0.0.0/8 (RFC 1918) and fc00::/7 (RFC 4193).
const isWiderThanPrivate = (range: string, prefix: number) => prefix < (range.includes(':') ? 7 : 8);

/** The address ranges of a rule that reach the internet, or that only the deploy knows. */
function openRanges(template: Template, rule: unknown): readonly string[] {
  const ranges = [...valuesAt(rule, 'CidrIp'), ...valuesAt(rule, 'CidrIpv6')];
  const undecided = ranges.filter((range) => isOpenParameter(template, range)).map((range) => `${shown(range)}, decided at deploy`);
  const open = textsIn(template, ranges).filter((text) => {
    const prefix = /\/(\d{1,3})$/.exec(text.trim())?.[1];
    return prefix !== undefined && isWiderThanPrivate(text, Number(prefix));
  });
  return [...undecided, ...open];
}

function isOnlyHttps(rule: unknown): boolean {
  const protocols = valuesAt(rule, 'IpProtocol');
  const ports = [...valuesAt(rule, 'FromPort'), ...valuesAt(rule, 'ToPort')];
  return (
    protocols.every((protocol) => protocol === 'tcp' || protocol === '6' || protocol === 6) && ports.every((port) => numberOf(port) === 443)
  );
}

const egress: Rule = {
  id: 'INF-21',
  title: 'Security groups let traffic out to named places only (port 443 to the internet where the platform file declares an egress)',
  when: 'private',
  source: ['OWASP LLM02', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html'],
  checks: {
    aws: (template, context) => {
      const declared = context.egress !== undefined && context.egress !== 'none';
      const remedy = 'Name the endpoint’s group, the VPC’s range or a prefix list (allowAllOutbound: false), or declare network.egress.';
      const allowed = declared ? 'named groups and private ranges, or port 443' : 'named groups and private ranges';
      const open = trafficRules(template, 'Egress').flatMap(({ owner, path, rule }) =>
        declared && isOnlyHttps(rule) ? [] : openRanges(template, rule).map((range) => observe(owner, path, range, { allowed, remedy })),
      );
      // A group that is created without egress rules gets one that lets everything out (same page).
      const unruled = resourcesOfType(template, GROUP).filter((group) =>
        valuesAt(group.properties, 'SecurityGroupEgress').some(
          (rules) => rules === undefined || (Array.isArray(rules) && rules.length === 0),
        ),
      );
      return [
        ...open,
        ...unruled.map((group) =>
          observe(group, 'Properties.SecurityGroupEgress', 'nothing, which lets everything out', { allowed, remedy }),
        ),
      ];
    },
  },
};

const ingress: Rule = {
  id: 'NET-02',
  title: 'No security group is open to the internet, but for port 443 of a public load balancer, and every rule is described',
  when: 'always',
  source: ['AwsSolutions-EC23', 'AwsSolutions-EC27', 'CKV_AWS_23', 'CKV_AWS_260'],
  checks: {
    aws: (template) => {
      const rules = trafficRules(template, 'Ingress');
      return [
        ...rules.flatMap(({ owner, path, rule }) =>
          isOnlyHttps(rule) && isPublicBalancers(template, owner)
            ? []
            : openRanges(template, rule).map((range) =>
                observe(owner, path, range, {
                  allowed: 'named groups and private ranges',
                  remedy: 'Name the group or range that may come in.',
                }),
              ),
        ),
        ...[...rules, ...trafficRules(template, 'Egress')].flatMap(({ owner, path, rule }) =>
          demandEvery(owner, `${path}.Description`, valuesAt(rule, 'Description'), isSet, {
            allowed: 'a description',
            remedy: 'Say what the rule is for.',
          }),
        ),
      ];
    },
  },
};

function isPublicBalancers(template: Template, owner: Resource): boolean {
  const group = owner.type === GROUP ? `\${${owner.logicalId}.GroupId}` : textsOf(template, field(owner.properties, 'GroupId'))[0];
  const balancers = resourcesOf(template).filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const users = balancers.filter(({ properties }) => textsIn(template, itemsAt(properties, 'SecurityGroups')).includes(group ?? ''));
  return (
    users.length > 0 && users.every(({ properties }) => valuesAt(properties, 'Scheme').every((scheme) => scheme === 'internet-facing'))
  );
}

/** Rules of the network. */
export const NETWORK_RULES: readonly Rule[] = [privateModels, egress, flowLogs, ingress, privateDns];

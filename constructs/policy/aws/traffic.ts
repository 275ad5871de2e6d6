import { field, isSet, numberOf, shown } from '../json.ts';
import type { Check } from '../rule.ts';
import { demandEvery, observe } from './observe.ts';
import { isOpenParameter, textsIn, textsOf } from './references.ts';
import { itemsAt, type Resource, resourcesOf, resourcesOfType, type Template, valuesAt } from './template.ts';

const GROUP = 'AWS::EC2::SecurityGroup';

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

export const egress: Check<Template> = (template, context) => {
  const declared = context.egress !== undefined && context.egress !== 'none';
  const remedy = 'Name the endpoint’s group, the VPC’s range or a prefix list (allowAllOutbound: false), or declare network.egress.';
  const allowed = declared ? 'named groups and private ranges, or port 443' : 'named groups and private ranges';
  const open = trafficRules(template, 'Egress').flatMap(({ owner, path, rule }) =>
    declared && isOnlyHttps(rule) ? [] : openRanges(template, rule).map((range) => observe(owner, path, range, { allowed, remedy })),
  );
  // A group that is created without egress rules gets one that lets everything out (same page).
  const unruled = resourcesOfType(template, GROUP).filter((group) =>
    valuesAt(group.properties, 'SecurityGroupEgress').some((rules) => rules === undefined || (Array.isArray(rules) && rules.length === 0)),
  );
  return [
    ...open,
    ...unruled.map((group) => observe(group, 'Properties.SecurityGroupEgress', 'nothing, which lets everything out', { allowed, remedy })),
  ];
};

export const ingress: Check<Template> = (template) => {
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
};

function isPublicBalancers(template: Template, owner: Resource): boolean {
  const group = owner.type === GROUP ? `\${${owner.logicalId}.GroupId}` : textsOf(template, field(owner.properties, 'GroupId'))[0];
  const balancers = resourcesOf(template).filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const users = balancers.filter(({ properties }) => textsIn(template, itemsAt(properties, 'SecurityGroups')).includes(group ?? ''));
  return (
    users.length > 0 && users.every(({ properties }) => valuesAt(properties, 'Scheme').every((scheme) => scheme === 'internet-facing'))
  );
}

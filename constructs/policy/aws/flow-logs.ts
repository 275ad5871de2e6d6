import { field } from '../json.ts';
import type { Check } from '../rule.ts';
import { observe } from './observe.ts';
import { refersTo } from './references.ts';
import { existsWith, resourcesOfType, type Template } from './template.ts';

const VPC = 'AWS::EC2::VPC';

// CloudFormation cannot take rules from a default group; the kit's network and CDK's restrictDefaultSecurityGroup do it with these custom
// resources, which name the group in a property.
const CLOSING_RESOURCES = {
  'Custom::ClosedDefaultSecurityGroup': 'SecurityGroupId',
  'Custom::VpcRestrictDefaultSG': 'DefaultSecurityGroupId',
} as const;

export const flowLogs: Check<Template> = (template) =>
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
  });

import type { Check, Observation } from '../rule.ts';
import { covers } from './matching.ts';
import { observe } from './observe.ts';
import { textsAt } from './references.ts';
import { identityStatements, type Statement } from './statements.ts';
import { resourcesOfType, type Template, valuesAt } from './template.ts';

// Actions that take no resource, so that their statements must say `*`.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
const WITHOUT_RESOURCE = [
  'cloudwatch:putmetricdata',
  'ec2:describenetworkinterfaces',
  'ec2:describesubnets',
  'ecr:getauthorizationtoken',
  'xray:puttelemetryrecords',
  'xray:puttracesegments',
];

export const leastPrivilege: Check<Template> = (template) => [
  ...resourcesOfType(template, 'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap((identity) =>
    textsAt(template, valuesAt(identity.properties, 'ManagedPolicyArns'))
      .filter((text) => /:iam::aws:policy\//.test(text))
      .map((text) =>
        observe(identity, 'Properties.ManagedPolicyArns', text, {
          allowed: 'policies of the account',
          remedy: 'Write down the actions that are needed.',
        }),
      ),
  ),
  ...identityStatements(template)
    .filter((statement) => statement.allow)
    .flatMap(wideGrants),
];

function wideGrants(statement: Statement): readonly Observation[] {
  const say = (part: string, got: string, remedy: string) => [
    observe(statement.resource, `${statement.path}.${part}`, got, { allowed: 'named actions on named resources', remedy }),
  ];
  if (statement.notActions) return say('NotAction', 'all actions but some', 'Name the actions that are needed.');
  if (statement.notResources) return say('NotResource', 'all resources but some', 'Name the resources.');
  const wide = statement.actions.find((action) => /^(?:[^:]*:)?\*+$/.test(action));
  const unscoped = statement.actions.filter((action) => !WITHOUT_RESOURCE.some((free) => !/[*?]/.test(action) && covers(action, free)));
  return [
    ...(wide === undefined ? [] : say('Action', wide, 'Name the actions that are needed.')),
    ...(statement.resources.includes('*') && unscoped.length > 0
      ? say('Resource', `* for ${unscoped.slice(0, 3).join(', ')}`, 'Name the resources.')
      : []),
  ];
}

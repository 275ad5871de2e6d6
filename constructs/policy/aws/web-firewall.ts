import { field } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { isOfStage } from './gateway-stages.ts';
import { observe } from './observe.ts';
import { refersTo, textsAt } from './references.ts';
import { existsWith, itemsAt, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const GROUPS = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesAmazonIpReputationList'];

/** GW-04. A web ACL that is made elsewhere is taken for what it should be. */
export const guardedStages: Check<Template> = (template) => [
  ...resourcesOfType(template, 'AWS::ApiGateway::Stage')
    .filter(
      (stage) =>
        !resourcesOfType(template, 'AWS::WAFv2::WebACLAssociation').some((association) =>
          isOfStage(template, stage, association, 'ResourceArn'),
        ),
    )
    .map((stage) =>
      observe(stage, 'Properties', 'no web ACL', {
        allowed: 'a WebACLAssociation of the stage',
        remedy: 'Associate a web ACL with the stage.',
      }),
    ),
  ...resourcesOfType(template, 'AWS::WAFv2::WebACL').flatMap((acl) => [...ruleFaults(template, acl), ...logFaults(template, acl)]),
];

function ruleFaults(template: Template, acl: Resource): readonly Observation[] {
  const rules = itemsAt(acl.properties, 'Rules');
  const say = (got: string, allowed: string) => observe(acl, 'Properties.Rules', got, { allowed, remedy: 'Let the web ACL block.' });
  const blocking = rules.some(
    (rule) => field(field(rule, 'Statement'), 'RateBasedStatement') !== undefined && field(field(rule, 'Action'), 'Block') !== undefined,
  );
  return [
    ...(blocking ? [] : [say('no rate rule that blocks', 'a rule by rate that blocks')]),
    ...GROUPS.filter((group) => !rules.some((rule) => blocksBy(template, rule, group))).map((group) =>
      say(`no ${group} that blocks`, `${group} without an override to Count`),
    ),
  ];
}

function blocksBy(template: Template, rule: unknown, group: string): boolean {
  const names = textsAt(template, valuesAt(rule, 'Statement', 'ManagedRuleGroupStatement', 'Name'));
  return (
    names.length > 0 &&
    names.every((name) => name === group) &&
    valuesAt(rule, 'OverrideAction').every((action) => field(action, 'None') !== undefined)
  );
}

function logFaults(template: Template, acl: Resource): readonly Observation[] {
  const logged = resourcesOfType(template, 'AWS::WAFv2::LoggingConfiguration').some(
    (log) => existsWith(log, acl) && valuesAt(log.properties, 'ResourceArn').every((arn) => refersTo(template, arn, acl.logicalId)),
  );
  if (logged) return [];
  return [
    observe(acl, 'Properties', 'no log', { allowed: 'a LoggingConfiguration of the web ACL', remedy: 'Log what the web ACL decides.' }),
  ];
}

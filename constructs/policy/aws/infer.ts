import { field, isObject, shown } from '../json.ts';
import type { Check, Observation, PolicyContext } from '../rule.ts';
import { concerns } from './matching.ts';
import { INVOKE_ACTIONS, isModelArn, modelOf } from './model-arns.ts';
import { observe } from './observe.ts';
import { textsOf } from './references.ts';
import { identityStatements, type Statement, statementsAt } from './statements.ts';
import { alternatives, type Resource, resourcesOf, resourcesOfType, type Template, valuesAt } from './template.ts';

export const noSharedKeys: Check<Template> = (template) => {
  const demand = { allowed: 'roles', remedy: 'Let the workload assume a role; people come in through the identity provider.' };
  const users = resourcesOfType(template, 'AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::IAM::UserToGroupAddition');
  const bearers = identityStatements(template).filter(
    (statement) => statement.allow && statement.actions.some((action) => /^bedrock(?:-mantle)?:callwithbearertoken$/.test(action)),
  );
  return [
    ...users.map((user) => observe(user, 'Type', user.type, demand)),
    ...bearers.map((statement) => observe(statement.resource, statement.path, 'an Allow of CallWithBearerToken', demand)),
  ];
};

// Services that act on a resource of one account and say which.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
const NAMES_SOURCE_ACCOUNT = ['bedrock.amazonaws.com', 'sagemaker.amazonaws.com'];

export const executionRoles: Check<Template> = (template) =>
  resourcesOfType(template, 'AWS::IAM::Role').flatMap((role) => trustFaults(template, role));

function trustFaults(template: Template, role: Resource): readonly Observation[] {
  const path = 'Properties.AssumeRolePolicyDocument';
  const trusts = statementsAt(template, role, ['AssumeRolePolicyDocument']).filter((statement) => statement.allow);
  const principals = [...new Set(trusts.flatMap((statement) => statement.principals))];
  const services = principals.filter((principal) => principal.startsWith('Service:'));
  const open = trusts.some((statement) => statement.notPrincipals) || principals.includes('*') || principals.includes('AWS:*');
  const mixed = services.length > 1 || (services.length === 1 && principals.length > 1);
  const unbound = trusts.filter(
    (statement) =>
      statement.principals.some((principal) => NAMES_SOURCE_ACCOUNT.some((service) => principal === `Service:${service}`)) &&
      !bindsAccount(statement),
  );
  return [
    ...(open ? [observe(role, path, 'anybody', { allowed: 'one named principal', remedy: 'Name who may assume the role.' })] : []),
    ...(mixed && !open
      ? [observe(role, path, principals.join(', '), { allowed: 'one service', remedy: 'Make a role for each service.' })]
      : []),
    ...unbound.map((statement) =>
      observe(role, statement.path, 'a trust without aws:SourceAccount', {
        allowed: 'StringEquals aws:SourceAccount',
        remedy: 'Add the condition aws:SourceAccount with the account of the stack.',
      }),
    ),
  ];
}

function bindsAccount(statement: Statement): boolean {
  return statement.conditions.some(
    ({ operator, key, values }) =>
      operator === 'stringequals' && key === 'aws:sourceaccount' && values.every((value) => !value.includes('*')),
  );
}

export const invokePerModel: Check<Template> = (template) =>
  identityStatements(template)
    .filter((statement) => statement.allow && INVOKE_ACTIONS.some((action) => concerns(statement, action)))
    .flatMap((statement) => {
      const demand = {
        allowed: 'ARNs of models, inference profiles or endpoints without a wildcard in their name',
        remedy: 'Grant on the model (models.grants.invoke) in place of a pattern.',
      };
      if (statement.notResources) return [observe(statement.resource, `${statement.path}.NotResource`, 'all but some', demand)];
      const wide = statement.resources.find((text) => isWide(text));
      return wide === undefined ? [] : [observe(statement.resource, `${statement.path}.Resource`, shown(wide), demand)];
    });

/** Whether an ARN's resource part is a pattern; a pattern for its region or account still names one model. */
function isWide(arn: string): boolean {
  const resource = arn.split(':').slice(5).join(':');
  return arn === '*' || /[*?]/.test(isModelArn(arn) ? resource : arn);
}

// Text and date versions (`-v1:0`, `-20250929`), and the numbers of newer ids (`claude-opus-4-7`). An id without any moves.
const HAS_VERSION = /\d/;

export const pinned: Check<Template> = (template, context) => [...unversionedModels(template), ...draftGuardrails(template, context)];

function unversionedModels(template: Template): readonly Observation[] {
  return resourcesOfType(template, 'AWS::Bedrock::ApplicationInferenceProfile').flatMap((profile) =>
    valuesAt(profile.properties, 'ModelSource', 'CopyFrom').flatMap((source) => {
      const models = textsOf(template, source).map(modelOf);
      if (models.length > 0 && models.every((model) => model !== undefined && HAS_VERSION.test(model) && !model.endsWith('latest')))
        return [];
      return [
        observe(profile, 'Properties.ModelSource.CopyFrom', shown(source), {
          allowed: 'the ARN of a model or system profile whose id has a version',
          remedy: 'Name the model with its version, as the catalogue does.',
        }),
      ];
    }),
  );
}

function draftGuardrails(template: Template, context: PolicyContext): readonly Observation[] {
  if (context.profile !== 'prod') return [];
  const demand = { allowed: 'the number of a GuardrailVersion', remedy: 'Use the version that a GuardrailVersion publishes.' };
  const guardrails = resourcesOfType(template, 'AWS::Bedrock::Guardrail').map(({ logicalId }) => logicalId);
  const versions = resourcesOfType(template, 'AWS::Bedrock::GuardrailVersion').flatMap(({ properties }) =>
    textsOf(template, field(properties, 'GuardrailIdentifier')),
  );
  return [
    ...guardrails
      .filter((guardrail) => !versions.some((text) => text.startsWith(`\${${guardrail}.`) || text === `\${${guardrail}}`))
      .map((logicalId) => ({ logicalId, path: 'Properties', got: 'no published version', ...demand })),
    ...resourcesOf(template).flatMap((resource) =>
      draftPaths(template, guardrails, resource.properties, 'Properties').map((path) => observe(resource, path, 'DRAFT', demand)),
    ),
  ];
}

/** The places below a value that use a guardrail's working draft. */
function draftPaths(template: Template, guardrails: readonly string[], value: unknown, path: string): readonly string[] {
  return alternatives(value).flatMap((one) => {
    if (Array.isArray(one)) return one.flatMap((item, index) => draftPaths(template, guardrails, item, `${path}[${index}]`));
    if (isText(one)) return textsOf(template, one).some((text) => isDraft(guardrails, text, path)) ? [path] : [];
    return Object.entries(isObject(one) ? one : {}).flatMap(([name, child]) => draftPaths(template, guardrails, child, `${path}.${name}`));
  });
}

const TEXT_FUNCTIONS = ['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join'];

function isText(value: unknown): boolean {
  return typeof value === 'string' || TEXT_FUNCTIONS.some((name) => field(value, name) !== undefined);
}

/** Whether a text stands for the draft: by its name, in an ARN, or as the `Version` of the guardrail itself, which is always the draft. */
function isDraft(guardrails: readonly string[], text: string, path: string): boolean {
  const isVersion = /version$/i.test(path);
  return (
    (text === 'DRAFT' && isVersion) ||
    /:guardrail\/[^:]+:DRAFT$/.test(text) ||
    guardrails.some((guardrail) => text.includes(`\${${guardrail}.Version}`))
  );
}

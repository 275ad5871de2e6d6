import { field, isFalse, shown } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { concerns, covers } from './matching.ts';
import { BEDROCK_INVOKE_ACTIONS, isEmbedding, isModelArn, isProfile } from './model-arns.ts';
import { observe } from './observe.ts';
import { identityStatements, type Statement } from './statements.ts';
import { certainElements, itemsAt, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const GUARDRAIL = 'AWS::Bedrock::Guardrail';
const HARMFUL_CONTENT = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];
const STRONG = ['MEDIUM', 'HIGH'];

export const harmfulContent: Check<Template> = (template) =>
  resourcesOfType(template, GUARDRAIL).flatMap((guardrail) => {
    const lists = valuesAt(guardrail.properties, 'ContentPolicyConfig', 'FiltersConfig');
    return [...HARMFUL_CONTENT, 'PROMPT_ATTACK']
      .filter((category) => !lists.every((list) => filters(list, category)))
      .map((category) =>
        observe(guardrail, 'Properties.ContentPolicyConfig.FiltersConfig', `no ${category} filter at MEDIUM or more that blocks`, {
          allowed: category === 'PROMPT_ATTACK' ? 'MEDIUM or HIGH for prompts' : 'MEDIUM or HIGH for prompts and answers',
          remedy: `Add the ${category} filter, or raise its strength.`,
        }),
      );
  });

/** Whether a list of filters has one that blocks a category; a prompt attack is looked for in prompts alone. */
function filters(list: unknown, category: string): boolean {
  const sides = category === 'PROMPT_ATTACK' ? ['Input'] : ['Input', 'Output'];
  return certainElements(list).some((filter) => field(filter, 'Type') === category && sides.every((side) => blocks(filter, side)));
}

function blocks(filter: unknown, side: string): boolean {
  return (
    valuesAt(filter, `${side}Strength`).every((strength) => typeof strength === 'string' && STRONG.includes(strength)) &&
    valuesAt(filter, `${side}Enabled`).every((enabled) => enabled === undefined || enabled === true || enabled === 'true') &&
    valuesAt(filter, `${side}Action`).every((action) => action === undefined || action === 'BLOCK')
  );
}

export const personalData: Check<Template> = (template) =>
  resourcesOfType(template, GUARDRAIL).flatMap((guardrail) => {
    const path = 'Properties.SensitiveInformationPolicyConfig.PiiEntitiesConfig';
    const demand = {
      allowed: 'at least one kind of personal data, each with BLOCK or ANONYMIZE',
      remedy: 'List the kinds of personal data with what happens to them.',
    };
    const lists = valuesAt(guardrail.properties, 'SensitiveInformationPolicyConfig', 'PiiEntitiesConfig');
    if (!lists.every((list) => certainElements(list).length > 0)) return [observe(guardrail, path, 'no kind of personal data', demand)];
    return itemsAt(guardrail.properties, 'SensitiveInformationPolicyConfig', 'PiiEntitiesConfig')
      .filter((entity) => !masks(entity))
      .map((entity) => observe(guardrail, path, `${shown(field(entity, 'Type'))} without an effect`, demand));
  });

function masks(entity: unknown): boolean {
  const acts = (action: unknown) => action === 'BLOCK' || action === 'ANONYMIZE';
  return (
    valuesAt(entity, 'Action').every(acts) &&
    ['InputAction', 'OutputAction'].every((key) => valuesAt(entity, key).every((action) => action === undefined || acts(action))) &&
    ['InputEnabled', 'OutputEnabled'].every((key) => !valuesAt(entity, key).some(isFalse))
  );
}

export const guardrailForced: Check<Template> = (template, context) => {
  if (
    context.enforcedGuardrail ||
    resourcesOfType(template, 'AWS::Bedrock::EnforcedGuardrailConfiguration').some((enforced) => enforcesAlways(enforced))
  )
    return [];
  const statements = identityStatements(template);
  return statements.filter((statement) => statement.allow).flatMap((allow) => unguarded(template, allow, statements));
};

/** Whether an enforced guardrail is there for certain and is for all models. */
function enforcesAlways({ condition, properties }: Resource): boolean {
  const models = valuesAt(properties, 'ModelEnforcement');
  return (
    condition === undefined &&
    models.every(
      (model) =>
        model === undefined ||
        (certainElements(field(model, 'IncludedModels')).includes('ALL') && certainElements(field(model, 'ExcludedModels')).length === 0),
    )
  );
}

function unguarded(template: Template, allow: Statement, statements: readonly Statement[]): readonly Observation[] {
  const actions = BEDROCK_INVOKE_ACTIONS.filter((action) => concerns(allow, action));
  const models = allow.notResources ? ['*'] : allow.resources.filter((text) => isTextModel(template, text, allow, statements));
  if (actions.length === 0 || models.length === 0) return [];
  const guards = (target: string | undefined) =>
    models.every((model) =>
      actions.every((action) => statements.some((deny) => reaches(deny, allow, target) && forces(deny, action, model))),
    );
  const guarded = allow.targets.length === 0 ? guards(undefined) : allow.targets.every(guards);
  if (guarded) return [];
  return [
    observe(allow.resource, allow.path, 'an Allow to invoke without a Deny', {
      allowed: 'a Deny of the same actions and models where bedrock:GuardrailIdentifier is not ours, for the same role',
      remedy: 'Grant through the models block, or enforce a guardrail for the account.',
    }),
  ];
}

/**
 * Whether a resource of an Allow lets a text model be called. A profile alone does not: a call through it is authorised on the model as
 * well, whose Allow is judged. A reference to another stack is taken for a profile where the same role is allowed a model by name.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function isTextModel(template: Template, text: string, allow: Statement, statements: readonly Statement[]): boolean {
  if (isOtherService(text) || isEmbedding(text) || isProfile(template, text)) return false;
  const named = (other: Statement) => other.allow && other.resources.some((resource) => resource.includes(':foundation-model/'));
  const isReference = /^\$\{[^}]*\}$/.test(text);
  return !(isReference && statements.some((other) => named(other) && allow.targets.some((target) => other.targets.includes(target))));
}

function isOtherService(text: string): boolean {
  return isModelArn(text) && text.split(':')[2] === 'sagemaker';
}

/** Whether a Deny reaches whom an Allow reaches: it is attached to the same target, or stands in the same policy. */
function reaches(deny: Statement, allow: Statement, target: string | undefined): boolean {
  const same = deny.resource.logicalId === allow.resource.logicalId;
  const conditional = deny.resource.condition !== undefined && deny.resource.condition !== allow.resource.condition;
  return !conditional && (target === undefined ? same : deny.targets.includes(target));
}

// In IAM a negated operator is true when the key is missing, so these deny both another guardrail and none.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const NEGATED = [
  'stringnotequals',
  'stringnotequalsifexists',
  'stringnotlike',
  'stringnotlikeifexists',
  'arnnotequals',
  'arnnotequalsifexists',
  'arnnotlike',
  'arnnotlikeifexists',
];

function forces(deny: Statement, action: string, model: string): boolean {
  return (
    !deny.allow &&
    deny.certain &&
    !deny.notResources &&
    concerns(deny, action) &&
    deny.resources.some((pattern) => covers(pattern, model)) &&
    deny.conditions.length === 1 &&
    deny.conditions.every(
      ({ operator, key, values }) =>
        NEGATED.includes(operator) &&
        key === 'bedrock:guardrailidentifier' &&
        values.length > 0 &&
        values.every((value) => !/^[*?]*$/.test(value)),
    )
  );
}

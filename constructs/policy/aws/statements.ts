import { field, isObject } from '../json.ts';
import { textsAt, textsIn } from './references.ts';
import { alternatives, elements, itemsAt, type Resource, resourcesOf, type Template, valuesAt } from './template.ts';

/** One condition of a statement, spelled in lower case: operators and keys are case-insensitive. */
export interface StatementCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement of a policy document. What cannot be read counts as everything: a policy is judged by the worst that it may say. */
export interface Statement {
  readonly resource: Resource;
  readonly path: string;
  readonly allow: boolean;
  /** Whether the statement is there in every branch. A Deny that is not protects nobody. */
  readonly certain: boolean;
  readonly actions: readonly string[];
  readonly notActions: boolean;
  readonly resources: readonly string[];
  readonly notResources: boolean;
  /** `*`, or the kind and the name: `Service:lambda.amazonaws.com`, `AWS:*`. */
  readonly principals: readonly string[];
  readonly notPrincipals: boolean;
  readonly conditions: readonly StatementCondition[];
  /** The roles, users and groups that a statement of an identity policy is attached to. */
  readonly targets: readonly string[];
}

/** The statements of one property that holds a policy document, as JSON or as text. */
export function statementsAt(
  template: Template,
  resource: Resource,
  path: readonly string[],
  targets: readonly string[] = [],
): readonly Statement[] {
  const values = valuesAt(resource.properties, ...path);
  const place = ['Properties', ...path].join('.');
  return values.flatMap((value) => documentStatements(template, resource, place, value, targets, values.length === 1));
}

function documentStatements(
  template: Template,
  resource: Resource,
  path: string,
  value: unknown,
  targets: readonly string[],
  certain: boolean,
): readonly Statement[] {
  if (value === undefined) return [];
  const document = typeof value === 'string' ? parsed(value) : value;
  const unreadable = field(document, 'Statement') === undefined;
  if (unreadable) return [{ ...EVERYTHING, resource, path, targets }];
  const lists = valuesAt(document, 'Statement');
  return lists.flatMap((list) =>
    (Array.isArray(list) ? list : [list]).flatMap((item, index) => {
      const branches = alternatives(item).filter((branch) => branch !== undefined);
      return branches.map((branch) => ({
        ...read(template, branch),
        resource,
        path: `${path}.Statement[${index}]`,
        targets,
        certain: certain && lists.length === 1 && alternatives(item).length === 1,
      }));
    }),
  );
}

const EVERYTHING = {
  allow: true,
  certain: false,
  actions: ['*'],
  notActions: false,
  resources: ['*'],
  notResources: false,
  principals: ['*'],
  notPrincipals: false,
  conditions: [],
} as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read(template: Template, statement: unknown): Omit<Statement, 'resource' | 'path' | 'targets' | 'certain'> {
  const names = (key: string) => itemsAt(statement, key).map((action) => (typeof action === 'string' ? action.toLowerCase() : '*'));
  const notActions = field(statement, 'NotAction') !== undefined;
  const notResources = field(statement, 'NotResource') !== undefined;
  const notPrincipals = field(statement, 'NotPrincipal') !== undefined;
  return {
    allow: valuesAt(statement, 'Effect').some((effect) => effect !== 'Deny'),
    actions: names(notActions ? 'NotAction' : 'Action'),
    notActions,
    resources: textsAt(template, valuesAt(statement, notResources ? 'NotResource' : 'Resource')),
    notResources,
    principals: principalsOf(template, valuesAt(statement, notPrincipals ? 'NotPrincipal' : 'Principal')),
    notPrincipals,
    conditions: conditionsOf(template, valuesAt(statement, 'Condition')),
  };
}

function principalsOf(template: Template, values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    if (value === undefined) return [];
    if (!isObject(value)) return textsIn(template, elements(value));
    return Object.entries(value).flatMap(([kind, names]) => textsAt(template, alternatives(names)).map((name) => `${kind}:${name}`));
  });
}

function conditionsOf(template: Template, values: readonly unknown[]): readonly StatementCondition[] {
  return values.flatMap((value) =>
    Object.entries(isObject(value) ? value : {}).flatMap(([operator, keys]) =>
      alternatives(keys).flatMap((block) =>
        Object.entries(isObject(block) ? block : {}).map(([key, texts]) => ({
          operator: operator.toLowerCase(),
          key: key.toLowerCase(),
          values: textsAt(template, alternatives(texts)),
        })),
      ),
    ),
  );
}

const ATTACHED = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];
const IDENTITIES = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];
const TARGETS = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'];

/** The statements of every identity policy of a template, each with whom it is attached to. */
export function identityStatements(template: Template): readonly Statement[] {
  return resourcesOf(template).flatMap((resource) => {
    if (ATTACHED.includes(resource.type)) {
      const targets = TARGETS.flatMap((target) => textsAt(template, valuesAt(resource.properties, target)));
      return statementsAt(template, resource, ['PolicyDocument'], targets);
    }
    if (!IDENTITIES.includes(resource.type)) return [];
    return itemsAt(resource.properties, 'Policies').flatMap((policy, index) =>
      statementsAt(template, { ...resource, properties: policy }, ['PolicyDocument'], [`\${${resource.logicalId}}`]).map((statement) => ({
        ...statement,
        path: statement.path.replace('Properties', `Properties.Policies[${index}]`),
        resource,
      })),
    );
  });
}

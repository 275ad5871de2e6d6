import type { AzureCheck, Observation } from '../rule.ts';
import { refersTo } from './links.ts';
import { observe, onEach, onProgram } from './observe.ts';
import { inputAt, ofClass, type Registration, type Registrations } from './registrations.ts';

const ASSIGNMENT = 'authorization:RoleAssignment';

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
const ADMINISTRATORS: ReadonlyMap<string, string> = new Map([
  ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner'],
  ['b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor'],
  ['18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator'],
  ['f58310d9-a9f6-439a-9e8d-f62e7b41a168', 'Role Based Access Control Administrator'],
]);
/** Roles that call models. */
const CALLERS: ReadonlyMap<string, string> = new Map([
  ['5e0bd9bd-7b93-4f28-af87-19fc36ad61bd', 'Cognitive Services OpenAI User'],
  ['a97b65f3-24c7-4388-baec-2e87135dc908', 'Cognitive Services User'],
  ['53ca6127-db72-4b80-b1b0-d745d6d5456d', 'Azure AI User'],
]);
/** Roles that change an account, and may read its keys or deploy other models. */
const ACCOUNT_MANAGERS: ReadonlyMap<string, string> = new Map([
  ...ADMINISTRATORS,
  ['25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68', 'Cognitive Services Contributor'],
  ['a001fd3d-188f-4b5d-821b-7da978bf7442', 'Cognitive Services OpenAI Contributor'],
]);

function roleIn(roles: ReadonlyMap<string, string>, assignment: Registration): string | undefined {
  const id = inputAt(assignment, 'roleDefinitionId');
  return typeof id === 'string' ? roles.get(id.toLowerCase().split('/').at(-1) ?? '') : undefined;
}

// The id of a subscription, a management group or a resource group, and of nothing below it.
const WIDE_SCOPE =
  /^(?:\/providers\/microsoft\.management\/managementgroups\/[^/]+|\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?)\/?$/i;

/** Whether an assignment is for a whole group or more. A preview knows a new group only by where its id comes from. */
function isWide(assignment: Registration, registrations: Registrations): boolean {
  const scope = inputAt(assignment, 'scope');
  if (typeof scope === 'string') return WIDE_SCOPE.test(scope) || scope === '/';
  const sources = assignment.propertyDependencies.scope ?? [];
  return (
    sources.length > 0 && registrations.filter(({ urn }) => sources.includes(urn)).every(({ type }) => type.endsWith(':ResourceGroup'))
  );
}

/** A right to call models is for one account; who has it can neither change that account nor read its keys. */
export const invokePerAccount: readonly AzureCheck[] = [
  onProgram((registrations) =>
    ofClass(registrations, ASSIGNMENT).flatMap((assignment) => {
      const caller = roleIn(CALLERS, assignment);
      const manager = roleIn(ACCOUNT_MANAGERS, assignment);
      const ofAccount = ofClass(registrations, 'cognitiveservices:Account').some((account) => refersTo(assignment, 'scope', account));
      return [
        ...(caller !== undefined && isWide(assignment, registrations) ? [wideCaller(assignment, caller)] : []),
        ...(manager !== undefined && ofAccount && !isWide(assignment, registrations) ? [managingCaller(assignment, manager)] : []),
      ];
    }),
  ),
];

function wideCaller(assignment: Registration, role: string): Observation {
  return observe(assignment, 'scope', `${role} for a whole group or more`, {
    allowed: 'the scope of one account',
    remedy: 'Grant on the model (models.grants.invoke) in place of a group.',
  });
}

function managingCaller(assignment: Registration, role: string): Observation {
  return observe(assignment, 'roleDefinitionId', `${role} on an account`, {
    allowed: 'roles that call models, such as Cognitive Services OpenAI User',
    remedy: 'Give the workload the role that calls models; people change accounts by deployments.',
  });
}

export const leastPrivilege: readonly AzureCheck[] = [
  onProgram((registrations) =>
    ofClass(registrations, ASSIGNMENT).flatMap((assignment) => {
      const role = roleIn(ADMINISTRATORS, assignment);
      if (role === undefined || !isWide(assignment, registrations)) return [];
      return [
        observe(assignment, 'roleDefinitionId', `${role} for a whole group or more`, {
          allowed: 'roles of one service on one resource',
          remedy: 'Name the role that is needed, on the resource that it is needed for.',
        }),
      ];
    }),
  ),
  // `*` in the actions of a role of one's own is Contributor under another name.
  onEach(['authorization:RoleDefinition'], (definition) =>
    wildcardsOf(definition).map((action) =>
      observe(definition, 'permissions', action, { allowed: 'named actions', remedy: 'Name the actions that are needed.' }),
    ),
  ),
];

function wildcardsOf(definition: Registration): readonly string[] {
  const text = JSON.stringify(inputAt(definition, 'permissions') ?? []);
  return /"(?:actions|dataActions)":\[[^\]]*"\*"/.test(text) ? ['*'] : [];
}

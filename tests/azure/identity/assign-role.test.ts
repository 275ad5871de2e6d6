import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import {
  type AssignRoleArgs,
  type AzureRole,
  assignRole,
  ROLE_IDS,
  RoleGrants,
  roleAssignmentName,
} from '../../../constructs/azure/identity/index.ts';
import { ADMINISTRATOR_ROLES } from '../../../constructs/azure/identity/roles.ts';
import { uuidV5 } from '../../../constructs/azure/identity/uuid.ts';
import { inputsOf, PRINCIPAL_ID, recorded, resourceOf, SUBSCRIPTION } from '../support/recorded.ts';

const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';
const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const ACCOUNT_ID = `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/st`;
const GATEWAY = { principalName: 'gateway', principalId: PRINCIPAL_ID };

const args = (changed: Partial<AssignRoleArgs> = {}): AssignRoleArgs => ({
  principal: GATEWAY,
  role: 'AcrPull',
  scope: { id: ACCOUNT_ID, path: 'Registry/images' },
  ...changed,
});

const assigned = async (changed: Partial<AssignRoleArgs> = {}, preview = false) =>
  inputsOf(await recorded(() => void assignRole('grant', args(changed)), { preview }), ROLE_ASSIGNMENT);

test('names the principal as a service principal and the role by its id in the subscription of the scope', async () => {
  expect(await assigned()).toEqual({
    roleAssignmentName: '3f0954de-44f6-51f5-be15-809928ded396',
    principalId: PRINCIPAL_ID,
    principalType: 'ServicePrincipal',
    roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
    scope: ACCOUNT_ID,
  });
});

test('takes the form of the role of another subscription where one is given', async () => {
  const subscriptionId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  expect((await assigned({ subscriptionId })).roleDefinitionId).toContain(`/subscriptions/${subscriptionId}/`);
});

test('sends a condition with its version, and neither without one', async () => {
  expect(await assigned({ condition: '(true)' })).toMatchObject({ condition: '(true)', conditionVersion: '2.0' });
  const plain = await assigned();
  expect(plain).not.toHaveProperty('condition');
  expect(plain).not.toHaveProperty('conditionVersion');
});

describe('The name of an assignment', () => {
  test('is a UUID of version 5, as the RFC says', () => {
    // https://www.rfc-editor.org/rfc/rfc9562#name-example-of-a-uuidv5-value
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  test('differs by principal, scope and role, and by nothing else', () => {
    const words = { principalPath: 'seed/dev/gateway', scopePath: 'DataBuckets/data/raw', role: 'AcrPull' } as const;
    const names = [
      words,
      { ...words, principalPath: 'seed/prod/gateway' },
      { ...words, scopePath: 'DataBuckets/data/audit' },
      { ...words, role: 'AcrPush' as const },
    ].map(roleAssignmentName);
    expect(new Set(names).size).toBe(4);
    expect(roleAssignmentName({ ...words })).toBe(names[0]);
  });

  test('is frozen: another one would replace every assignment there is', () => {
    expect(roleAssignmentName({ principalPath: 'seed/dev/gateway', scopePath: 'DataBuckets/data/raw', role: 'AcrPull' })).toBe(
      'ca46b133-41e0-5564-9721-011ee0a6e288',
    );
  });

  test('takes no boundary of words for another', () => {
    const role = 'AcrPull' as const;
    expect(roleAssignmentName({ principalPath: 'a', scopePath: 'b/c', role })).not.toBe(
      roleAssignmentName({ principalPath: 'a/b', scopePath: 'c', role }),
    );
  });

  test('is known in a preview, also where the scope and the principal are not', async () => {
    const later = () => new RoleAssignment('made-before', { principalId: PRINCIPAL_ID, roleDefinitionId: 'x', scope: 'y' }).id;
    const recording = await recorded(() => void assignRole('grant', args({ scope: { id: later(), path: 'Registry/images' } })), {
      preview: true,
    });
    const { inputs } = resourceOf(recording, ROLE_ASSIGNMENT, 'grant');
    expect(inputs.roleAssignmentName).toBe((await assigned()).roleAssignmentName);
    expect(inputs.scope).toEqual({ $unknown: true });
  });

  test('comes from project, stack and name where the principal has no path', async () => {
    const given = await assigned({ principal: { ...GATEWAY, principalPath: 'test/dev/gateway' } });
    expect((await assigned()).roleAssignmentName).toBe(given.roleAssignmentName);
  });
});

describe('The table of roles', () => {
  test('has a GUID of its own for each role', () => {
    const ids = Object.values(ROLE_IDS);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has no role that manages access or everything', () => {
    expect(Object.keys(ROLE_IDS).filter((role) => ADMINISTRATOR_ROLES.includes(role))).toEqual([]);
  });
});

describe('Refuses', () => {
  const making = (changed: Partial<AssignRoleArgs>) => () => assignRole('grant', args(changed));

  test.each(['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator'])(
    '%s at every scope',
    (role) => {
      for (const id of [GROUP_ID, ACCOUNT_ID]) {
        expect(making({ role: role as AzureRole, scope: { id, path: 'x' } })).toThrow(`role '${role}' can give itself every other role`);
      }
    },
  );

  test('a role that is not in its table, also where JavaScript has a property of that name', () => {
    expect(making({ role: 'Reader' as AzureRole })).toThrow(/role must be one of AcrPull, .* got 'Reader'/);
    expect(making({ role: 'toString' as AzureRole })).toThrow("got 'toString'");
  });

  test.each([`/subscriptions/${SUBSCRIPTION}`, '/providers/Microsoft.Management/managementGroups/all', '/', 'st'])(
    'the scope %s, which is no resource or group',
    (id) => {
      expect(making({ scope: { id, path: 'x' } })).toThrow('scope.id must be the id of a resource or a resource group');
    },
  );

  test('ids that are no GUIDs and empty words, all at once', () => {
    const principal = { principalName: '', principalId: 'gateway', principalPath: '' };
    expect(making({ principal, subscriptionId: 'mine', scope: { id: ACCOUNT_ID, path: '' } })).toThrow(
      /^Role assignment 'grant' cannot be made:\n- scope\.path is empty.*\n- principal\.principalId must be a GUID, got 'gateway'.*\n- subscriptionId must be a GUID.*\n- principal\.principalName is empty.*\n- principal\.principalPath is empty/,
    );
  });

  test('at deployment, a scope without a subscription', async () => {
    const scope = { id: pulumi.output('/providers/x'), path: 'x' };
    await expect(recorded(() => void assignRole('grant', args({ scope })))).rejects.toThrow(
      "scope.id names no subscription, got '/providers/x'",
    );
  });

  test('nothing that is a group, a resource, or known at deployment only', async () => {
    const recording = await recorded(() => {
      assignRole('on-group', args({ scope: { id: GROUP_ID, path: 'a' } }));
      assignRole(
        'later',
        args({ principal: { ...GATEWAY, principalId: pulumi.output('x') }, scope: { id: pulumi.output(ACCOUNT_ID), path: 'b' } }),
      );
    });
    expect(recording.resources.filter(({ type }) => type === ROLE_ASSIGNMENT)).toHaveLength(2);
  });
});

describe('Grants by verb', () => {
  const target = { id: ACCOUNT_ID, path: 'Registry/images', name: 'images' };
  const pull = { verb: 'pull', role: 'AcrPull' } as const;

  test('give the same verb to the same principal once', async () => {
    const recording = await recorded(() => {
      const grants = new RoleGrants(target);
      expect(grants.give(pull, GATEWAY)).toBe(grants.give(pull, GATEWAY));
      grants.give(pull, { principalName: 'jobs', principalId: PRINCIPAL_ID });
    });
    const names = recording.resources.filter(({ type }) => type === ROLE_ASSIGNMENT).map(({ name }) => name);
    expect(names).toEqual(['images-pull-gateway', 'images-pull-jobs']);
  });

  test('refuse a second verb that is the same Azure role', async () => {
    await recorded(() => {
      const grants = new RoleGrants(target);
      grants.give(pull, GATEWAY);
      expect(() => grants.give({ verb: 'peek', role: 'AcrPull', condition: '(true)' }, GATEWAY)).toThrow(
        "'gateway' cannot have both pull and peek on 'images': Azure has one assignment of 'AcrPull' for each principal; give peek to an identity of its own",
      );
      expect(() => grants.give({ verb: 'push', role: 'AcrPush' }, GATEWAY)).not.toThrow();
    });
  });
});

import { expect, test } from 'vitest';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import type { FoundryModel, ModelAccount } from '../../../constructs/azure/serving/index.ts';
import { ROLE_TYPE, recordAccount, SUBSCRIPTION } from '../support/ai-accounts.ts';

const GATEWAY = { principalName: 'gateway', principalId: 'a0000000-0000-4000-8000-000000000001' };
const WORKER = { principalName: 'worker', principalId: 'a0000000-0000-4000-8000-000000000002' };
const OPENAI: FoundryModel = { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' };
const MISTRAL: FoundryModel = { format: 'Mistral AI', name: 'Mistral-Large-3', version: '1' };

const add = (account: ModelAccount, name: string, model: FoundryModel) =>
  account.addModel(name, { model, routing: { kind: 'global' }, use: 'chat', throughput: { kind: 'pay-as-you-go', capacity: 1 } });

async function rolesOf(program: (account: ModelAccount) => void) {
  return recordedOfType(await recordAccount(program), ROLE_TYPE).map(({ inputs, name }) => ({
    name,
    principalId: inputs.principalId,
    role: String(inputs.roleDefinitionId).split('/').at(-1),
    scope: inputs.scope,
  }));
}

test('INF-07: calling a model of OpenAI takes the role OpenAI User, on this account alone', async () => {
  expect(await rolesOf((account) => add(account, 'chat', OPENAI).grants.invoke(GATEWAY))).toEqual([
    {
      name: 'ai-invoke-gateway',
      principalId: GATEWAY.principalId,
      role: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd',
      scope: `${SUBSCRIPTION}/resourceGroups/support-run/providers/Microsoft.CognitiveServices/accounts/support-dev-1a2b3c4d`,
    },
  ]);
});

test("INF-07: calling another vendor's model takes the narrowest role that reaches it, no Contributor", async () => {
  const roles = await rolesOf((account) => add(account, 'chat', MISTRAL).grants.invoke(GATEWAY));
  expect(roles).toMatchObject([{ name: 'ai-invoke-any-gateway', role: 'a97b65f3-24c7-4388-baec-2e87135dc908' }]);
});

test('gives a role once, however many models of the account it is for', async () => {
  const roles = await rolesOf((account) => {
    const first = add(account, 'a', OPENAI).grants.invoke(GATEWAY);
    const second = add(account, 'b', OPENAI).grants.invoke(GATEWAY);
    expect(second).toBe(first);
    account.grants.invoke(GATEWAY);
  });
  expect(roles).toHaveLength(1);
});

test('gives each principal its own', async () => {
  const roles = await rolesOf((account) => {
    const model = add(account, 'a', OPENAI);
    model.grants.invoke(GATEWAY);
    model.grants.invoke(WORKER);
    add(account, 'b', MISTRAL).grants.invoke(WORKER);
  });
  expect(roles.map(({ name }) => name).sort()).toEqual(['ai-invoke-any-worker', 'ai-invoke-gateway', 'ai-invoke-worker']);
});

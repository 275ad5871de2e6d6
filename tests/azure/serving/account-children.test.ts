import { PrivateEndpoint } from '@pulumi/azure-native/network/privateEndpoint.js';
import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { ManagedModel, type ManagedModelOptions, ModelAccount } from '../../../constructs/azure/serving/index.ts';
import { ACCOUNT, recordAccount, recordProgram } from '../support/ai-accounts.ts';

const MODEL: ManagedModelOptions = {
  model: { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' },
  routing: { kind: 'geography' },
  use: 'chat',
  throughput: { kind: 'pay-as-you-go', capacity: 10 },
};

const endpointOf = (account: ModelAccount, name: string) =>
  account.children.add(
    (opts) => new PrivateEndpoint(name, { resourceGroupName: 'support-run', location: 'swedencentral' }, { ...opts, parent: account }),
  );

/** The children of the account `ai`, each with the names of the other children that it waits for. */
function waitsOf({ resources }: Recording, account = 'ai'): Map<string, string[]> {
  const children = resources.filter(({ custom, name }) => custom && name.startsWith(`${account}-`) && !name.includes('invoke'));
  const nameOf = new Map(children.map(({ urn, name }) => [urn, name]));
  return new Map(children.map(({ name, dependencies }) => [name, dependencies.flatMap((urn) => nameOf.get(urn) ?? [])]));
}

/** The children in the one order that is possible, or undefined where there is more than one. */
function onlyOrder(waits: Map<string, string[]>): string[] | undefined {
  const order = [...waits].sort(([, a], [, b]) => a.length - b.length).map(([name]) => name);
  const total = order.every((name, index) => [...(waits.get(name) ?? [])].sort().join() === order.slice(0, index).sort().join());
  return total ? order : undefined;
}

describe('F-08: the children of an account are changed in series', () => {
  test('models, policies, blocklists, their items and private endpoints, in the order of the program', async () => {
    const recording = await recordAccount((account) => {
      account.addModel('plain', MODEL);
      endpointOf(account, 'ai-endpoint');
      const guardrail = account.addGuardrail('guard', { blockedWords: ['one', 'two'] });
      account.addModel('guarded', { ...MODEL, guardrail });
      new ManagedModel('ai-by-itself', { ...MODEL, account });
    });
    expect(onlyOrder(waitsOf(recording))?.map((name) => name.replace(/word-.*/, 'word'))).toEqual([
      'ai-plain',
      'ai-endpoint',
      'ai-guard-blocklist',
      'ai-guard-word',
      'ai-guard-word',
      'ai-guard',
      'ai-guarded',
      'ai-by-itself',
    ]);
  });

  test('whatever the order is in which they are added', async () => {
    const names = ['c', 'a', 'b', 'd'];
    for (const order of [names, [...names].reverse()]) {
      const recording = await recordAccount((account) => {
        for (const name of order) name === 'b' ? account.addGuardrail(name) : account.addModel(name, MODEL);
      });
      expect(onlyOrder(waitsOf(recording))).toEqual(order.map((name) => `ai-${name}`));
    }
  });

  test('a child that is made past the series is found out', async () => {
    const recording = await recordAccount((account) => {
      account.addModel('plain', MODEL);
      new PrivateEndpoint('ai-endpoint', { resourceGroupName: 'support-run', location: 'swedencentral' });
    });
    expect(onlyOrder(waitsOf(recording))).toBeUndefined();
  });

  test('all after the account', async () => {
    const recording = await recordAccount((account) => {
      account.addModel('plain', MODEL);
      account.addGuardrail('guard');
    });
    const account = recording.resources.find(({ type }) => type.endsWith(':Account'));
    for (const { name, dependencies } of recording.resources.filter(({ custom, name }) => custom && name !== 'ai')) {
      expect([name, dependencies.includes(account?.urn ?? 'none')]).toEqual([name, true]);
    }
  });

  test('two accounts do not wait for each other', async () => {
    const recording = await recordProgram(() => {
      for (const name of ['ai', 'other']) new ModelAccount(name, { ...ACCOUNT, accountName: name }).addModel('chat', MODEL);
    });
    expect(waitsOf(recording, 'ai').get('ai-chat')).toEqual([]);
    expect(waitsOf(recording, 'other').get('other-chat')).toEqual([]);
  });

  test('roles are no children: they are given at once', async () => {
    const recording = await recordAccount((account) => {
      account.addModel('chat', MODEL).grants.invoke({ principalName: 'gateway', principalId: 'a0000000-0000-4000-8000-000000000001' });
    });
    const role = recording.resources.find(({ type }) => type.endsWith(':RoleAssignment'));
    expect(role?.dependencies.map((urn) => urn.split('::').at(-1))).toEqual(['ai']);
  });
});

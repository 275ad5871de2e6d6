import { writeFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';

/** A resource that a program has registered under mocks. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';

/** What a mock makes of a resource: an id, its inputs, its name, and what identities have besides. */
export function mockId({ type, name }: Pick<Registration, 'type' | 'name'>): string {
  return `${SUBSCRIPTION}/resourceGroups/group/providers/${type}/${name}`;
}

/** Runs a program under Pulumi's own mocks. Writes what it registered where BENCH_REGISTERED names a file. */
export async function underMocks(program: () => void): Promise<void> {
  const registered: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => {
        throw new Error(`${token} is called, which no block does`);
      },
      newResource: ({ type, name, inputs, custom }) => {
        if (custom) registered.push({ type, name, inputs });
        return { id: mockId({ type, name }), state: { ...inputs, ...IDENTITY, name } };
      },
    },
    'support-assistant',
    'prod',
    false,
  );
  program();
  const file = process.env.BENCH_REGISTERED;
  if (file !== undefined) process.on('exit', () => writeFileSync(file, JSON.stringify(registered)));
}

const IDENTITY = {
  principalId: '11111111-2222-3333-4444-555555555555',
  tenantId: '99999999-8888-7777-6666-555555555555',
  clientId: '77777777-6666-5555-4444-333333333333',
};

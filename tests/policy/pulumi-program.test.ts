import type { ResourceValidationArgs } from '@pulumi/policy';
import * as proxy from '@pulumi/policy/proxy.js';
import { expect, test } from 'vitest';
import { PulumiProgram } from '../../constructs/policy/pulumi-program.ts';

// How the SDK hands properties out: its typings keep quiet about it.
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  readonly unknownCheckingProxy: (properties: object) => object;
  readonly unknownStringValue: string;
};

const seen = (type: string, inputs: object) =>
  new PulumiProgram().see({
    type,
    name: 'x',
    urn: 'urn:pulumi:dev::app::x::x',
    props: unknownCheckingProxy(inputs),
    opts: {},
  } as unknown as ResourceValidationArgs).inputs;

test('what a preview does not know is a mark, at any depth', () => {
  expect(seen('azure-native:network:Subnet', { id: unknownStringValue, of: [{ id: unknownStringValue }, 'known'] })).toEqual({
    id: { $unknown: true },
    of: [{ id: { $unknown: true } }, 'known'],
  });
});

test('the value of a vault secret is a mark, that of anything else is not', () => {
  const inputs = { properties: { value: 'hidden' }, tags: [{ key: 'k', value: 'shown' }] };
  expect(seen('azure-native:keyvault:Secret', inputs)).toMatchObject({ properties: { value: { $secret: 'string' } } });
  expect(seen('azure-native:network:Subnet', inputs)).toEqual({
    properties: { value: 'hidden' },
    tags: [{ key: 'k', value: 'shown' }],
  });
});

import { readFileSync } from 'node:fs';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import { GatewayState } from '../../../constructs/aws/gateway/index.ts';
import { ManagedModel } from '../../../constructs/aws/serving/index.ts';
import { resourcesOfType, testStack } from '../../support/stacks.ts';
import { CONFIG, configWith, ENV, gatewayWith, TABLE_ARN } from './gateways.ts';

function deployed(stack: Stack) {
  const [parameter] = resourcesOfType(stack, 'AWS::SSM::Parameter');
  const environments = resourcesOfType(stack, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Environment.Variables);
  return { parameter, environments };
}

/** The parameter of a gateway whose model is the inference profile of another model. */
function parameterFor(modelId: string, requestsPerMinute = 60) {
  const stack = testStack({ env: ENV });
  const model = new ManagedModel(stack, 'Model', { modelId, routing: { kind: 'in-region' }, use: 'chat' });
  const upstream = { kind: 'bedrock' as const, region: 'eu-central-1', modelId: model.inferenceProfileArn };
  const assistant = { type: 'chat' as const, upstream, contextTokens: 8000, maxOutputTokens: 2000 };
  gatewayWith(
    { config: configWith({ models: { assistant }, consumers: { web: { routes: ['chat'], requestsPerMinute } } }), models: [model] },
    stack,
  );
  return deployed(stack).parameter;
}

test('both functions name the parameter, which is the whole configuration, and wait for it', () => {
  const stack = Stack.of(gatewayWith());
  const { parameter, environments } = deployed(stack);
  expect(JSON.parse(parameter?.Properties.Value)).toEqual(CONFIG);
  expect(environments).toHaveLength(2);
  for (const variables of environments) expect(variables.LLM_GATEWAY_CONFIG_PARAMETER).toEqual(parameter?.Properties.Name);
  for (const { DependsOn } of resourcesOfType(stack, 'AWS::Lambda::Function')) expect(DependsOn).toContain('GatewayConfig3EC8B079');
});

test('the functions have every variable that the program asks for', () => {
  const program = readFileSync(new URL('../../../constructs/runtime/gateway/programs/lambda.ts', import.meta.url), 'utf8');
  const asked = [...program.matchAll(/required\('(\w+)'\)/g)].map(([, name]) => name);
  // Lambda sets this one itself.
  const ours = asked.filter((name) => name !== 'AWS_REGION');
  expect(ours.length).toBeGreaterThan(0);
  for (const variables of deployed(Stack.of(gatewayWith())).environments) expect(Object.keys(variables).sort()).toEqual(ours.sort());
  for (const name of ['handler', 'authorizer']) expect(program).toMatch(new RegExp(`^export const ${name} = `, 'm'));
});

test('another configuration has another name, the same one always the same', () => {
  expect(parameterFor('anthropic.claude-sonnet-5-5', 61)?.Properties.Name).not.toEqual(
    parameterFor('anthropic.claude-sonnet-5-5')?.Properties.Name,
  );
  expect(parameterFor('anthropic.claude-sonnet-5-5')).toEqual(parameterFor('anthropic.claude-sonnet-5-5'));
});

test('a model that is replaced under the same expression changes the name too', () => {
  const [before, after] = [parameterFor('anthropic.claude-sonnet-5-5'), parameterFor('anthropic.claude-opus-5')];
  expect(after?.Properties.Value).toEqual(before?.Properties.Value);
  expect(after?.Properties.Name).not.toEqual(before?.Properties.Name);
});

test('the old one is not left behind, or going back to it would fail because its name is taken', () => {
  const { parameter } = deployed(Stack.of(gatewayWith()));
  expect(parameter).not.toHaveProperty('UpdateReplacePolicy');
  expect(parameter).not.toHaveProperty('DeletionPolicy');
});

test('roles may read every version, since both versions of the function run for a while', () => {
  const policies = JSON.stringify(resourcesOfType(Stack.of(gatewayWith()), 'AWS::IAM::Policy'));
  expect(policies.match(/:parameter\/llm-infra\/gateway-config\/",{"Ref":"AWS::StackName"},"\/\*"/g)).toHaveLength(2);
});

test('two gateways of a stack keep their configurations apart', () => {
  const stack = testStack({ env: ENV });
  const state = GatewayState.fromAttributes(stack, 'State', { tableArn: TABLE_ARN });
  gatewayWith({ state }, stack);
  gatewayWith({ state }, stack, 'Other');
  const [one, other] = resourcesOfType(stack, 'AWS::SSM::Parameter').map(({ Properties }) => JSON.stringify(Properties.Name));
  expect(one).not.toBe(other);
});

test('a configuration that holds a deployment’s own parameter is written as an expression', () => {
  const stack = testStack({ env: ENV });
  const address = new CfnParameter(stack, 'Address').valueAsString;
  const upstream = { kind: 'openai-compatible' as const, model: 'large', baseUrl: address };
  gatewayWith(
    { config: configWith({ models: { assistant: { type: 'chat', upstream, contextTokens: 8000, maxOutputTokens: 2000 } } }) },
    stack,
  );
  expect(JSON.stringify(deployed(stack).parameter?.Properties.Value)).toContain('{"Ref":"Address"}');
});

import { type App, Stack, type Stage } from 'aws-cdk-lib/core';
import { NewNetwork, type NewNetworkProps } from '../../../constructs/aws/network/index.ts';
import { type CfnResourceJson, resourcesOfType, type TestStackOptions, testStack } from '../../support/stacks.ts';

export const CIDR = '10.20.0.0/16';

/** A stack with one new network. */
export function networkStack(props: Partial<NewNetworkProps> = {}, options: TestStackOptions = {}): { stack: Stack; network: NewNetwork } {
  const stack = testStack(options);
  return { stack, network: new NewNetwork(stack, 'Network', { cidr: CIDR, ...props }) };
}

/** The one resource of a type. */
export function theOne(stack: Stack, type: string): CfnResourceJson {
  const [resource, ...more] = resourcesOfType(stack, type);
  if (!resource || more.length > 0) throw new Error(`${resource ? more.length + 1 : 0} resources of type ${type}`);
  return resource;
}

/** A second stack of the same app. */
export function sibling(stack: Stack, id: string): Stack {
  return new Stack(stack.node.scope as App | Stage, id);
}

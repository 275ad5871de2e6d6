/**
 * The resources of the support assistant's prod environment, written by hand with the level-2 constructs of aws-cdk-lib: what a team
 * without the kit would keep in a repository of its own.
 */
import { App, type Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import { DataStack } from './level-2/data-stack.ts';
import { NetworkStack } from './level-2/network-stack.ts';
import { ServingStack } from './level-2/serving-stack.ts';

const TAGS = {
  contact: 'llm-platform@example.com',
  costCenter: '4711',
  dataClassification: 'confidential',
  environment: 'prod',
  owner: 'support',
  platform: 'support-assistant',
};

const app = new App();
tagged(new NetworkStack(app, 'Network', propsOf('network')));
tagged(new DataStack(app, 'Data', { ...propsOf('data'), terminationProtection: true }));
tagged(new ServingStack(app, 'Serving', propsOf('serving')));
app.synth();

function propsOf(part: string): StackProps {
  const env = { account: '111122223333', region: 'eu-central-1' };
  return { env, stackName: `support-assistant-prod-${part}`, description: `Support assistant (prod): ${part}`, tags: TAGS };
}

function tagged(stack: Stack): void {
  for (const [key, value] of Object.entries(TAGS)) Tags.of(stack).add(key, value);
}

/**
 * What an account has once in a region, in a stack of its own: deploy it before the platforms, once for each account and region.
 *
 * One guardrail judges every call of Bedrock here, whatever guardrail the call names itself. Each caller then needs permission to apply it,
 * and models that take no guardrail must be left out, or calls to them fail.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { AccountBaseline, Guardrail } from 'llm-infra-kit/aws';

const REGIONS = ['eu-central-1', 'eu-west-1'];

const app = new App();
for (const region of REGIONS) {
  const stack = new Stack(app, `llm-account-baseline-${region}`, { env: { region }, terminationProtection: true });

  const guardrail = new Guardrail(stack, 'Guardrail', {
    description: 'The least that holds for every call of a model in this account',
    pii: { password: 'block', 'aws-secret-key': 'block' },
  });

  new AccountBaseline(stack, 'Baseline', {
    // Someone else has named API Gateway's log role already? { kind: 'existing' }
    apiGatewayLogRole: { kind: 'managed' },
    enforcedGuardrail: {
      kind: 'managed',
      guardrail,
      models: { kind: 'all-except', modelIds: ['amazon.titan-embed-text-v2:0'] },
    },
  });

  // To be attached to the roles of callers that are made elsewhere.
  const policy = new iam.ManagedPolicy(stack, 'ApplyGuardrail', {
    statements: [new iam.PolicyStatement({ actions: ['bedrock:ApplyGuardrail'], resources: [guardrail.guardrailArn] })],
  });
  new CfnOutput(stack, 'ApplyGuardrailPolicyArn', { value: policy.managedPolicyArn });
}

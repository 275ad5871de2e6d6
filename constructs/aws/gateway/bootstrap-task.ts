import { createHash } from 'node:crypto';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CustomResource, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { digestsBehind } from '../platform/producer-digests.ts';
import { retentionFaults } from './gateway-logs.ts';
import { ProgramFunction } from './program-function.ts';

/** A piece of work on data that a deployment does: `ConsumerKeys.bootstrap` gives one. */
export interface BootstrapStep {
  /** What the program is told; plain data, which may refer to resources. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Lets the program do it. */
  grant(grantee: iam.IGrantable): void;
}

export interface BootstrapTaskProps {
  /** The bundled bootstrap program: an ES module `index.mjs` that exports `handler`. A changed one runs again. */
  readonly code: lambda.Code;
  /** What is done, in this order. A change of it runs all of them again; none changes what is right already. */
  readonly steps: readonly BootstrapStep[];
  /** Encrypts the function's log; its policy must let CloudWatch Logs use it. @default - CloudWatch's own key */
  readonly encryptionKey?: kms.IKey;
  /** How long the function's log is kept. @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the log when its stack is deleted. @default RemovalPolicy.RETAIN */
  readonly logRemovalPolicy?: RemovalPolicy;
}

const BRAND = Symbol.for('llm-infra-kit.aws.BootstrapTask');
// CloudFormation alone calls it, for seconds; a step that takes longer than this is a job of its own.
const TIMEOUT = Duration.minutes(5);

/**
 * The work on data that a deployment of a stack does: one function behind one custom resource, one of them a stack.
 *
 * It makes what is missing and never deletes data, neither when a step changes nor when the stack goes. What needs its result is made to
 * wait for it: `gateway.node.addDependency(task)`. Costs nothing at rest.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export class BootstrapTask extends Construct {
  readonly handler: ProgramFunction;
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: BootstrapTaskProps) {
    super(scope, id);
    this.refuse(props);
    Object.defineProperty(this, BRAND, { value: true });
    this.handler = new ProgramFunction(this, 'Handler', {
      description: 'Makes what a gateway needs and never deletes data',
      code: props.code,
      handler: 'index.handler',
      environment: {},
      memoryMiB: 256,
      timeout: TIMEOUT,
      logRetention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
      removalPolicy: props.logRemovalPolicy ?? RemovalPolicy.RETAIN,
      ...(props.encryptionKey ? { encryptionKey: props.encryptionKey } : {}),
    });
    for (const step of props.steps) step.grant(this.handler.role);
    this.resource = this.createResource(props.steps.map(({ properties }) => properties));
  }

  private refuse({ steps, logRetention, logRemovalPolicy }: BootstrapTaskProps): void {
    const other = Stack.of(this)
      .node.findAll()
      .find((node) => node !== this && isBootstrapTask(node) && Stack.of(node) === Stack.of(this));
    const faults = [
      ...(other ? [`the stack has '${other.node.path}' already; give its steps to one task`] : []),
      ...(steps.length === 0 ? ['steps is empty; name at least one, or leave the block out'] : []),
      ...retentionFaults(logRetention),
      ...(logRemovalPolicy === RemovalPolicy.SNAPSHOT
        ? ["logRemovalPolicy is 'snapshot', which a log group cannot have; use RETAIN or DESTROY"]
        : []),
    ];
    if (faults.length > 0) throw new Error(`BootstrapTask '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
  }

  private createResource(steps: readonly BootstrapStep['properties'][]): CustomResource {
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::LlmInfraBootstrap',
      serviceToken: this.handler.function.functionArn,
      serviceTimeout: Duration.minutes(TIMEOUT.toMinutes() + 1),
      properties: { Steps: steps, Digest: Lazy.uncachedString({ produce: () => this.digestOf(steps) }) },
    });
    // What grants it the rights must be there before it is called, and be taken away after its last call.
    resource.node.addDependency(this.handler.role);
    return resource;
  }

  /** Changes with the steps, with what would replace the resources that they refer to, and with the program. */
  private digestOf(steps: readonly BootstrapStep['properties'][]): string {
    const { code } = this.handler.function.node.defaultChild as lambda.CfnFunction;
    const stack = Stack.of(this);
    return createHash('sha256')
      .update(JSON.stringify([stack.resolve(steps), digestsBehind(this, steps), stack.resolve(code)]))
      .digest('hex')
      .slice(0, 16);
  }
}

function isBootstrapTask(node: IConstruct): boolean {
  return BRAND in node;
}

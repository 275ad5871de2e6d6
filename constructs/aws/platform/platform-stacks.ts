import * as iam from 'aws-cdk-lib/aws-iam';
import { AspectPriority, Aspects, CrossStackReferences, ReferenceStrength, Stack, type Stage, Tags } from 'aws-cdk-lib/core';
import { pascalCase } from '../../spec/names.ts';
import type { AwsSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import { refuseMarkerSeed } from './marker-seed.ts';
import { ProducerDigests } from './producer-digests.ts';

/** The stacks of an environment in the order of their deployment: each refers to earlier ones alone. */
export const STACK_PARTS = ['network', 'data', 'serving'] as const;
export type StackPart = (typeof STACK_PARTS)[number];

// What keeps data is apart from what runs, so that a failed endpoint never rolls data back.
const KEEPS_DATA: ReadonlySet<StackPart> = new Set(['data']);

const DESCRIPTIONS = {
  network: 'network, its endpoints and its flow logs',
  data: 'keys, buckets and secrets',
  serving: 'models and guardrails',
} as const satisfies Record<StackPart, string>;

/** Makes the stacks of a platform as they are asked for; a part without a resource gets none, since an empty stack cannot be deployed. */
export class PlatformStacks {
  readonly #stacks = new Map<StackPart, Stack>();
  readonly #scope: Stage;
  readonly #id: string;
  readonly #spec: PlatformSpec;
  readonly #aws: AwsSpec;

  constructor(scope: Stage, id: string, spec: PlatformSpec, aws: AwsSpec) {
    this.#scope = scope;
    this.#id = id;
    this.#spec = spec;
    this.#aws = aws;
  }

  /** The stacks made so far, in the order of their deployment. */
  get all(): Stack[] {
    return STACK_PARTS.flatMap((part) => this.#stacks.get(part) ?? []);
  }

  /** The stack of a part, made when first asked for. */
  stack(part: StackPart): Stack {
    const existing = this.#stacks.get(part);
    if (existing) return existing;
    const stack = this.#create(part);
    this.#stacks.set(part, stack);
    this.#order(stack);
    return stack;
  }

  /**
   * Stacks are deployed in the order of their parts and destroyed in the opposite one, whether one refers to another or not: a destruction
   * comes to the protected data before the network, and is refused there. A dependency of stacks stands in the assembly's manifest alone,
   * so that CloudFormation holds nothing back for it.
   */
  #order(stack: Stack): void {
    const { all } = this;
    const index = all.indexOf(stack);
    const [before, after] = [all[index - 1], all[index + 1]];
    if (before) stack.addStackDependency(before);
    after?.addStackDependency(stack);
  }

  #create(part: StackPart): Stack {
    const { name, environment, profile, tags, naming } = this.#spec;
    const { region, account, permissionsBoundary } = this.#aws;
    const stack = new Stack(this.#scope, `${this.#id}${pascalCase(part)}`, {
      stackName: `${name}-${environment}-${part}`,
      description: `${name} (${environment}): ${DESCRIPTIONS[part]}`,
      env: { region, ...(account ? { account } : {}) },
      terminationProtection: profile === 'prod' && KEEPS_DATA.has(part),
      // The stack itself; tags of a construct tree reach its resources alone where `@aws-cdk/core:explicitStackTags` is set.
      tags: tags.common,
    });
    // A strong export would block the removal of what a later stack used; data is guarded by retention and termination protection.
    CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
    Aspects.of(stack).add(new ProducerDigests(), { priority: AspectPriority.READONLY });
    refuseMarkerSeed(stack, naming.seed);
    for (const [key, value] of Object.entries(tags.common)) Tags.of(stack).add(key, value);
    if (permissionsBoundary)
      iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'PermissionsBoundary', permissionsBoundary));
    return stack;
  }
}

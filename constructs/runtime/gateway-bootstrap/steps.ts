import { bootstrapConsumerKeys, type ConsumerKeysParts } from './consumer-keys.ts';

/** A piece of the bootstrap, as the template names it. */
export interface ConsumerKeysStep {
  readonly kind: 'consumer-keys';
  readonly table: string;
  readonly consumers: readonly { readonly name: string; readonly secret: string }[];
}

export type Step = ConsumerKeysStep;

/** What a cloud gives the steps. */
export interface StepParts {
  readonly consumerKeys: (table: string) => ConsumerKeysParts;
}

/** Does the steps one after the other; the first that fails ends it. */
export async function runSteps(steps: unknown, parts: StepParts): Promise<void> {
  for (const step of stepsOf(steps)) {
    switch (step.kind) {
      case 'consumer-keys':
        await bootstrapConsumerKeys(step.consumers, parts.consumerKeys(step.table));
    }
  }
}

/** The template and the program are of one release, or of two: a step that this one does not know must not be passed over. */
function stepsOf(steps: unknown): readonly Step[] {
  if (!Array.isArray(steps)) throw new Error('the property Steps is no list');
  for (const step of steps) if (step?.kind !== 'consumer-keys') throw new Error(`the bootstrap knows no step '${step?.kind}'`);
  return steps;
}

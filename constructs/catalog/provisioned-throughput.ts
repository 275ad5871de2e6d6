import type { ProcessingScope } from '../spec/vocabulary.ts';
import type { Model, PtuStep } from './model.ts';

/** In what numbers of units Azure sells provisioned throughput of a model; undefined where it does not, or where that is not known. */
export function provisionedStep({ azure }: Model, processing: ProcessingScope): PtuStep | undefined {
  return processing === 'in-region' ? azure?.provisioned?.regional : azure?.provisioned?.zoneOrGlobal;
}

/** Whether a number of units is on sale. */
export function allowsUnits({ minimum, increment }: PtuStep, units: number): boolean {
  return units >= minimum && (units - minimum) % increment === 0;
}

import type { HeldResource, Values } from './cloud.ts';

/**
 * The inputs after a refresh: the old ones, with what changed between the old answer of Azure and the new one. What Azure never answers
 * stays as it is. Source: Read in provider/pkg/provider/provider.go of pulumi/pulumi-azure-native.
 */
export function refreshedInputs({ inputs, outputs }: HeldResource, oldInputs: Values, oldOutputs: Values): Values {
  // An import: there is no earlier state, so inputs are taken from the answer.
  if (Object.keys(oldInputs).length === 0) return inputs;
  const changed = Object.keys({ ...oldInputs, ...inputs }).filter(
    (key) => JSON.stringify(oldOutputs[key]) !== JSON.stringify(outputs[key]),
  );
  const entries = changed
    .filter((key) => outputs[key] !== undefined && Object.hasOwn(inputs, key))
    .map((key) => [key, inputs[key]] as const);
  const kept = Object.entries(oldInputs).filter(([key]) => !changed.includes(key) || outputs[key] !== undefined);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(entries) };
}

import { type AzureOffer, chooseOffer, type Offer, type OfferRequest } from '../../catalog/index.ts';
import type { Draft } from '../checks/draft.ts';
import { DEFAULT_GUARDRAIL, DEFAULT_TOKENS_PER_MINUTE } from '../defaults.ts';
import type { CapacityInput, ManagedModelInput, PlatformFile } from '../platform-file.ts';
import type { AzureModelSpec, ModelSpec, ThroughputSpec } from '../platform-spec.ts';
import type { Cloud } from '../vocabulary.ts';

/** The models that the clouds run, by alias. */
export function managedModels({ models = {} }: Partial<PlatformFile>): (readonly [alias: string, model: ManagedModelInput])[] {
  return Object.entries(models).flatMap(([alias, model]) => (model.kind === 'managed' ? [[alias, model] as const] : []));
}

/** The catalogue's name of a model on one cloud. */
export function modelNameFor(input: ManagedModelInput, cloud: Cloud): string | undefined {
  return typeof input.model === 'string' ? input.model : input.model[cloud];
}

/** What to ask the catalogue; undefined while region or residency have a fault of their own. */
export function offerRequest(
  { file, asOf }: Pick<Draft, 'file' | 'asOf'>,
  input: ManagedModelInput,
  cloud: Cloud,
): OfferRequest | undefined {
  const region = cloud === 'aws' ? file.clouds?.aws?.region : file.clouds?.azure?.location;
  const model = modelNameFor(input, cloud);
  if (!region || !file.residency || model === undefined) return undefined;
  return { model, cloud, region, residency: file.residency, asOf, ...(input.processing ? { processing: input.processing } : {}) };
}

/** The models of one cloud with the offer chosen; the file has been checked. */
export function resolveModels<O extends Offer>(draft: Pick<Draft, 'file' | 'asOf'>, cloud: O['cloud']): Record<string, ModelSpec<O>> {
  return Object.fromEntries(
    managedModels(draft.file).map(([alias, input]) => {
      const request = offerRequest(draft, input, cloud);
      const choice = request && chooseOffer(request);
      if (choice?.kind !== 'offer') throw new Error(`models.${alias} was not checked before it was resolved`);
      const { model, offer } = choice;
      const dimensions = model.dimensions && (input.dimensions ?? model.dimensions.default);
      return [
        alias,
        {
          kind: 'managed',
          model: model.name,
          use: model.use,
          offer: offer as O,
          capacity: input.capacity ?? { kind: 'on-demand' },
          ...(dimensions === undefined ? {} : { dimensions }),
          ...(model.use === 'chat' ? { guardrail: input.guardrail ?? DEFAULT_GUARDRAIL } : {}),
        },
      ];
    }),
  );
}

/** The models on Azure, each with what its deployment may take. */
export function resolveAzureModels(draft: Pick<Draft, 'file' | 'asOf'>): Record<string, AzureModelSpec> {
  const models = resolveModels<AzureOffer>(draft, 'azure');
  return Object.fromEntries(
    Object.entries(models).map(([alias, model]) => [alias, { ...model, throughput: throughputOf(model.capacity) }]),
  );
}

function throughputOf(capacity: CapacityInput): ThroughputSpec {
  switch (capacity.kind) {
    case 'on-demand':
      return { kind: 'pay-as-you-go', capacity: (capacity.tokensPerMinute ?? DEFAULT_TOKENS_PER_MINUTE) / 1000 };
    case 'provisioned':
      return { kind: 'provisioned', capacity: capacity.units };
  }
}

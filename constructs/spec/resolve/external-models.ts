import { findModel, type Model, type ModelUse } from '../../catalog/index.ts';
import type { ExternalModelInput, PlatformFile } from '../platform-file.ts';
import type { ExternalModelSpec } from '../platform-spec.ts';

/** The models that no cloud runs, by alias. */
export function externalModels({ models = {} }: Partial<PlatformFile>): (readonly [alias: string, model: ExternalModelInput])[] {
  return Object.entries(models).flatMap(([alias, model]) => (model.kind === 'external' ? [[alias, model] as const] : []));
}

/**
 * What the catalogue knows of a model at its own provider: OpenAI's models, which Azure offers under the names that OpenAI gives them.
 * Whether and until when a cloud offers it says nothing of its provider.
 */
export function catalogued({ provider, model }: ExternalModelInput): Model | undefined {
  const found = provider === 'openai' ? findModel(model) : undefined;
  return found?.azure?.format === 'OpenAI' && found.azure.name === model ? found : undefined;
}

/** What a model is, from the file or the catalogue; undefined where neither says it. */
export function externalFacts(input: ExternalModelInput): {
  readonly use: ModelUse | undefined;
  readonly contextTokens: number | undefined;
  readonly maxOutputTokens: number | undefined;
  readonly images: boolean;
  readonly dimensions: number | undefined;
} {
  const known = catalogued(input);
  return {
    use: input.type ?? known?.use,
    contextTokens: input.contextTokens ?? known?.contextTokens,
    maxOutputTokens: input.maxOutputTokens ?? known?.maxOutputTokens,
    images: input.images ?? known?.inputs.includes('image') ?? false,
    dimensions: input.dimensions ?? known?.dimensions?.default,
  };
}

/** Fills the defaults of the external models; the file has been checked. */
export function resolveExternalModels(file: PlatformFile): Record<string, ExternalModelSpec> {
  return Object.fromEntries(externalModels(file).map(([alias, input]) => [alias, resolveExternalModel(alias, input)]));
}

function resolveExternalModel(alias: string, input: ExternalModelInput): ExternalModelSpec {
  const { use, contextTokens, maxOutputTokens, images, dimensions } = externalFacts(input);
  if (use === undefined || contextTokens === undefined) throw new Error(`models.${alias} was not checked before it was resolved`);
  return {
    kind: 'external',
    provider: input.provider,
    model: input.model,
    ...(input.url === undefined ? {} : { url: input.url.replace(/\/+$/, '') }),
    ...(input.auth ? { secret: input.auth.secret } : {}),
    use,
    contextTokens,
    ...(use === 'chat' && maxOutputTokens !== undefined ? { maxOutputTokens } : {}),
    images: use === 'chat' && images,
    ...(use === 'embedding' && dimensions !== undefined ? { dimensions } : {}),
    ...(input.residencyException ? { residencyException: input.residencyException } : {}),
  };
}

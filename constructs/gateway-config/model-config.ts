import { findModel, type Model } from '../catalog/index.ts';
import type { BedrockUpstream, ModelConfig, SecretPlace, UpstreamConfig } from '../runtime/gateway/config/gateway-config.ts';
import { EXTERNAL_SECRET_FIELD } from '../spec/external-secret.ts';
import type { ModelOutput } from '../spec/outputs.ts';
import type { AwsSpec, ExternalModelSpec, PlatformSpec } from '../spec/platform-spec.ts';
import type { GatewayPlaces } from './render-gateway-config.ts';

type ManagedModelSpec = AwsSpec['models'][string] | NonNullable<PlatformSpec['clouds']['azure']>['models'][string];

/** One model as the gateway calls it. Throws where a deployment does not know its place, which is a fault of the caller. */
export function modelConfig(alias: string, spec: PlatformSpec, places: GatewayPlaces): ModelConfig {
  const external = spec.externalModels[alias];
  if (external) return externalModelConfig(external, places);
  const model = spec.clouds[places.cloud]?.models[alias];
  const place = places.models?.[alias];
  const row = model && findModel(model.model);
  if (!model || !place || !row) throw new Error(`the place of the model '${alias}' on ${places.cloud} is not known`);
  return {
    type: row.use,
    upstream: managedUpstream(alias, model, row, place, spec),
    contextTokens: row.contextTokens,
    ...(row.maxOutputTokens === undefined ? {} : { maxOutputTokens: row.maxOutputTokens }),
    ...(row.use === 'chat' ? { images: row.inputs.includes('image') } : {}),
    ...(model.dimensions === undefined ? {} : { dimensions: model.dimensions }),
  };
}

function managedUpstream(alias: string, model: ManagedModelSpec, row: Model, place: ModelOutput, { clouds }: PlatformSpec): UpstreamConfig {
  switch (place.provider) {
    case 'bedrock':
      // A guardrail that the file asks for is part of every call: without it the call would be another one.
      if (model.guardrail !== undefined && !place.guardrail) throw new Error(`the guardrail of the model '${alias}' is not known`);
      return {
        kind: 'bedrock',
        region: clouds.aws?.region ?? '',
        modelId: place.id,
        ...(place.guardrail ? { guardrail: place.guardrail } : {}),
        ...embeddingFields(row, model.dimensions),
      };
    case 'azure-openai':
      if (!place.endpoint) throw new Error(`the endpoint of the model '${alias}' is not known`);
      return { kind: 'azure-openai', endpoint: place.endpoint, deployment: place.id, ...lengthToAsk(row, model.dimensions) };
  }
}

/** A profile's ARN does not tell whose format its model takes, nor whether it can be asked for a length. */
function embeddingFields(row: Model, wanted: number | undefined): Pick<BedrockUpstream, 'embeddingFormat' | 'dimensions'> {
  if (row.use !== 'embedding') return {};
  return { embeddingFormat: row.vendor === 'cohere' ? 'cohere' : 'titan', ...lengthToAsk(row, wanted) };
}

/** A model with one length alone may refuse to be asked for it. */
function lengthToAsk({ dimensions }: Model, wanted: number | undefined): { readonly dimensions?: number } {
  const offersSeveral = dimensions !== undefined && ('min' in dimensions.allowed || dimensions.allowed.length > 1);
  return offersSeveral && wanted !== undefined ? { dimensions: wanted } : {};
}

function externalModelConfig(model: ExternalModelSpec, places: GatewayPlaces): ModelConfig {
  return {
    type: model.use,
    upstream: externalUpstream(model, places),
    contextTokens: model.contextTokens,
    ...(model.maxOutputTokens === undefined ? {} : { maxOutputTokens: model.maxOutputTokens }),
    ...(model.use === 'chat' ? { images: model.images } : {}),
    ...(model.dimensions === undefined ? {} : { dimensions: model.dimensions }),
  };
}

function externalUpstream({ provider, model, url, secret, dimensions }: ExternalModelSpec, places: GatewayPlaces): UpstreamConfig {
  const key = secret === undefined ? undefined : secretPlace(secret, places);
  switch (provider) {
    case 'openai':
    case 'gemini':
      if (!key) throw new Error(`the model '${model}' of ${provider} has no key`);
      return { kind: provider, model, key, ...externalLength(model, dimensions) };
    case 'openai-compatible':
      return { kind: provider, model, baseUrl: url ?? '', ...(key ? { key } : {}) };
  }
}

/** What the catalogue does not know can be asked: the file says the length. A server of one's own gives what its model has. */
function externalLength(model: string, wanted: number | undefined): { readonly dimensions?: number } {
  const row = findModel(model);
  if (row) return lengthToAsk(row, wanted);
  return wanted === undefined ? {} : { dimensions: wanted };
}

function secretPlace(name: string, { cloud, secrets }: GatewayPlaces): SecretPlace {
  const place = secrets?.[name];
  if (!place) throw new Error(`the place of the secret '${name}' on ${cloud} is not known`);
  switch (place.kind) {
    case 'secrets-manager':
      return place;
    case 'key-vault-secret':
      // What `llm-infra secrets` writes is JSON on both clouds.
      return { kind: place.kind, url: place.uri, field: EXTERNAL_SECRET_FIELD };
  }
}

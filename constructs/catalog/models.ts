import { AMAZON_MODELS } from './amazon-models.ts';
import { ANTHROPIC_MODELS } from './anthropic-models.ts';
import { COHERE_MODELS } from './cohere-models.ts';
import type { Model } from './model.ts';
import { OPEN_WEIGHT_MODELS } from './open-weight-models.ts';
import { OPENAI_EMBEDDINGS } from './openai-embeddings.ts';
import { OPENAI_MODELS } from './openai-models.ts';
import { OLDER_OPENAI_MODELS } from './openai-older-models.ts';

/** Every managed model that the kit knows, those included that are retired, each once. */
export const MODELS: readonly Model[] = [
  ...ANTHROPIC_MODELS,
  ...AMAZON_MODELS,
  ...OPENAI_MODELS,
  ...OLDER_OPENAI_MODELS,
  ...OPENAI_EMBEDDINGS,
  ...OPEN_WEIGHT_MODELS,
  ...COHERE_MODELS,
];

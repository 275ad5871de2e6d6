import { textsOf } from './references.ts';
import { field, resource, type Template } from './template.ts';

/** The IAM actions that call a text or embedding model on Bedrock; Converse is authorised by the same two. */
export const BEDROCK_INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] as const;

/** All actions that call a model. */
export const INVOKE_ACTIONS = [
  ...BEDROCK_INVOKE_ACTIONS,
  'sagemaker:InvokeEndpoint',
  'sagemaker:InvokeEndpointAsync',
  'sagemaker:InvokeEndpointWithResponseStream',
] as const;

const MODEL_RESOURCE =
  /^(foundation-model|inference-profile|application-inference-profile|provisioned-model|custom-model|endpoint|inference-component)\/(.*)$/s;

/** Whether a text is written as the ARN of something that answers as a model. */
export function isModelArn(text: string): boolean {
  return MODEL_RESOURCE.test(text.split(':').slice(5).join(':'));
}

/** The id of the model or system profile that an ARN (or a bare id) names; undefined for a reference. */
export function modelOf(text: string): string | undefined {
  const id = MODEL_RESOURCE.exec(text.split(':').slice(5).join(':'))?.[2] ?? (text.startsWith('arn:') ? undefined : text);
  return id === undefined || id === '' || id.includes('${') ? undefined : id;
}

/** The geography of a system profile: `eu` of `eu.anthropic.claude-...`. Undefined for anything else. */
export function profilePrefix(text: string): string | undefined {
  const [, kind, id] = MODEL_RESOURCE.exec(text.split(':').slice(5).join(':')) ?? [];
  return kind === 'inference-profile' ? /^([a-z-]{2,8})\./.exec(id ?? '')?.[1] : undefined;
}

/**
 * Whether a statement's resource is an embedding model, by its own id or by what the application profile of the same template copies.
 * What cannot be read counts as a text model.
 */
export function isEmbedding(template: Template, text: string): boolean {
  const profile = /^\$\{([^.}]+)(?:\.[^}]+)?\}$/.exec(text)?.[1];
  const copied = profile === undefined ? undefined : resource(template, profile);
  const source = field(field(copied?.properties, 'ModelSource'), 'CopyFrom');
  const models = source === undefined ? [modelOf(text)] : textsOf(template, source).map(modelOf);
  return models.length > 0 && models.every((model) => model?.includes('embed') === true);
}

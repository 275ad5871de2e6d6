import { type Resource, resource, type Template } from './template.ts';

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

// A text that is nothing but a reference, as `${Profile.InferenceProfileArn}`.
const REFERENCE = /^\$\{([^.}]+)(?:\.[^}]+)?\}$/;

function referenced(template: Template, text: string): Resource | undefined {
  const logicalId = REFERENCE.exec(text)?.[1];
  return logicalId === undefined ? undefined : resource(template, logicalId);
}

/** Whether a text is an inference profile: by its ARN, or as an application profile of the same template. */
export function isProfile(template: Template, text: string): boolean {
  const kind = MODEL_RESOURCE.exec(text.split(':').slice(5).join(':'))?.[1];
  return kind?.endsWith('inference-profile') === true || referenced(template, text)?.type === 'AWS::Bedrock::ApplicationInferenceProfile';
}

/** Whether a text is the ARN of an embedding model. What cannot be read is none. */
export function isEmbedding(text: string): boolean {
  return modelOf(text)?.includes('embed') === true;
}

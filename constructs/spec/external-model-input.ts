import type { ModelUse } from '../catalog/index.ts';
import type { ExternalProvider } from './vocabulary.ts';

/** A model that neither cloud runs, called through the gateway. It adds nothing to a deployment but its secret. */
export interface ExternalModelInput {
  /** A model of another provider. */
  readonly kind: 'external';
  /** Who runs it: `openai`, Google's `gemini` API, or a server of one's own or of others that is `openai-compatible`. */
  readonly provider: ExternalProvider;
  /** The provider's own name of the model. */
  readonly model: string;
  /** Base URL of the API, https and public, such as `https://models.example.com/v1`. @default - the provider's own; required with `openai-compatible`, and for it alone */
  readonly url?: string;
  /** How the provider knows the gateway. @default - required; with `openai-compatible` no key is sent */
  readonly auth?: ExternalAuthInput;
  /** What the model is for. @default - as the catalogue knows it, else required */
  readonly type?: ModelUse;
  /** Tokens that prompt and answer share. @default - as the catalogue knows it, else required */
  readonly contextTokens?: number;
  /** Tokens of the longest answer; chat models alone. @default - as the catalogue knows it, else required for chat */
  readonly maxOutputTokens?: number;
  /** That a message may hold an image; chat models alone. @default - as the catalogue knows it, else text alone */
  readonly images?: true;
  /** Length of an embedding model's vectors. @default - the model's own as the catalogue knows it, else required for embeddings */
  readonly dimensions?: number;
  /** Who decided that data may leave the residency for it, and until when. @default - none; required unless the residency is `any` */
  readonly residencyException?: ResidencyExceptionInput;
}

export interface ExternalAuthInput {
  /** A key in a header. */
  readonly kind: 'api-key';
  /** Name of the key in `secrets`. While the secret is empty the model is off. */
  readonly secret: string;
}

export interface ResidencyExceptionInput {
  /** Why the data may leave the residency. */
  readonly reason: string;
  /** Who approved it. */
  readonly approvedBy: string;
  /** The last day that it holds, YYYY-MM-DD. */
  readonly expires: string;
}

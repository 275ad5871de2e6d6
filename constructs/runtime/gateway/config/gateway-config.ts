/**
 * The gateway's configuration, version 1: one JSON document without a secret in it, rendered from the platform file and read at start.
 *
 * A document of another version, with an unknown key or with a name that nothing defines is refused whole: a gateway that starts is one
 * that was understood.
 */
export interface GatewayConfig {
  readonly version: 1;
  readonly platform: { readonly name: string; readonly environment: string };
  /** By alias. */
  readonly models: Readonly<Record<string, ModelConfig>>;
  /** By name, which clients send as `model`. */
  readonly routes: Readonly<Record<string, RouteConfig>>;
  /** By name. */
  readonly consumers: Readonly<Record<string, ConsumerConfig>>;
  readonly auth: AuthConfig;
  readonly limits: LimitsConfig;
  readonly timeouts: TimeoutsConfig;
  readonly network: NetworkConfig;
}

export interface ModelConfig {
  readonly type: 'chat' | 'embedding';
  readonly upstream: UpstreamConfig;
  /** Tokens that prompt and answer share; what surely has more is refused before a model is asked. */
  readonly contextTokens: number;
  /** Most tokens of one answer; a chat model needs it. @default - absent from an embedding model */
  readonly maxOutputTokens?: number;
  /** Whether a message may hold an image. @default false */
  readonly images?: boolean;
  /** Length of its vectors; an embedding model needs it. @default - absent from a chat model */
  readonly dimensions?: number;
}

/** Where a secret's value is kept; the program reads it by its own identity. */
export type SecretPlace =
  | {
      readonly kind: 'secrets-manager';
      readonly arn: string;
      /** The member of the secret's JSON. @default - the secret's whole text */
      readonly field?: string;
    }
  | {
      readonly kind: 'key-vault-secret';
      readonly url: string;
      /** The member of the secret's JSON. @default - the secret's whole text */
      readonly field?: string;
    };

export type UpstreamConfig =
  | BedrockUpstream
  | AzureOpenAiUpstream
  | (OpenAiUpstream & {
      readonly kind: 'openai';
      readonly key: SecretPlace;
      /** Another address of the provider. @default 'https://api.openai.com/v1' */
      readonly baseUrl?: string;
    })
  | (OpenAiUpstream & {
      readonly kind: 'gemini';
      readonly key: SecretPlace;
      /** Another address of the provider. @default 'https://generativelanguage.googleapis.com/v1beta/openai' */
      readonly baseUrl?: string;
    })
  | (OpenAiUpstream & {
      readonly kind: 'openai-compatible';
      readonly baseUrl: string;
      /** Sent as a bearer token. @default - calls carry no key */
      readonly key?: SecretPlace;
    });

interface OpenAiUpstream {
  readonly model: string;
  /** Length of vectors to ask for, where the model offers several. @default - the model's own */
  readonly dimensions?: number;
}

export interface BedrockUpstream {
  readonly kind: 'bedrock';
  readonly region: string;
  /** Id of the model, or ARN of the inference profile. */
  readonly modelId: string;
  /** The guardrail that every call names. @default - calls name none */
  readonly guardrail?: { readonly id: string; readonly version: string };
  /** Whose request format an embedding model takes; a profile's ARN does not tell. @default 'titan' */
  readonly embeddingFormat?: 'titan' | 'cohere';
  /** Length of vectors to ask for, where the model offers several. @default - the model's own */
  readonly dimensions?: number;
  /** Another address of the service: an interface endpoint, or a stand-in. @default - the service's own in the region */
  readonly endpoint?: string;
}

export interface AzureOpenAiUpstream {
  readonly kind: 'azure-openai';
  /** `https://<account>.openai.azure.com` */
  readonly endpoint: string;
  readonly deployment: string;
  /** Length of vectors to ask for, where the model offers several. @default - the model's own */
  readonly dimensions?: number;
}

export interface RouteConfig {
  readonly kind: 'chat' | 'embeddings';
  /** Share of each model alias; the weights' sum is 100. */
  readonly split: Readonly<Record<string, number>>;
  /** Whom an assignment sticks to: the request's `user` within its consumer, the consumer, or nobody (each call is drawn anew). */
  readonly stickyBy: 'user' | 'consumer' | 'none';
  /** Aliases that are tried in this order when the assigned model throttles, fails or is too slow. */
  readonly fallbacks: readonly string[];
  /** Changes the assignment of everybody; an experiment's name. @default - the route's name alone decides */
  readonly salt?: string;
}

export interface ConsumerConfig {
  readonly routes: readonly string[];
  /** @default - no limit */
  readonly requestsPerMinute?: number;
  /** @default - no limit */
  readonly tokensPerMinute?: number;
  /** @default - no limit */
  readonly tokensPerMonth?: number;
  /** Values of the configured claim by which a token of an issuer is this consumer. @default - the consumer's name alone */
  readonly subjects?: readonly string[];
}

/** At least one of the two is always on. */
export interface AuthConfig {
  /** @default - keys are refused */
  readonly apiKeys?: { readonly cacheSeconds: number };
  /** @default - tokens are refused */
  readonly jwt?: readonly JwtConfig[];
}

export interface JwtConfig {
  /** `https` URL, equal to the token's `iss`. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Claim that names the consumer; its value is looked up in the consumers' `subjects`, then in their names. */
  readonly consumerClaim: string;
  /** Where the keys are. @default - what the issuer's OpenID configuration says */
  readonly jwksUri?: string;
}

export interface LimitsConfig {
  readonly maxBodyBytes: number;
  readonly maxMessages: number;
  readonly maxInputsPerEmbedding: number;
  /** What happens to a call when the counters can't be reached. */
  readonly countersFail: 'open' | 'closed';
  /** Largest part of a limit, in percent, that an instance takes at once. */
  readonly leasePercent: number;
}

export interface TimeoutsConfig {
  /** From the call's arrival to its last byte. */
  readonly totalMillis: number;
  /** From the call upstream to its first byte, for each attempt. */
  readonly firstByteMillis: number;
  /** Longest silence of an upstream within a stream. */
  readonly idleMillis: number;
  /** Between two comments on a silent stream. */
  readonly keepAliveMillis: number;
  /** Attempts on one model, the first included. */
  readonly attempts: number;
  /** From SIGTERM until streams that still run are ended with an error. */
  readonly drainMillis: number;
}

export interface NetworkConfig {
  /** Origins that browsers may call from; none by default. */
  readonly corsOrigins: readonly string[];
}

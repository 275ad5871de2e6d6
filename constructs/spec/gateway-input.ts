import type { CountersFail, StickyBy } from './vocabulary.ts';

/** One model, or a split of several; models of one use, and of embedding models one alone, since vectors of two cannot be compared. */
export interface RouteInput {
  /** Alias of the one model. @default - none; exactly one of `model` and `split` stands here */
  readonly model?: string;
  /** Share of each alias in percent; their sum is 100. @default - none; exactly one of `model` and `split` stands here */
  readonly split?: Readonly<Record<string, number>>;
  /** Whom an assignment of the split sticks to; calls that name no `user` are spread by chance. @default 'user' */
  readonly stickyBy?: StickyBy;
  /** Aliases to try in this order when the model throttles, fails or is too slow. @default - none */
  readonly fallbacks?: readonly string[];
  /** The experiment that the split is. @default - none */
  readonly experiment?: ExperimentInput;
}

export interface ExperimentInput {
  /** Its name; another one assigns every user anew. */
  readonly name: string;
}

export interface GatewayInput {
  /** The kit's own program, the same on both clouds. */
  readonly kind: 'serverless';
  /** How callers are known; at least one of the two is on. */
  readonly auth: GatewayAuthInput;
  /** What one call may hold. @default - see each */
  readonly limits?: GatewayLimitsInput;
  /** How long a call may take. @default - see each */
  readonly timeouts?: GatewayTimeoutsInput;
  /** Attempts on one model before the next one is tried, the first included, 1 to 5. @default 2 */
  readonly attempts?: number;
  /** Origins whose pages may call from a browser, such as `https://app.example.com`. @default - none */
  readonly corsOrigins?: readonly string[];
}

export interface GatewayAuthInput {
  /** Each consumer has two keys, made by the deployment. @default - keys are off */
  readonly apiKeys?: true;
  /** Tokens of these OIDC issuers are taken. @default - none */
  readonly jwt?: readonly JwtInput[];
}

export interface JwtInput {
  /** The `iss` of its tokens, letter by letter: https, without query and fragment. */
  readonly issuer: string;
  /** Values of `aud`, one of which a token must have. */
  readonly audiences: readonly string[];
  /** Claim that tells the consumer: one of its `subjects`, or its name. @default 'sub' */
  readonly consumerClaim?: string;
  /** Where the issuer's public keys are. @default - as its OpenID configuration says */
  readonly jwksUri?: string;
}

export interface GatewayLimitsInput {
  /** Bytes of a request's body, 1024 to 6000000. @default 4000000 */
  readonly maxBodyBytes?: number;
  /** Messages of a chat. @default 2000 */
  readonly maxMessages?: number;
  /** Texts of one call for vectors. @default 2048 */
  readonly maxInputsPerEmbedding?: number;
  /** Whether calls pass (`open`) or are refused (`closed`) while the counters of the consumers' limits cannot be reached. @default 'closed' */
  readonly countersFail?: CountersFail;
}

export interface GatewayTimeoutsInput {
  /** From a call's arrival to its last byte, fallbacks included, 1 to 900. @default 300 */
  readonly totalSeconds?: number;
  /** From an attempt to the model's first byte; an answer that is not streamed comes whole. @default 120 */
  readonly firstByteSeconds?: number;
  /** The longest silence of a model within a stream. @default 60 */
  readonly idleSeconds?: number;
}

export interface ConsumerInput {
  /** The routes that it may call. */
  readonly routes: readonly string[];
  /** Its calls a minute. @default - no limit */
  readonly requestsPerMinute?: number;
  /** Its tokens a minute, prompts and answers. @default - no limit; `prod` wants this or `tokensPerMonth` */
  readonly tokensPerMinute?: number;
  /** Its tokens a calendar month. @default - no limit; `prod` wants this or `tokensPerMinute` */
  readonly tokensPerMonth?: number;
  /** Values of the issuers' claim that mean this consumer. @default - its name alone */
  readonly subjects?: readonly string[];
}

import type { AuthorizerAnswer } from '../../../../../constructs/runtime/gateway/adapters/lambda-authorizer.ts';
import { authorizerEvent, type RequestFields } from './proxy-event.ts';

/** Calls the authorizer's function; rejects with the function's own message where it failed. */
export type Authorize = (event: object) => Promise<AuthorizerAnswer>;

export type Verdict =
  | { readonly kind: 'allowed'; readonly context: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly response: 'UNAUTHORIZED' | 'ACCESS_DENIED' | 'AUTHORIZER_FAILURE' };

/**
 * A REQUEST authorizer with the header `Authorization` as its identity source and a cache of its answers.
 *
 * - Without the identity source: 401, and the function is not called.
 * - The function throws `Unauthorized`: 401; anything else: AUTHORIZER_FAILURE, a 500.
 * - A policy that does not allow the method: 403. The cached policy is for every method, so one too narrow refuses the next call.
 * - `context` reaches the function as `requestContext.authorizer`, with `principalId`.
 *
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html,
 * API reference, Authorizer: `authorizerResultTtlInSeconds`, by default 300, at most 3,600, 0 for no cache.
 */
export class Authorization {
  readonly #authorize: Authorize;
  readonly #ttlMillis: number;
  readonly #now: () => number;
  readonly #cache = new Map<string, { readonly answer: AuthorizerAnswer; readonly until: number }>();

  constructor(authorize: Authorize, ttlSeconds: number, now: () => number) {
    this.#authorize = authorize;
    this.#ttlMillis = ttlSeconds * 1000;
    this.#now = now;
  }

  async judge(fields: RequestFields): Promise<Verdict> {
    const identity = Object.entries(fields.headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    if (!identity) return { kind: 'refused', response: 'UNAUTHORIZED' };
    const event = authorizerEvent(fields);
    const cached = this.#cache.get(identity);
    let answer = cached !== undefined && this.#now() < cached.until ? cached.answer : undefined;
    if (answer === undefined) {
      try {
        answer = await this.#authorize(event);
      } catch (error) {
        const unauthorized = error instanceof Error && error.message === 'Unauthorized';
        return { kind: 'refused', response: unauthorized ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE' };
      }
      this.#cache.set(identity, { answer, until: this.#now() + this.#ttlMillis });
    }
    if (!allows(answer, event.methodArn)) return { kind: 'refused', response: 'ACCESS_DENIED' };
    return { kind: 'allowed', context: { ...answer.context, principalId: answer.principalId } };
  }
}

function allows({ policyDocument }: AuthorizerAnswer, methodArn: string): boolean {
  const matching = policyDocument.Statement.filter((statement) => {
    const { Resource } = statement as { Resource: string };
    const pattern = Resource.replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${pattern}$`).test(methodArn);
  }) as { Effect?: string }[];
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny');
}

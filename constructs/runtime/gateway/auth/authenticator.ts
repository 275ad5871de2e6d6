import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/gateway-error.ts';
import type { Log } from '../evidence/evidence.ts';
import type { GatewayState } from '../state/gateway-state.ts';
import { ApiKeys } from './api-keys.ts';
import { JsonWebTokens } from './jwt.ts';

/** Who calls, found from the `authorization` header alone. */
export interface Caller {
  readonly consumer: string;
  readonly by: 'api-key' | 'jwt';
}

/** Keys and tokens behind one door; the Lambda authorizer runs the same module. */
export interface Authenticator {
  /** Throws an `authentication_error` GatewayError that doesn't say which part was wrong. */
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>;
}

// Longer than any key or token; a header beyond it is not looked at.
const LONGEST_CREDENTIAL = 16_384;

export function authenticator(config: GatewayConfig, state: GatewayState, clock: Clock, log: Log): Authenticator {
  const { apiKeys, jwt = [] } = config.auth;
  const keys = apiKeys && new ApiKeys(state, apiKeys.cacheSeconds, clock);
  const tokens = jwt.length > 0 ? new JsonWebTokens(jwt, config.consumers) : undefined;

  const callerOf = async (credential: string): Promise<Caller | undefined> => {
    // A JWT has two dots, which no key has.
    const by = credential.includes('.') ? 'jwt' : 'api-key';
    const consumer = await (by === 'jwt' ? tokens : keys)?.consumerOf(credential);
    // A key's hash can outlive its consumer in the table.
    return consumer !== undefined && Object.hasOwn(config.consumers, consumer) ? { consumer, by } : undefined;
  };

  return {
    authenticate: async (authorization) => {
      const credential = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];
      if (credential === undefined || credential.length > LONGEST_CREDENTIAL) throw refused();
      let caller: Caller | undefined;
      try {
        caller = await callerOf(credential);
      } catch (error) {
        log('error', 'authentication-unavailable', { error: error instanceof Error ? error.name : typeof error });
        throw new GatewayError('service_unavailable', {
          code: 'authentication_unavailable',
          message: 'Keys cannot be checked now; try again.',
          retryAfterSeconds: 5,
        });
      }
      if (caller === undefined) throw refused();
      return caller;
    },
  };
}

function refused(): GatewayError {
  return new GatewayError('authentication_error', {
    code: 'invalid_api_key',
    message: "The key is missing or not valid; send it as 'authorization: Bearer <key>'.",
  });
}

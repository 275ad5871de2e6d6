import type { Authenticator } from '../auth/authenticator.ts';
import { GatewayError } from '../core/gateway-error.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
export interface AuthorizerEvent {
  readonly methodArn: string;
  readonly headers?: Readonly<Record<string, string>> | null;
}

export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: { readonly Version: '2012-10-17'; readonly Statement: readonly object[] };
  readonly context: Readonly<Record<string, string>>;
}

/**
 * The REQUEST authorizer in front of the function, on the program's own auth module: nothing unauthenticated reaches the function, which
 * checks again all the same. `Unauthorized` is the word that API Gateway turns into a 401; another error becomes a 500.
 *
 * The answer is kept for every method of the API, so the policy is for all of them.
 */
export function authorizerHandler(authenticator: Authenticator): (event: AuthorizerEvent) => Promise<AuthorizerAnswer> {
  return async ({ methodArn, headers }) => {
    const authorization = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    try {
      const { consumer } = await authenticator.authenticate(authorization);
      // arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>
      const [api, stage] = methodArn.split('/');
      return {
        principalId: consumer,
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${api}/${stage}/*` }],
        },
        context: { consumer },
      };
    } catch (error) {
      if (error instanceof GatewayError && error.type === 'authentication_error') throw new Error('Unauthorized');
      throw error;
    }
  };
}

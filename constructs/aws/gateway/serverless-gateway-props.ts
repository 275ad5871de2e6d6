import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import type { INetwork } from '../network/index.ts';
import type { GatewayAccess } from './access.ts';
import type { GatewayDomain } from './custom-domain.ts';
import type { GatewayFirewall } from './firewall.ts';
import type { IGatewayState } from './gateway-state.ts';

/** A model that the gateway's role may be allowed to call: `ManagedModel` is one. */
export interface CallableModel {
  readonly grants: { invoke(grantee: iam.IGrantable): iam.Grant };
}

/** A secret that the gateway's role may be allowed to read: `ExternalSecret` is one. */
export interface ReadableSecret {
  readonly grants: { read(grantee: iam.IGrantable): iam.Grant };
}

/** What all callers together may send, against floods: limits of consumers are the program's. */
export interface GatewayThrottle {
  /** Calls a second in the long run. */
  readonly requestsPerSecond: number;
  /** Calls that may come at once. It can be less than a second's, as in AWS's own limits of an account (10,000 a second, 5,000 at once). */
  readonly burst: number;
}

export interface ServerlessGatewayProps {
  /** The bundled gateway program: an ES module `index.mjs` that exports `handler` and `authorizer`. */
  readonly code: lambda.Code;
  /** Models, routes, consumers and limits. It may refer to resources; a change of it starts the function anew. */
  readonly config: GatewayConfig;
  /** The rows that instances share. */
  readonly state: IGatewayState;
  /** From where the gateway can be called. Changing the kind keeps the API and its address. */
  readonly access: GatewayAccess;
  /** The models of the configuration that a role is allowed to call. @default - none, which serves models of outside providers alone */
  readonly models?: readonly CallableModel[];
  /** The secrets that the configuration refers to. @default - none */
  readonly secrets?: readonly ReadableSecret[];
  /** A name of your own; the API's own one then answers no more. @default - the API's own name */
  readonly domain?: GatewayDomain;
  /** What judges calls before they are authorised. @default { kind: 'managed' } */
  readonly firewall?: GatewayFirewall;
  /** What all callers together may send. @default { requestsPerSecond: 100, burst: 200 } */
  readonly throttle?: GatewayThrottle;
  /** The network that both functions call from, in its tier `app`. @default - outside of any network */
  readonly network?: INetwork;
  /** The longest call, 2 s to 15 minutes. The program must end its own before: `config.timeouts.totalMillis`. @default Duration.minutes(15) */
  readonly timeout?: Duration;
  /** Memory of the function, 128 to 10240 MiB; its share of a processor grows with it. @default 1024 */
  readonly memoryMiB?: number;
  /** Calls that run at once at most, taken from the account's. @default - what the account has left */
  readonly reservedConcurrency?: number;
  /** Encrypts the logs; its policy must let CloudWatch Logs use it. @default - CloudWatch's own key */
  readonly encryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the logs when their stack is deleted. @default RemovalPolicy.RETAIN */
  readonly logRemovalPolicy?: RemovalPolicy;
}

import type { Authenticator, Caller } from '../auth/authenticator.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { EvidenceSink, Log } from '../evidence/evidence.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import type { Arrival } from './arrival.ts';
import type { Clock } from './clock.ts';
import type { GatewayRequest } from './exchange.ts';
import type { InFlight } from './in-flight.ts';
import type { KillSwitch } from './switches.ts';

/** Everything that the core works with; adapters choose the parts. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  /** By model alias. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
  readonly authenticator: Authenticator;
  readonly limiter: Limiter;
  readonly killSwitch: KillSwitch;
  readonly evidence: EvidenceSink;
  readonly log: Log;
  readonly clock: Clock;
}

/** An authenticated call on its way to its operation. */
export interface Serving {
  readonly parts: GatewayParts;
  readonly inFlight: InFlight;
  readonly request: GatewayRequest;
  readonly arrival: Arrival;
  readonly caller: Caller;
}

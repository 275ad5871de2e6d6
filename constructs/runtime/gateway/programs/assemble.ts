import { authenticator } from '../auth/authenticator.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import type { GatewayParts } from '../core/parts.ts';
import { tableKillSwitch } from '../core/table-kill-switch.ts';
import { jsonLog } from '../evidence/audit.ts';
import type { EvidenceSink, Log } from '../evidence/evidence.ts';
import { leasedLimiter } from '../limits/leased-limiter.ts';
import type { GatewayState } from '../state/gateway-state.ts';
import { createUpstreams, type UpstreamParts } from '../upstreams/create-upstreams.ts';
import { ProviderSecrets, type SecretReader } from '../upstreams/provider-secrets.ts';
import { line } from './environment.ts';

/** What a cloud gives the program. */
export interface CloudParts extends Omit<UpstreamParts, 'secrets' | 'clock'> {
  readonly state: GatewayState;
  readonly readSecret: SecretReader;
  readonly evidence: EvidenceSink;
}

/** The parts of a gateway on one cloud. */
export function assemble(
  config: GatewayConfig,
  { state, readSecret, evidence, ...identity }: CloudParts,
  clock: Clock = systemClock,
  log: Log = jsonLog(line),
): GatewayParts {
  return {
    config,
    clock,
    log,
    evidence,
    upstreams: createUpstreams(config, { ...identity, clock, secrets: new ProviderSecrets(readSecret, clock) }),
    authenticator: authenticator(config, state, clock, log),
    limiter: leasedLimiter(config, state, clock, log),
    killSwitch: tableKillSwitch(state, clock, log),
  };
}

import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import type { ServerlessGatewayArgs } from './serverless-gateway-args.ts';

/** What depends on how long calls take. */
export interface GatewayTiming {
  readonly cooldownSeconds: number;
  readonly terminationGracePeriodSeconds: number;
}

// KEDA's own default: https://learn.microsoft.com/azure/container-apps/scale-app#scale-behavior
const COOLDOWN_MARGIN_SECONDS = 300;
// What Azure gives where nothing is said; the program's own drain ends before.
const DRAIN_MARGIN_SECONDS = 30;

type Given = Pick<ServerlessGatewayArgs, 'cooldownSeconds' | 'terminationGracePeriodSeconds'>;

/** The times of the args, their defaults filled in from the configuration. */
export function timingOf(config: GatewayConfig, { cooldownSeconds, terminationGracePeriodSeconds }: Given): GatewayTiming {
  const { totalMillis, drainMillis } = config.timeouts;
  return {
    cooldownSeconds: cooldownSeconds ?? Math.ceil(totalMillis / 1000) + COOLDOWN_MARGIN_SECONDS,
    terminationGracePeriodSeconds: terminationGracePeriodSeconds ?? Math.ceil(drainMillis / 1000) + DRAIN_MARGIN_SECONDS,
  };
}

/** What times and configuration say of each other that cannot be, one sentence a fault. */
export function timingFaults({ timeouts }: GatewayConfig, { cooldownSeconds, terminationGracePeriodSeconds }: Given): string[] {
  const faults: string[] = [];
  if (cooldownSeconds !== undefined && cooldownSeconds * 1000 <= timeouts.totalMillis) {
    faults.push(
      `cooldownSeconds must be longer than the longest call, config.timeouts.totalMillis ${timeouts.totalMillis}, got ${cooldownSeconds}; a replica that streams takes no new calls and looks idle, so take ${Math.ceil(timeouts.totalMillis / 1000) + COOLDOWN_MARGIN_SECONDS} or leave it out`,
    );
  }
  if (terminationGracePeriodSeconds !== undefined && terminationGracePeriodSeconds * 1000 <= timeouts.drainMillis) {
    faults.push(
      `terminationGracePeriodSeconds must be longer than config.timeouts.drainMillis ${timeouts.drainMillis}, got ${terminationGracePeriodSeconds}; a replica is killed then, so take ${Math.ceil(timeouts.drainMillis / 1000) + DRAIN_MARGIN_SECONDS} or leave it out`,
    );
  }
  return faults;
}

/** The longest text of one environment variable on Linux, its name and end included: 32 pages. https://man7.org/linux/man-pages/man2/execve.2.html */
const MOST_VARIABLE_BYTES = 131_072;

/** What is wrong with the size of the configuration as the text of a variable, one sentence a fault. */
export function sizeFaults(variable: string, text: string): string[] {
  const bytes = Buffer.byteLength(`${variable}=${text}`) + 1;
  if (bytes <= MOST_VARIABLE_BYTES) return [];
  return [
    `config has ${bytes} bytes as one environment variable, of which Linux takes ${MOST_VARIABLE_BYTES}; give routes and consumers to a second gateway`,
  ];
}

import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { accessFaults } from './access.ts';
import { configFaults } from './config-faults.ts';
import { domainFaults } from './custom-domain.ts';
import { DEFAULT_FIREWALL, firewallFaults } from './firewall.ts';
import { retentionFaults } from './gateway-logs.ts';
import type { GatewayThrottle, ServerlessGatewayProps } from './serverless-gateway-props.ts';

/** A streamed call, and a function. https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
export const MOST_TIMEOUT = Duration.minutes(15);
export const DEFAULT_MEMORY_MIB = 1024;

/** Everything that is wrong with the props, one sentence each. */
export function serverlessGatewayFaults(scope: Construct, props: ServerlessGatewayProps): string[] {
  return [
    ...accessFaults(props.access),
    ...placeFaults(scope, props),
    ...firewallFaults(props.firewall ?? DEFAULT_FIREWALL),
    ...(props.throttle ? throttleFaults(props.throttle) : []),
    ...functionFaults(props),
    ...configFaults(props, props.timeout ?? MOST_TIMEOUT),
    ...retentionFaults(props.logRetention),
    ...(props.logRemovalPolicy === RemovalPolicy.SNAPSHOT
      ? ["logRemovalPolicy is 'snapshot', which a log group cannot have; use RETAIN or DESTROY"]
      : []),
  ];
}

function placeFaults(scope: Construct, { access, domain }: ServerlessGatewayProps): string[] {
  if (!domain) return [];
  const faults = domainFaults(scope, domain);
  if (access.kind === 'private') {
    faults.push(
      "domain cannot lead to a private API; leave it out, clients in the network use the API's own name, or choose another access.kind",
    );
  }
  return faults;
}

function throttleFaults({ requestsPerSecond, burst }: GatewayThrottle): string[] {
  return [
    ...wholeFaults('throttle.requestsPerSecond', requestsPerSecond, 1, 1_000_000, 'zero would refuse every call'),
    ...wholeFaults('throttle.burst', burst, 1, 1_000_000, 'zero would refuse every call'),
  ];
}

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
function functionFaults({ timeout, memoryMiB, reservedConcurrency }: ServerlessGatewayProps): string[] {
  const faults: string[] = [];
  if (timeout && !timeout.isUnresolved()) {
    const seconds = timeout.toSeconds({ integral: false });
    const most = MOST_TIMEOUT.toSeconds();
    if (!Number.isInteger(seconds) || seconds < 2 || seconds > most) {
      faults.push(
        `timeout must be 2 to ${most} whole seconds, as long as a streamed call may last, got ${seconds}; ${most} is the default`,
      );
    }
  }
  faults.push(...wholeFaults('memoryMiB', memoryMiB, 128, 10_240, `${DEFAULT_MEMORY_MIB} is the default`));
  faults.push(...wholeFaults('reservedConcurrency', reservedConcurrency, 1, 100_000, 'zero would switch the gateway off'));
  return faults;
}

function wholeFaults(prop: string, value: number | undefined, least: number, most: number, remedy: string): string[] {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return [];
  return [`${prop} must be a whole number from ${least} to ${most}, got ${value}; ${remedy}`];
}

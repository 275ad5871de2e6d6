import * as pulumi from '@pulumi/pulumi';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';

/** Whether a configuration refers to nothing that is known at deployment only. */
export function isPlainConfig(config: pulumi.Input<GatewayConfig>): config is GatewayConfig {
  return !pulumi.Output.isInstance(config) && !(config instanceof Promise);
}

import { GatewayError } from './gateway-error.ts';

/** What is switched off, as last read; the reader decides how old that may be. */
export interface Switches {
  readonly all: boolean;
  readonly models: ReadonlySet<string>;
  readonly consumers: ReadonlySet<string>;
}

/** The kill switch. A read that fails keeps what was known, and an instance that has never read one lets no call pass. */
export interface KillSwitch {
  readonly current: () => Promise<Switches>;
}

export function refuseSwitchedOff(switches: Switches, consumer: string): void {
  if (switches.all) throw off('The gateway is switched off.');
  if (switches.consumers.has(consumer)) throw off('This consumer is switched off.');
}

/** The models of a chain that may be asked; throws where none is left. */
export function switchedOn(chain: readonly string[], switches: Switches): readonly string[] {
  const left = chain.filter((alias) => !switches.models.has(alias));
  if (left.length === 0) throw off('Every model of this route is switched off.');
  return left;
}

function off(message: string): GatewayError {
  return new GatewayError('service_unavailable', { code: 'switched_off', message });
}

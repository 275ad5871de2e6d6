import type { Log } from '../evidence/evidence.ts';
import type { GatewayState, KillFlag } from '../state/gateway-state.ts';
import type { Clock } from './clock.ts';
import { GatewayError } from './gateway-error.ts';
import { Refreshed } from './refreshed.ts';
import type { KillSwitch, Switches } from './switches.ts';

// Read again after 20 s at the latest, so that a flag is in effect within the minute on every instance.
const MAX_AGE_MILLIS = 20_000;

/** The kill switch on the shared table; a change is logged by each instance that sees it. */
export function tableKillSwitch(state: GatewayState, clock: Clock, log: Log): KillSwitch {
  let seen = '[]';
  const flags = new Refreshed(
    async () => {
      const read = await state.killFlags();
      const now = JSON.stringify(read.map(nameOf).sort());
      if (now !== seen) log('warn', 'kill-switch', { off: now });
      seen = now;
      return switchesOf(read);
    },
    MAX_AGE_MILLIS,
    clock,
  );
  return {
    current: async () => {
      try {
        return await flags.value();
      } catch (error) {
        log('error', 'kill-switch-unreadable', { error: error instanceof Error ? error.name : typeof error });
        if (flags.last !== undefined) return flags.last;
        throw new GatewayError('service_unavailable', {
          code: 'state_unavailable',
          message: 'The gateway cannot read its state; try again.',
          retryAfterSeconds: 5,
        });
      }
    },
  };
}

function switchesOf(flags: readonly KillFlag[]): Switches {
  const named = (kind: 'model' | 'consumer') => new Set(flags.flatMap((flag) => (flag.kind === kind ? [flag.name] : [])));
  return { all: flags.some(({ kind }) => kind === 'all'), models: named('model'), consumers: named('consumer') };
}

function nameOf(flag: KillFlag): string {
  return flag.kind === 'all' ? 'all' : `${flag.kind} ${flag.name}`;
}

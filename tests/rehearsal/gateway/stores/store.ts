import type { Clock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import type { Counter, GatewayState, KeyHash, KillFlag } from '../../../../constructs/runtime/gateway/state/gateway-state.ts';
import type { Door, Reply } from '../door.ts';

/** One store of the gateway's rows as a test sees it: the adapter, and beside it a client of another make that acts for the operator. */
export interface Store {
  /** The adapter as an instance has it, straight to the store. */
  readonly open: (clock?: Clock) => GatewayState;
  readonly operator: Operator;
  readonly close: () => Promise<void>;
}

/** A store behind a network, with a door of which a test decides what fails. */
export interface RemoteStore extends Store {
  readonly door: Door;
  /** The adapter through the door. */
  readonly openThroughDoor: (clock?: Clock) => GatewayState;
  /** The adapter at an address where nobody listens. */
  readonly openNowhere: () => GatewayState;
  /** What the service says when it is asked too much. */
  readonly throttled: Reply;
  /** Writes so many hashes that the service gives them in several pages; gives how many. */
  readonly fillKeys: () => Promise<number>;
}

export interface Operator {
  readonly used: (counter: Counter) => Promise<number>;
  readonly putKey: (hash: KeyHash) => Promise<void>;
  readonly dropKey: (consumer: string, slot: KeyHash['slot']) => Promise<void>;
  readonly switchOff: (flag: KillFlag) => Promise<void>;
  readonly switchOn: (flag: KillFlag) => Promise<void>;
}

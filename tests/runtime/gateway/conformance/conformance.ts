import { afterAll, beforeAll, describe } from 'vitest';
import { apiRules } from './api.ts';
import { badInputRules } from './bad-input.ts';
import type { ShapeName } from './differences.ts';
import { type Door, open } from './door.ts';
import { faultRules } from './faults.ts';
import { limitRules } from './limits.ts';
import { routeRules } from './routes.ts';
import { secrecyRules } from './secrecy.ts';
import { stopRules } from './stop.ts';
import { streamRules } from './streams.ts';

/** The door of a running suite; rules ask for it when they run. */
export type TheDoor = () => Door;

/**
 * What every app team may rely on, told once for each shape of the program. The program is the real entry in a process of its own, its
 * cloud and its providers are stand-ins at the wire, and its callers are the official client.
 */
export function conformance(shape: ShapeName): void {
  describe(`The program as a ${shape}`, () => {
    let opened: Door | undefined;
    const door = () => {
      if (opened === undefined) throw new Error('the program has not started');
      return opened;
    };
    beforeAll(async () => {
      opened = await open(shape);
    });
    afterAll(() => opened?.close());

    apiRules(shape, door);
    faultRules(shape, door);
    streamRules(shape, door);
    routeRules(door);
    limitRules(door);
    badInputRules(door);
    // The last two look back on all calls before them.
    stopRules(door);
    secrecyRules(door);
  });
}

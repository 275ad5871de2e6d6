import { expect, test } from 'vitest';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { InFlight } from '../../../constructs/runtime/gateway/core/in-flight.ts';

/** Sleeps that end when the test says so, in their order. */
function slowClock() {
  const sleeps: { readonly millis: number; readonly end: () => void }[] = [];
  const sleep = (millis: number) => new Promise<void>((end) => sleeps.push({ millis, end }));
  return { sleeps, clock: { ...systemClock, sleep } };
}

const never = new AbortController().signal;

test('A drain waits for the calls that run, and no longer', async () => {
  const { clock } = slowClock();
  const calls = new InFlight(clock);
  const { done } = calls.begin(never);
  const drained = calls.drain(1000);
  expect(() => calls.refuseWhileDraining()).toThrow(/stopping/);
  done();
  await drained;
});

test('A drain that has waited long enough ends the calls, and a stream that nobody reads does not hold it up', async () => {
  const { clock, sleeps } = slowClock();
  const calls = new InFlight(clock);
  const { signal } = calls.begin(never);
  const drained = calls.drain(1000);
  expect(sleeps.map(({ millis }) => millis)).toEqual([1000]);
  sleeps[0]?.end();
  await expect.poll(() => signal.aborted).toBe(true);
  expect(signal.reason).toMatchObject({ code: 'shutting_down' });
  await expect.poll(() => sleeps.length).toBe(2);
  sleeps[1]?.end();
  await drained;
});

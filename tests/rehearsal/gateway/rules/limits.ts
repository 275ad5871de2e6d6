import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsumerConfig, GatewayConfig } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import { gatewayConfig } from '../config.ts';
import { type Answer, chat, clockFrom, type Instance, instance } from '../instance.ts';
import { hashOf, newKey } from '../keys.ts';
import type { RemoteStore } from '../stores/store.ts';
import { upstream } from '../upstream.ts';

const CLIENTS = 50;
const INSTANCES = 2;
/** Five seconds into a minute, eleven days into a month of 31 days. */
const START = Date.UTC(2027, 2, 12, 10, 15, 5);
const TOKENS = 500;
/** Of one client; a limit that holds refuses long before. */
const MOST_CALLS = 300;

/**
 * Limits over one real table, asked by 50 clients at once through two instances with caches and leases of their own.
 * `coldInstances` is how many may begin at once on that cloud.
 */
export function limitRules(store: () => RemoteStore, coldInstances: number): void {
  let provider: Awaited<ReturnType<typeof upstream>>;
  beforeAll(async () => {
    provider = await upstream();
  });
  afterAll(() => provider.close());

  let consumers = 0;
  /** Two instances with a consumer of their own, whose key is in the table. */
  const started = async (limits: Omit<ConsumerConfig, 'routes'>, rest: Partial<GatewayConfig['limits']> = {}) => {
    const consumer = `limited-${++consumers}`;
    const key = newKey();
    await store().operator.putKey(hashOf(key, consumer));
    const config = gatewayConfig(provider.baseUrl, { [consumer]: limits });
    const clock = clockFrom(START);
    const another = () => instance({ ...config, limits: { ...config.limits, ...rest } }, store().open(clock), clock);
    const instances = await Promise.all(Array.from({ length: INSTANCES }, another));
    return { consumer, key, clock, another, instances };
  };

  test('requests per minute: as many as the limit says, less the open leases, then 429 with the seconds until the next minute', async () => {
    const limit = 400;
    const { consumer, key, clock, instances } = await started({ requestsPerMinute: limit });
    const { admitted, refusals } = await askUntilRefused(instances, key);
    expect(admitted).toBeLessThanOrEqual(limit);
    expect(admitted).toBeGreaterThanOrEqual(limit - INSTANCES * leaseOf(limit, 1));
    expect(await store().operator.used({ consumer, kind: 'requests-minute', window: '2027-03-12T10:15' })).toBe(limit);
    for (const refusal of refusals) expectRefusal(refusal, 'requests_limit_reached', 55);
    clock.pass(60_000);
    expect((await chat(instances[0]?.url ?? '', key)).status).toBe(200);
    await stop(instances);
  });

  test('tokens per minute: what was used stays within the limit, and within the open leases of it', async () => {
    const limit = 150_000;
    const { key, instances } = await started({ tokensPerMinute: limit });
    const before = provider.used();
    const { refusals } = await askUntilRefused(instances, key, TOKENS);
    const used = provider.used() - before;
    expect(used).toBeLessThanOrEqual(limit);
    expect(used).toBeGreaterThanOrEqual(limit - INSTANCES * leaseOf(limit, TOKENS));
    for (const refusal of refusals) expectRefusal(refusal, 'tokens_limit_reached', 55);
    await stop(instances);
  });

  test('tokens per month: instances that stop give their leases back, and new ones find what was spent', async () => {
    const limit = 100_000;
    const { consumer, key, clock, another, instances } = await started({ tokensPerMonth: limit });
    const counter = { consumer, kind: 'tokens-month', window: '2027-03' } as const;
    const before = provider.used();
    const { refusals } = await askUntilRefused(instances, key, TOKENS);
    for (const refusal of refusals) expectRefusal(refusal, 'tokens_limit_reached', 20 * 86_400 - (10 * 60 + 15) * 60 - 5);
    await stop(instances);
    const used = provider.used() - before;
    expect(used).toBeGreaterThanOrEqual(limit - INSTANCES * leaseOf(limit, TOKENS));
    expect(await store().operator.used(counter)).toBe(used);

    clock.pass(3_600_000);
    const next = await another();
    await askUntilRefused([next], key, TOKENS);
    await stop([next]);
    expect(provider.used() - before).toBeLessThanOrEqual(limit);
    expect(await store().operator.used(counter)).toBe(provider.used() - before);
  });

  test(`${coldInstances} instances that begin with one call each lease no more than their calls`, async () => {
    const { consumer, key, another, instances } = await started({ tokensPerMinute: 100_000 });
    const cold = await Promise.all(Array.from({ length: coldInstances - INSTANCES }, another));
    const answers = await Promise.all([...instances, ...cold].map(({ url }) => chat(url, key, TOKENS)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await store().operator.used({ consumer, kind: 'tokens-minute', window: '2027-03-12T10:15' })).toBe(coldInstances * TOKENS);
    await stop([...instances, ...cold]);
  });

  test.each([
    ['closed', 503],
    ['open', 200],
  ] as const)('counters out of reach fail %s', async (countersFail, status) => {
    const consumer = `unreached-${countersFail}`;
    const key = newKey();
    await store().operator.putKey(hashOf(key, consumer));
    const config = gatewayConfig(provider.baseUrl, { [consumer]: { tokensPerMinute: 100_000 } });
    const [reached, nowhere] = [store().open(), store().openNowhere()];
    // Keys and switches are read as before: only the counters are gone.
    const state = { ...nowhere, keyHashes: () => reached.keyHashes(), killFlags: () => reached.killFlags() };
    const counters = { lease: nowhere.lease.bind(nowhere), giveBack: nowhere.giveBack.bind(nowhere) };
    const one = await instance({ ...config, limits: { ...config.limits, countersFail } }, { ...state, ...counters });
    const start = performance.now();
    const answers = await Promise.all(Array.from({ length: CLIENTS }, () => chat(one.url, key, TOKENS)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
    if (status === 503) expect(answers[0]).toMatchObject({ retryAfter: 5, body: { error: { code: 'counters_unavailable' } } });
    // One call's patience, not fifty.
    expect(performance.now() - start).toBeLessThan(4000);
    expect(one.log).toContainEqual({ level: 'error', event: 'counters-unreachable', fields: { consumer, fail: countersFail } });
    await stop([one]);
  });
}

/** The largest lease of an instance, which is what it can hold at the end: a part of the limit, or what one call takes. */
function leaseOf(limit: number, call: number): number {
  return Math.max((limit * 5) / 100, call);
}

/** Fifty clients, each on both instances in turn, until each has met its first refusal. */
async function askUntilRefused(instances: readonly Instance[], key: string, tokens = 2) {
  let admitted = 0;
  const client = async (first: number): Promise<Answer> => {
    for (let turn = first; turn < MOST_CALLS; turn++) {
      const answer = await chat(instances[turn % instances.length]?.url ?? '', key, tokens);
      if (answer.status !== 200) return answer;
      admitted++;
    }
    throw new Error(`${MOST_CALLS} calls of one client were let in`);
  };
  const refusals = await Promise.all(Array.from({ length: CLIENTS }, (_, first) => client(first)));
  return { admitted, refusals };
}

function expectRefusal({ status, retryAfter = 0, body }: Answer, code: string, seconds: number): void {
  expect({ status, code: body.error?.code, type: body.error?.type }).toEqual({ status: 429, code, type: 'rate_limit_error' });
  // The test itself takes some seconds.
  expect(retryAfter).toBeLessThanOrEqual(seconds);
  expect(retryAfter).toBeGreaterThan(seconds - 30);
}

async function stop(instances: readonly Instance[]): Promise<void> {
  await Promise.all(instances.map((one) => one.stop()));
}

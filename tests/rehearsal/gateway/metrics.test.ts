import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { azureMonitorMetrics } from '../../../constructs/runtime/gateway/azure/monitor-metrics.ts';
import type { CallRecord } from '../../../constructs/runtime/gateway/evidence/evidence.ts';
import { freePort } from '../free-port.ts';
import { gatewayConfig } from './config.ts';
import { Container } from './container.ts';
import { INSTRUMENTATION_KEY, type Ingested, type Ingestion, ingestion } from './ingestion.ts';
import { chat } from './instance.ts';
import { hashOf, newKey } from './keys.ts';
import { type TableStore, tableStore } from './stores/tables.ts';
import { upstream } from './upstream.ts';

const DIMENSIONS = ['Consumer', 'Model', 'Route', 'StatusClass', 'Variant'];

let store: TableStore;
let endpoint: Ingestion;
let provider: Awaited<ReturnType<typeof upstream>>;
beforeAll(async () => {
  [store, provider] = await Promise.all([tableStore(), upstream()]);
  endpoint = await ingestion(store.azurite.certificate);
});
afterAll(async () => {
  await endpoint?.close();
  await provider?.close();
  await store?.close();
});
beforeEach(() => {
  endpoint.points.length = 0;
  endpoint.faults.length = 0;
});

/** The sum of a metric's points with these dimensions. */
function sum(name: string, dimensions: Partial<Ingested['dimensions']> = {}): number {
  const fits = (point: Ingested) => Object.entries(dimensions).every(([key, value]) => point.dimensions[key] === value);
  return endpoint.points.filter((point) => point.name === name && fits(point)).reduce((total, { value }) => total + value, 0);
}

describe('Metrics of the container', () => {
  test('reach Application Insights by the identity alone when it stops, and hold every call', async () => {
    const key = newKey();
    await store.operator.putKey(hashOf(key, 'metered'));
    const config = gatewayConfig(provider.baseUrl, { metered: { requestsPerMinute: 5 } });
    const container = await Container.start(config, store, { APPLICATIONINSIGHTS_CONNECTION_STRING: endpoint.connectionString });
    const answers: Awaited<ReturnType<typeof chat>>[] = [];
    // A minute may end meanwhile: what was let in is counted, not assumed.
    for (let call = 0; call < 7; call++) answers.push(await chat(container.url, key, 40));
    answers.push(await chat(container.url, newKey()));
    const counted = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect(counted(200)).toBeGreaterThanOrEqual(5);
    expect(await container.terminate()).toBe(0);

    expect(endpoint.faults).toEqual([]);
    const known = { Consumer: 'metered', Route: 'chat', Model: 'assistant', Variant: 'assistant', StatusClass: '2xx' };
    expect(sum('Requests', known)).toBe(counted(200));
    expect(sum('PromptTokens', known)).toBe(39 * counted(200));
    expect(sum('CompletionTokens', known)).toBe(counted(200));
    expect(sum('Throttles', { Consumer: 'metered', StatusClass: '4xx' })).toBe(counted(429));
    expect(sum('Requests', { Consumer: 'none', StatusClass: '4xx' })).toBe(1);
    expect(sum('Requests')).toBe(answers.length);
    expect(container.lines.filter(({ type }) => type === 'audit')).toHaveLength(answers.length);
  });

  test('name neither a user nor a request, a key or a token', async () => {
    const key = newKey();
    await store.operator.putKey(hashOf(key, 'metered'));
    const config = gatewayConfig(provider.baseUrl, { metered: {} });
    const container = await Container.start(config, store, { APPLICATIONINSIGHTS_CONNECTION_STRING: endpoint.connectionString });
    const body = { model: 'chat', user: 'mallory@example.com', messages: [{ role: 'user', content: 'a secret of mine' }] };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(`${container.url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status).toBe(200);
    await container.terminate();
    expect(endpoint.points.length).toBeGreaterThan(0);
    for (const { dimensions, tags } of endpoint.points) {
      expect(Object.keys(dimensions).sort()).toEqual(DIMENSIONS);
      expect(tags).toMatchObject({ 'ai.cloud.role': 'support-assistant-dev.llm-gateway' });
    }
    const words = [...endpoint.points.map((point) => JSON.stringify(point)), container.output].join('\n');
    for (const secret of ['mallory', 'a secret of mine', key, 'eyJ']) expect(words).not.toContain(secret);
  });
});

describe('A container whose stores are gone', () => {
  test('still ends by itself in time, and says what it could not send', async () => {
    const key = newKey();
    const config = gatewayConfig(provider.baseUrl, { metered: { tokensPerMonth: 100_000 } });
    const nowhere = `InstrumentationKey=${INSTRUMENTATION_KEY};IngestionEndpoint=https://127.0.0.1:${await freePort()}/`;
    await store.operator.putKey(hashOf(key, 'metered'));
    const container = await Container.start(config, store, { APPLICATIONINSIGHTS_CONNECTION_STRING: nowhere });
    expect((await chat(container.url, key, 40)).status).toBe(200);
    const start = performance.now();
    expect(await container.terminate()).toBe(0);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(container.lines).toContainEqual(expect.objectContaining({ event: 'metrics-unsent' }));
  });
});

describe('The exporter', () => {
  const call: CallRecord = {
    requestId: '8f14e45f-ceea-467f-a8b1-5f0e2d0c9b11',
    at: '2027-03-01T10:15:00.000Z',
    consumer: 'web',
    route: 'chat',
    model: 'assistant',
    variant: 'assistant',
    operation: 'chat',
    status: 200,
    attempts: 1,
    fallback: false,
    promptTokens: 12,
    completionTokens: 3,
    totalMillis: 250,
    callerLeft: false,
  };
  const getToken = async () => {
    const query = new URLSearchParams({ 'api-version': '2019-08-01', client_id: store.identity.environment.AZURE_CLIENT_ID });
    query.set('resource', 'https://monitor.azure.com');
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = store.identity.environment;
    const response = await fetch(`${IDENTITY_ENDPOINT}?${query}`, { headers: { 'x-identity-header': IDENTITY_HEADER } });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
  };
  const metrics = (log: string[] = []) =>
    azureMonitorMetrics({
      connectionString: endpoint.connectionString,
      credential: { getToken },
      platform: { name: 'support-assistant', environment: 'dev' },
      log: (_, event) => log.push(event),
      tlsOptions: { ca: store.azurite.certificate.cert },
      storageDirectory: join(dirname(store.azurite.certificate.certFile), 'unsent'),
    });

  // The first in its process: what the exporter reports on itself is set up once.
  test('reports nothing on itself, which would go to a public store of Microsoft', async () => {
    const intervals = vi.spyOn(globalThis, 'setInterval');
    const sink = metrics();
    sink.record(call);
    await sink.flush();
    expect(intervals.mock.calls.map(([, millis]) => millis)).toEqual([60_000]);
    intervals.mockRestore();
  });

  test('sends each interval’s change and not the sum since the start', async () => {
    const sink = metrics();
    sink.record(call);
    await sink.flush();
    sink.record(call);
    sink.record({ ...call, totalMillis: 750 });
    await sink.flush();
    expect(endpoint.faults).toEqual([]);
    expect(endpoint.points.filter(({ name }) => name === 'Requests').map(({ value }) => value)).toEqual([1, 2]);
    expect(endpoint.points.filter(({ name }) => name === 'LatencyMillis')).toMatchObject([
      { value: 250, count: 1, min: 250, max: 250 },
      { value: 1000, count: 2, min: 250, max: 750 },
    ]);
  });

  test('sends again what the endpoint was too busy for, once', async () => {
    const sink = metrics();
    sink.record(call);
    endpoint.next.push({ status: 503 });
    await sink.flush();
    expect(sum('Requests')).toBe(1);
    expect(endpoint.faults).toEqual([]);
  });

  test.each([
    ['at once', [400]],
    ['after three tries', [503, 503, 503]],
  ])('says that metrics were not taken, %s', async (_, statuses) => {
    const log: string[] = [];
    const sink = metrics(log);
    sink.record(call);
    endpoint.next.push(...statuses.map((status) => ({ status })));
    await sink.flush().catch(() => {});
    expect(log).toEqual(['metrics-unsent']);
    expect(endpoint.next).toEqual([]);
  });
});

import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { ApiKeys } from '../../../constructs/runtime/gateway/auth/api-keys.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { bootstrapConsumerKeys, type KeyConsumer, type KeyRows } from '../../../constructs/runtime/gateway-bootstrap/consumer-keys.ts';
import { CONSUMER_KEYS_TEMPLATE } from '../../../constructs/runtime/gateway-bootstrap/key-secret.ts';

const WEB: KeyConsumer = { name: 'web', secret: 'secret-of-web' };
const MAIL: KeyConsumer = { name: 'mail', secret: 'secret-of-mail' };
const KEY = `llm-${'a'.repeat(43)}`;

let state: MemoryState;
let texts: Map<string, string>;
let writes: string[];

beforeEach(() => {
  state = new MemoryState();
  texts = new Map([
    [WEB.secret, CONSUMER_KEYS_TEMPLATE],
    [MAIL.secret, CONSUMER_KEYS_TEMPLATE],
  ]);
  writes = [];
});

const rows: KeyRows = {
  read: () => state.keyHashes(),
  write: async (row) => {
    writes.push(`row ${row.consumer} ${row.slot}`);
    state.hashes = [...state.hashes.filter(({ consumer, slot }) => consumer !== row.consumer || slot !== row.slot), row];
  },
  remove: async (row) => {
    writes.push(`no row ${row.consumer} ${row.slot}`);
    state.hashes = state.hashes.filter(({ consumer, slot }) => consumer !== row.consumer || slot !== row.slot);
  },
};

const run = (...consumers: readonly KeyConsumer[]) =>
  bootstrapConsumerKeys(consumers, {
    rows,
    randomBytes,
    secrets: {
      read: async (id) => texts.get(id) ?? '',
      write: async (id, text) => {
        writes.push(`secret ${id}`);
        texts.set(id, text);
      },
    },
  });

const keysOf = ({ secret }: KeyConsumer): { current: string; previous: string } => JSON.parse(texts.get(secret) ?? '{}');
/** Whom the gateway takes the holder of a key for. */
const holderOf = (key: string) => new ApiKeys(state, 30, systemClock).consumerOf(key);

test('a consumer without a key gets one, by which the gateway knows it', async () => {
  await run(WEB, MAIL);
  expect(keysOf(WEB)).toEqual({ current: expect.stringMatching(/^llm-[A-Za-z0-9_-]{43}$/), previous: '' });
  expect(keysOf(WEB).current).not.toBe(keysOf(MAIL).current);
  expect(await holderOf(keysOf(WEB).current)).toBe('web');
  expect(await holderOf(keysOf(MAIL).current)).toBe('mail');
  expect(await holderOf(KEY)).toBeUndefined();
});

test('the key is kept before its hash is written', async () => {
  await run(WEB);
  expect(writes).toEqual(['secret secret-of-web', 'row web current']);
});

test('a second run changes nothing', async () => {
  await run(WEB, MAIL);
  const before = JSON.stringify([[...texts], state.hashes]);
  writes = [];
  await run(WEB, MAIL);
  expect(writes).toEqual([]);
  expect(JSON.stringify([[...texts], state.hashes])).toBe(before);
});

test('a key that is there is taken as it is, in both slots', async () => {
  const previous = `llm-${'b'.repeat(43)}`;
  texts.set(WEB.secret, JSON.stringify({ current: KEY, previous }));
  await run(WEB);
  expect(keysOf(WEB)).toEqual({ current: KEY, previous });
  expect([await holderOf(KEY), await holderOf(previous)]).toEqual(['web', 'web']);
});

test('a run that ended between key and hash is made good by the next', async () => {
  texts.set(WEB.secret, JSON.stringify({ current: KEY, previous: '' }));
  await run(WEB);
  expect(writes).toEqual(['row web current']);
});

test('a slot that was emptied is dead, a key that was exchanged too', async () => {
  texts.set(WEB.secret, JSON.stringify({ current: KEY, previous: `llm-${'b'.repeat(43)}` }));
  await run(WEB);
  texts.set(WEB.secret, JSON.stringify({ current: `llm-${'c'.repeat(43)}`, previous: '' }));
  await run(WEB);
  expect(await Promise.all(['a', 'b', 'c'].map((letter) => holderOf(`llm-${letter.repeat(43)}`)))).toEqual([undefined, undefined, 'web']);
});

test('rows of a consumer that is not named stay', async () => {
  await run(WEB, MAIL);
  await run(WEB);
  expect(state.hashes.map(({ consumer }) => consumer).sort()).toEqual(['mail', 'web']);
});

describe('A secret that holds something else', () => {
  test.each(['', 'no JSON', '[]', '{"current":"sk-foreign"}', '{"current":7}', `{"current":"${KEY}","previous":"x"}`])(
    'is refused without a word of it: %s',
    async (text) => {
      texts.set(WEB.secret, text);
      const failure: Error = await run(WEB).then(
        () => new Error('took it'),
        (error) => error,
      );
      expect(failure.message).toMatch(/^the secret of the consumer 'web' holds no keys of the gateway's form; put/);
      expect(failure.message).not.toMatch(/sk-foreign|llm-a/);
      expect(texts.get(WEB.secret)).toBe(text);
    },
  );

  test('takes no other consumer’s key', async () => {
    texts.set(WEB.secret, 'no JSON');
    await expect(run(WEB, MAIL)).rejects.toThrow("consumer 'web'");
    expect(await holderOf(keysOf(MAIL).current)).toBe('mail');
  });
});

test('the template is frozen: another text would overwrite the keys that are in use', () => {
  expect(CONSUMER_KEYS_TEMPLATE).toBe('{"current":"","previous":""}');
});

import { describe, expect, test } from 'vitest';
import { judgeAttributes } from '../../constructs/cli/azure-secret-status.ts';

const options = { maxAgeDays: 90, asOf: '2026-11-24' };
const version = (day: string, enabled = true) => ({ created: `${day}T09:00:00+00:00`, enabled });
const TEMPLATE = version('2026-01-01');

describe('a secret that the platform made', () => {
  test('is empty while its first version, the template, is the only one', () => {
    expect(judgeAttributes([TEMPLATE], options)).toEqual({ kind: 'empty' });
  });

  test.each([
    ['last', [TEMPLATE, version('2026-11-20')]],
    ['first', [version('2026-11-20'), TEMPLATE]],
  ])('is set once it has a second version, the newest listed %s', (_, versions) => {
    expect(judgeAttributes(versions, options)).toEqual({ kind: 'set', ageDays: 4 });
  });

  test('is judged by the newest version that is not switched off', () => {
    expect(judgeAttributes([TEMPLATE, version('2026-11-10'), version('2026-11-20', false)], options)).toEqual({ kind: 'set', ageDays: 14 });
  });

  test('is set up to the last allowed day and too old on the next', () => {
    const versions = [TEMPLATE, version('2026-08-26')];
    expect(judgeAttributes(versions, options)).toEqual({ kind: 'set', ageDays: 90 });
    expect(judgeAttributes(versions, { ...options, asOf: '2026-11-25' })).toEqual({ kind: 'too-old', ageDays: 91 });
  });

  test('is empty where every version is switched off', () => {
    expect(judgeAttributes([version('2026-01-01', false), version('2026-02-01', false)], options)).toEqual({ kind: 'empty' });
  });
});

test('a secret without a version is not deployed', () => {
  expect(judgeAttributes([], options)).toEqual({ kind: 'not-deployed' });
});

test('a version without a date is not judged', () => {
  expect(judgeAttributes([TEMPLATE, { enabled: true }], options)).toMatchObject({ kind: 'unknown' });
});

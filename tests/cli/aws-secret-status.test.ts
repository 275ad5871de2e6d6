import { describe, expect, test } from 'vitest';
import { judgeVersions } from '../../constructs/cli/aws-secret-status.ts';

const options = { maxAgeDays: 90, asOf: '2026-11-24' };
const current = (CreatedDate: string | number) => ({ VersionStages: ['AWSCURRENT'], CreatedDate });
const previous = { VersionStages: ['AWSPREVIOUS'], CreatedDate: '2026-01-01T00:00:00Z' };

describe('a secret that the platform made', () => {
  test('is empty while its first version, the template, is the only one', () => {
    expect(judgeVersions({ Versions: [current('2026-11-20T10:00:00Z')] }, options)).toEqual({ kind: 'empty' });
  });

  test('is set once it has a second version', () => {
    expect(judgeVersions({ Versions: [previous, current('2026-11-20T10:00:00Z')] }, options)).toEqual({ kind: 'set', ageDays: 4 });
  });

  test('stays set when an older version has lost its stage', () => {
    const versions = [{ CreatedDate: '2026-01-01T00:00:00Z' }, previous, current('2026-11-20T10:00:00Z')];
    expect(judgeVersions({ Versions: versions }, options)).toEqual({ kind: 'set', ageDays: 4 });
  });

  test('is set up to the last allowed day and too old on the next', () => {
    const versions = [previous, current('2026-08-26T23:00:00Z')];
    expect(judgeVersions({ Versions: versions }, options)).toEqual({ kind: 'set', ageDays: 90 });
    expect(judgeVersions({ Versions: versions }, { ...options, asOf: '2026-11-25' })).toEqual({ kind: 'too-old', ageDays: 91 });
  });
});

test('without a current version nothing is set', () => {
  expect(judgeVersions({ Versions: [previous] }, options)).toEqual({ kind: 'empty' });
  expect(judgeVersions({}, options)).toEqual({ kind: 'empty' });
});

test('version 1 of the AWS CLI writes dates as seconds', () => {
  const seconds = Date.parse('2026-11-14T12:00:00Z') / 1000 + 0.123;
  expect(judgeVersions({ Versions: [previous, current(seconds)] }, options)).toEqual({ kind: 'set', ageDays: 10 });
});

test('a value set after the day of judgement is not of negative age', () => {
  expect(judgeVersions({ Versions: [previous, current('2026-12-24T00:00:00Z')] }, options)).toEqual({ kind: 'set', ageDays: 0 });
});

test('a version without a date is not judged', () => {
  expect(judgeVersions({ Versions: [previous, { VersionStages: ['AWSCURRENT'] }] }, options)).toMatchObject({ kind: 'unknown' });
});

import { describe, expect, test } from 'vitest';
import { allowsDimensions, allowsUnits, daysBetween, findModel, provisionedStep } from '../../constructs/catalog/index.ts';

describe('dimensions', () => {
  const titan = findModel('titan-embed-v2')?.dimensions;
  const large = findModel('text-embedding-3-large')?.dimensions;

  test.each([
    [1024, true],
    [256, true],
    [255, false],
    [1536, false],
  ])('of a list allow its own values alone: %i', (value, expected) => {
    expect(titan && allowsDimensions(titan, value)).toBe(expected);
  });

  test.each([
    [1, true],
    [3072, true],
    [0, false],
    [3073, false],
    [1024.5, false],
  ])('of a range allow every whole number from end to end: %d', (value, expected) => {
    expect(large && allowsDimensions(large, value)).toBe(expected);
  });
});

describe('provisioned throughput', () => {
  const gpt = findModel('gpt-5.1');

  test.each([
    ['in-region', { minimum: 50, increment: 50 }],
    ['geography', { minimum: 15, increment: 5 }],
    ['global', { minimum: 15, increment: 5 }],
  ] as const)('of gpt-5.1 is sold %s in its own steps', (processing, expected) => {
    expect(gpt && provisionedStep(gpt, processing)).toEqual(expected);
  });

  test('is unknown for a model that only runs elsewhere', () => {
    const titan = findModel('titan-embed-v2');
    expect(titan).toBeDefined();
    expect(titan && provisionedStep(titan, 'in-region')).toBeUndefined();
  });

  test.each([
    [15, true],
    [20, true],
    [10, false],
    [17, false],
    [15.5, false],
  ])('is sold from the minimum in whole steps: %d', (units, expected) => {
    expect(allowsUnits({ minimum: 15, increment: 5 }, units)).toBe(expected);
  });
});

describe('days', () => {
  test.each([
    ['2026-11-23', '2026-11-24', 1],
    ['2026-11-23', '2026-11-23', 0],
    ['2026-11-23', '2026-11-22', -1],
    ['2028-02-28', '2028-03-01', 2],
    ['2027-03-27', '2027-03-29', 2],
  ])('from %s to %s are %i, across leap days and summer time', (from, to, expected) => {
    expect(daysBetween(from, to)).toBe(expected);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearestNames } from '../../constructs/spec/nearest.ts';

const text = fc.string({ maxLength: 12 });
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['claude', 'claude', 0],
    ['claude', 'cluade', 1],
    ['claude', 'claud', 1],
    ['kitten', 'sitting', 3],
  ])('of %j and %j is %i', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
  });

  test('is the same both ways, and nothing only between equals', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test('lies between the difference of the lengths and the longer length', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  test('of a text with one character more is one', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(editDistance(before + after, `${before}x${after}`)).toBe(1);
      }),
    );
  });
});

describe('nearest names', () => {
  test('begin with the name itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), fc.nat(), (names, pick) => {
        const input = names[pick % names.length] ?? '';
        expect(nearestNames(input, names)[0]).toBe(input);
      }),
    );
  });

  test('are names of the list, each once, no more than asked for, and never further than one left out', () => {
    fc.assert(
      fc.property(name, fc.array(name), fc.integer({ min: 1, max: 5 }), (input, names, n) => {
        const nearest = nearestNames(input, names, n);
        expect(nearest.length).toBeLessThanOrEqual(n);
        expect(new Set(nearest).size).toBe(nearest.length);
        expect(names).toEqual(expect.arrayContaining([...nearest]));
        const distances = nearest.map((found) => editDistance(input, found));
        expect(distances).toEqual([...distances].sort((a, b) => a - b));
      }),
    );
  });

  test('find a name with one slip in it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), fc.nat(), fc.nat(), (names, pick, place) => {
        const meant = names[pick % names.length] ?? '';
        const at = place % (meant.length + 1);
        const slipped = `${meant.slice(0, at)}q${meant.slice(at)}`;
        expect(nearestNames(slipped, names, names.length)).toContain(meant);
      }),
    );
  });

  test('forgive case, blanks and separators', () => {
    expect(nearestNames('West Europe', ['northeurope', 'westeurope'])[0]).toBe('westeurope');
    expect(nearestNames('Claude Sonnet 4-6', ['claude-opus-4.6', 'claude-sonnet-4.6'])[0]).toBe('claude-sonnet-4.6');
  });

  test('are none when nothing resembles the input', () => {
    expect(nearestNames('kubernetes', ['claude-sonnet-4.6', 'gpt-5.4'])).toEqual([]);
  });
});

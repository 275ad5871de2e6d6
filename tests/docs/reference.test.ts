import { expect, test } from 'vitest';
import { fileReference } from './support/file-reference.ts';

// A changed docstring is taken over by `npm test -- tests/docs/reference --update`.
test('the reference of the platform file says what its docstrings say', async () => {
  await expect(fileReference()).toMatchFileSnapshot('../../constructs/spec/REFERENCE.md');
});

test('every key of the reference says what it is', () => {
  const rows = fileReference()
    .split('\n')
    .filter((line) => /^\| `\w+\??` \|/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  // `version`, `kind` and the keys by cloud say themselves what they are.
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});

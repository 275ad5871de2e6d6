/**
 * The names that an input most probably meant, nearest first, equals in the order of `names`. Empty when nothing is near: a far-off
 * suggestion misleads more than none.
 *
 * Case, blanks and the separators `-`, `_` and `.` count for nothing, so that a display name finds its identifier
 * (`West Europe` finds `westeurope`) and `claude-sonnet-4-6` finds `claude-sonnet-4.6`.
 */
export function nearestNames(input: string, names: readonly string[], n = 3): readonly string[] {
  const wanted = plain(input);
  return [...new Set(names)]
    .filter((name) => isWithin(Math.abs(wanted.length - plain(name).length), wanted, plain(name)))
    .map((name) => ({ name, edits: editDistance(wanted, plain(name)) }))
    .filter(({ name, edits }) => isWithin(edits, wanted, plain(name)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, n)
    .map(({ name }) => name);
}

// A slip of two characters is a typing error in a name of any length.
const FEW_EDITS = 2;

/** Whether so many edits leave two names alike. The difference of their lengths is the least there can be, and costs nothing to know. */
function isWithin(edits: number, a: string, b: string): boolean {
  return edits <= Math.max(FEW_EDITS, Math.floor(Math.max(a.length, b.length) / 3));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s._-]/g, '');
}

/**
 * The fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string alignment).
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(above, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let edits = Math.min(at(above, column) + 1, at(current, column - 1) + 1, replaced);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) edits = Math.min(edits, at(before, column - 2) + 1);
      current.push(edits);
    }
    before = above;
    above = current;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

import { isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Position, SourceDocument } from './source-document.ts';

/** The place of an offset of the text. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/**
 * Finds the place of a path: of its key in a map, of its item in a list; the deepest part that exists. An alias is the end of the way:
 * what it stands for is written elsewhere.
 */
export function nodeLocator(contents: Node | null, lines: LineCounter): SourceDocument['locate'] {
  // A large map is asked for many keys, so it is read once.
  const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairsOf = (map: YAMLMap) => {
    const known = pairs.get(map);
    if (known) return known;
    const found = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[keyText(pair.key.value), pair]] : [])));
    pairs.set(map, found);
    return found;
  };

  return (path) => {
    let node: unknown = contents;
    let offset = contents?.range?.[0];
    for (const part of path) {
      if (isMap(node)) {
        const pair = pairsOf(node).get(String(part));
        if (!pair) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(part)] as Node | undefined;
        if (!item) break;
        offset = item.range?.[0] ?? offset;
        node = item;
      } else break;
    }
    return offset === undefined ? undefined : positionAt(lines, offset);
  };
}

/** A key as it reads in the data: an empty one is the empty text there. */
function keyText(key: unknown): string {
  return key === null ? '' : String(key);
}

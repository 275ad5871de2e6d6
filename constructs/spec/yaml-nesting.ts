import { Lexer, Parser } from 'yaml';

/**
 * Where a text first nests deeper than `most` levels, or undefined. The document parser calls itself for each level and runs out of stack
 * on a hostile text; the parser below it keeps a stack of its own.
 */
export function offsetBelow(text: string, most: number): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // Each step is driven to its end; the tokens themselves are of no use here.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > most) return parser.offset;
  }
  return undefined;
}

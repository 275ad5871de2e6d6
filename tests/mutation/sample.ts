import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Data and types hold nothing that a mutant could change without the compiler seeing it, or is a table that other tests pin. */
const WITHOUT_LOGIC = /(?:-input|platform-file|platform-spec|outputs|index)\.ts$/;

/**
 * A share of the statements below some folders, as Stryker names what it mutates: `file:first line-last line`. Functions and classes by
 * the hash of their text, so that a statement that does not change is in the sample or out of it at each run.
 */
export function sampledRanges(root: string, folders: readonly string[], percent: number): string[] {
  return folders.flatMap((folder) => filesBelow(root, folder)).flatMap((file) => rangesOf(root, file, percent));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !WITHOUT_LOGIC.test(file))
    .sort()
    .map((file) => `${folder}/${file}`);
}

function rangesOf(root: string, file: string, percent: number): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isVariableStatement(statement))
    .filter((statement) => isSampled(`${file} ${statement.getText()}`, percent))
    .map((statement) => {
      const line = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
      return `${file}:${line(statement.getStart())}-${line(statement.end)}`;
    });
}

function isSampled(text: string, percent: number): boolean {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % 100 < percent;
}

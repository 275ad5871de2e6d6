import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../examples/example-files.ts';

const DECLARATIONS = new Map(
  ['platform-file.ts', 'external-model-input.ts', 'gateway-input.ts', 'clouds-input.ts', 'network-input.ts'].flatMap((file) =>
    ts
      .createSourceFile(file, readFileSync(join(ROOT, 'constructs/spec', file), 'utf8'), ts.ScriptTarget.Latest, true)
      .statements.filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      .map((statement) => [statement.name.text, statement] as const),
  ),
);

/** The docstrings of a field of the platform file, one for each kind of the unions around it. An entry of a list or map is its field. */
export function docsOf(path: string): readonly string[] {
  let types: readonly ts.Node[] = [DECLARATIONS.get('PlatformFile')].filter((node) => node !== undefined);
  let members: readonly ts.PropertySignature[] = [];
  for (const segment of path.split('.')) {
    if (segment === '*' || segment === '[]') types = types.flatMap(entriesOf);
    else {
      members = types.flatMap(membersOf).filter(({ name }) => name.getText() === segment);
      types = members.flatMap(({ type }) => (type ? [type] : []));
    }
  }
  if (members.length === 0) throw new Error(`no declaration of ${path} was found beside constructs/spec/platform-file.ts`);
  return members.map(docOf);
}

function docOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

/** The properties that a type has, of whatever kind of a union, its own and those that it extends. */
function membersOf(node: ts.Node): readonly ts.PropertySignature[] {
  if (ts.isInterfaceDeclaration(node)) {
    const extended = (node.heritageClauses ?? []).flatMap(({ types }) => types.flatMap(referred));
    return [...node.members.filter(ts.isPropertySignature), ...extended.flatMap(membersOf)];
  }
  if (ts.isTypeAliasDeclaration(node)) return membersOf(node.type);
  if (ts.isTypeLiteralNode(node)) return node.members.filter(ts.isPropertySignature);
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.flatMap(membersOf);
  return referred(node).flatMap(membersOf);
}

/** What a name stands for, and what a generic type is about: `Omit<NetworkBase, 'zones'>` is about `NetworkBase`. */
function referred(node: ts.Node): readonly ts.Node[] {
  if (!ts.isTypeReferenceNode(node) && !ts.isExpressionWithTypeArguments(node)) return [];
  const name = (ts.isTypeReferenceNode(node) ? node.typeName : node.expression).getText();
  return [DECLARATIONS.get(name), ...(node.typeArguments ?? [])].filter((found) => found !== undefined);
}

/** What a list or a map holds. */
function entriesOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isTypeOperatorNode(node)) return entriesOf(node.type);
  if (ts.isArrayTypeNode(node)) return [node.elementType];
  if (!ts.isTypeReferenceNode(node)) return [];
  const [first, second] = node.typeArguments ?? [];
  return node.typeName.getText() === 'Record' && second ? [second] : first ? entriesOf(first) : [];
}

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './markdown.ts';

/** An optional property of a public type. */
export interface OptionalProperty {
  /** `constructs/…/file.ts Type.property`. */
  readonly place: string;
  /** Text of its `@default`; absent where there is none. */
  readonly defaultText?: string;
}

type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/**
 * The optional properties of every interface and type alias that a user of these modules writes: the exported ones, what they extend and
 * what their properties refer to, also inside of unions. `isGivenBack` says which types the kit gives to its user; these are left out.
 */
export function optionalProperties(modules: readonly string[], isGivenBack: (name: string) => boolean): OptionalProperty[] {
  const reached = new Set<TypeDeclaration>();
  const visit = (type: TypeDeclaration): void => {
    if (reached.has(type) || isGivenBack(type.name.text)) return;
    reached.add(type);
    for (const name of referredNames(type)) {
      const referred = findType(type.getSourceFile(), name);
      if (referred) visit(referred);
    }
  };
  for (const module of modules) for (const type of exportedTypes(join(ROOT, module)).values()) visit(type);
  return [...reached].flatMap((type) => [...propertiesOf(type, type.name.text)]);
}

function* propertiesOf(node: ts.Node, path: string): Generator<OptionalProperty> {
  for (const child of childrenOf(node)) {
    const isProperty = ts.isPropertySignature(child);
    const name = isProperty ? `${path}.${child.name.getText()}` : path;
    if (isProperty && child.questionToken)
      yield { place: `${relative(ROOT, child.getSourceFile().fileName)} ${name}`, ...defaultOf(child) };
    yield* propertiesOf(child, name);
  }
}

function defaultOf(property: ts.PropertySignature): Pick<OptionalProperty, 'defaultText'> {
  const tag = ts.getJSDocTags(property).find(({ tagName }) => tagName.text === 'default');
  return tag ? { defaultText: (ts.getTextOfJSDocComment(tag.comment) ?? '').trim() } : {};
}

function referredNames(node: ts.Node): string[] {
  const own = ts.isTypeReferenceNode(node) ? [node.typeName.getText()] : [];
  const extended = ts.isExpressionWithTypeArguments(node) ? [node.expression.getText()] : [];
  return [...own, ...extended, ...childrenOf(node).flatMap(referredNames)];
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}

/** A type by the name that a file has for it: its own, or one that it imports from a file of the kit. */
function findType(source: ts.SourceFile, name: string): TypeDeclaration | undefined {
  const own = source.statements.find((statement) => isType(statement) && statement.name.text === name);
  if (own && isType(own)) return own;
  for (const statement of source.statements) {
    const target = ts.isImportDeclaration(statement) && kitFile(source, statement.moduleSpecifier);
    if (!target || !ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    if (bindings.elements.some((element) => element.name.text === name)) return exportedTypes(target).get(name);
  }
  return undefined;
}

/** The types that a file exports, by name, followed through its re-exports. */
function exportedTypes(file: string): Map<string, TypeDeclaration> {
  const source = sourceOf(file);
  const types = new Map<string, TypeDeclaration>();
  for (const statement of source.statements) {
    if (isType(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      types.set(statement.name.text, statement);
    }
    const target = ts.isExportDeclaration(statement) && kitFile(source, statement.moduleSpecifier);
    if (!target || !ts.isExportDeclaration(statement)) continue;
    const { exportClause } = statement;
    const all = exportedTypes(target);
    const names = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [...all.keys()];
    for (const name of names) {
      const type = all.get(name);
      if (type) types.set(name, type);
    }
  }
  return types;
}

const isType = (statement: ts.Statement): statement is TypeDeclaration =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

function kitFile(source: ts.SourceFile, specifier: ts.Expression | undefined): string | undefined {
  if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined;
  return join(dirname(source.fileName), specifier.text);
}

const sources = new Map<string, ts.SourceFile>();

function sourceOf(file: string): ts.SourceFile {
  const known = sources.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  sources.set(file, source);
  return source;
}

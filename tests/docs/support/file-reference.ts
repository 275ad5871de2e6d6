import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { MODEL_USES, RESIDENCIES } from '../../../constructs/catalog/index.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';
import { CONTENT_FILTERS, FILTER_STRENGTHS, PII_KINDS } from '../../../constructs/spec/guardrail-filters.ts';
import {
  COUNTERS_FAIL,
  DATA_CLASSIFICATIONS,
  EXTERNAL_PROVIDERS,
  OWNERSHIP_TAGS,
  PROCESSING_SCOPES,
  PROFILES,
  STICKY_BY,
} from '../../../constructs/spec/vocabulary.ts';
import { ROOT } from './markdown.ts';

const SOURCES = ['platform-file.ts', 'external-model-input.ts', 'gateway-input.ts', 'clouds-input.ts', 'network-input.ts'];

/** The reference of the platform file as a page, made from the docstrings of its interfaces. */
export function fileReference(): string {
  const sections = SOURCES.flatMap(statementsOf).flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return [sectionOf(statement.name.text, statement, membersOf(statement.members))];
    if (!ts.isTypeAliasDeclaration(statement)) return [];
    const kinds = ts.isUnionTypeNode(statement.type) ? statement.type.types.filter(ts.isTypeLiteralNode) : [];
    const names = ts.isUnionTypeNode(statement.type) ? statement.type.types.filter(ts.isTypeReferenceNode) : [];
    if (kinds.length > 0) return [kindsOf(statement.name.text, statement, kinds)];
    return names.length > 0 ? [`## ${statement.name.text}\n\nOne of ${names.map((name) => `\`${name.getText()}\``).join(', ')}.\n`] : [];
  });
  return [
    '# The platform file',
    '',
    `Made from the docstrings of [platform-file.ts](platform-file.ts), [external-model-input.ts](external-model-input.ts), [gateway-input.ts](gateway-input.ts), [clouds-input.ts](clouds-input.ts) and [network-input.ts](network-input.ts). A key without "default" is required. Fragments of TypeScript say what may stand where: \`'a' | 'b'\` is one of two words, \`Record<string, X>\` a map by name.`,
    '',
    ...sections,
    wordsSection(),
  ].join('\n');
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  BucketRole: BUCKET_ROLES,
  ContentFilter: CONTENT_FILTERS,
  CountersFail: COUNTERS_FAIL,
  DataClassification: DATA_CLASSIFICATIONS,
  ExternalProvider: EXTERNAL_PROVIDERS,
  FilterStrength: FILTER_STRENGTHS,
  ModelUse: MODEL_USES,
  OwnershipTag: OWNERSHIP_TAGS,
  PiiKind: PII_KINDS,
  ProcessingScope: PROCESSING_SCOPES,
  Profile: PROFILES,
  Residency: RESIDENCIES,
  StickyBy: STICKY_BY,
};

function wordsSection(): string {
  const rows = Object.entries(WORDS).map(([name, words]) => `| \`${name}\` | ${words.map((word) => `\`${word}\``).join(' ')} |`);
  return ['## Words', '', '| name | words |', '|---|---|', ...rows, ''].join('\n');
}

function statementsOf(file: string): readonly ts.Statement[] {
  const text = readFileSync(join(ROOT, 'constructs/spec', file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements;
}

function sectionOf(name: string, node: ts.Node, rows: readonly string[]): string {
  return [`## ${name}`, '', ...paragraph(node), '| key | what may stand there | what it is |', '|---|---|---|', ...rows, ''].join('\n');
}

function kindsOf(name: string, node: ts.Node, kinds: readonly ts.TypeLiteralNode[]): string {
  const rows = kinds.map((kind) => `| \`${inline(kind.getText().replaceAll('readonly ', ''))}\` | ${docOf(kind).text} |`);
  return [`## ${name}`, '', ...paragraph(node), '| one of | what it is |', '|---|---|', ...rows, ''].join('\n');
}

function membersOf(members: ts.NodeArray<ts.TypeElement>): string[] {
  return members.filter(ts.isPropertySignature).map((member) => {
    const { text, fallback } = docOf(member);
    const type = inline(
      (member.type?.getText() ?? '').replaceAll('readonly ', '').replaceAll(/Readonly<((?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*)>/g, '$1'),
    );
    return `| \`${member.name.getText()}\` | \`${type}\` | ${[text, fallback && `Default: ${fallback}`].filter(Boolean).join(' ')} |`;
  });
}

function paragraph(node: ts.Node): string[] {
  const { text } = docOf(node);
  return text ? [text, ''] : [];
}

function docOf(node: ts.Node): { text: string; fallback?: string } {
  const [comment = ''] = (ts.getLeadingCommentRanges(node.getSourceFile().text, node.getFullStart()) ?? [])
    .map(({ pos, end }) => node.getSourceFile().text.slice(pos, end))
    .filter((range) => range.startsWith('/**'))
    .slice(-1);
  const words = comment
    .replaceAll(/^\/\*\*|\*\/$|^\s*\* ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [text = '', fallback] = words.split(/ ?@default (?:- )?/);
  return { text: cell(text), ...(fallback === undefined ? {} : { fallback: cell(fallback) }) };
}

const cell = (text: string): string => text.replaceAll('|', '\\|').trim();
const inline = (code: string): string => code.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

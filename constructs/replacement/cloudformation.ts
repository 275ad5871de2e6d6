import type { FixedProperty, Footprint, KeptResource } from './footprint.ts';
import { STANDS_BETWEEN, STATEFUL_BY_JUDGEMENT } from './further-types.ts';
import { effectsOf, type PropertyCosts } from './property-costs.ts';
import { STATEFUL_BY_SPECIFICATION } from './stateful-types.ts';
import { digestOf, inOrder, isRecord, valueAt } from './value.ts';

const STATEFUL: Readonly<Record<string, PropertyCosts>> = { ...STATEFUL_BY_SPECIFICATION, ...STATEFUL_BY_JUDGEMENT };

/** Policies that leave a resource behind or a copy of what was in it. */
const KEEPING_POLICIES: readonly unknown[] = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** What the templates of one environment keep, with the stack in front of each id. */
export function footprintOfTemplates(
  templates: readonly { readonly stack: string; readonly template: unknown }[],
  account?: string,
): Footprint {
  return Object.assign(
    {},
    ...templates.map(({ stack, template }) => footprintOfTemplate(template, { stack, ...(account ? { account } : {}) })),
  );
}

export interface TemplatePlace {
  /** Goes in front of the ids: logical ids are unique in one template alone. @default - no stack */
  readonly stack?: string;
  /** The account that the template is for, so that its id and `AWS::AccountId` are the same. @default - each is taken as it is written */
  readonly account?: string;
}

/**
 * What a CloudFormation template keeps: resources of the listed types, and any other one whose `DeletionPolicy` keeps it. Of the latter
 * the properties that replace them are not known here, so that only their disappearance is noticed.
 */
export function footprintOfTemplate(template: unknown, { stack, account }: TemplatePlace = {}): Footprint {
  const resources = Object.entries(recordAt(template, 'Resources')).filter(([, resource]) => typeof typeOf(resource) === 'string');
  const idOf = (logicalId: string) => (stack === undefined ? logicalId : `${stack}/${logicalId}`);
  const logicalIds = new Set(resources.map(([logicalId]) => logicalId));
  const kept = resources.flatMap(([logicalId, resource]) => {
    const entry = keptResource(withoutAccount(resource, account), (value) =>
      referencedIn(value)
        .filter((id) => logicalIds.has(id))
        .map(idOf),
    );
    return entry ? [[idOf(logicalId), entry] as const] : [];
  });
  return Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function keptResource(resource: unknown, from: (value: unknown) => readonly string[]): KeptResource | undefined {
  const type = String(typeOf(resource));
  const isKept = isRecord(resource) && KEEPING_POLICIES.includes(resource.DeletionPolicy);
  const costs = Object.hasOwn(STATEFUL, type) ? STATEFUL[type] : undefined;
  const between = Object.hasOwn(STANDS_BETWEEN, type) ? STANDS_BETWEEN[type] : undefined;
  if (!costs && !between && !isKept) return undefined;
  const fixed = fixedProperties(recordAt(resource, 'Properties'), costs ?? between ?? {}, from);
  return { type, fate: isKept ? 'kept' : costs ? 'deleted' : 'between', fixed };
}

function fixedProperties(
  properties: Readonly<Record<string, unknown>>,
  costs: PropertyCosts,
  from: (value: unknown) => readonly string[],
): Record<string, FixedProperty> {
  const set = [...effectsOf(costs)].flatMap(([property, effect]) => {
    const value = valueAt(properties, property);
    if (value === undefined) return [];
    const sources = [...new Set(from(value))].sort();
    const entry: FixedProperty = {
      value: effect === 'overwrites' ? digestOf(value) : inOrder(value),
      ...(effect === 'replaces' ? {} : { effect }),
      ...(sources.length > 0 ? { from: sources } : {}),
    };
    return [[property, entry] as const];
  });
  return Object.fromEntries(set);
}

/** Texts with the account's id in them and texts joined with `AWS::AccountId` in one form: a deployment resolves both to the same. */
function withoutAccount(value: unknown, account: string | undefined): unknown {
  if (typeof value === 'string') return account === undefined ? value : value.replaceAll(account, ACCOUNT_ID);
  if (Array.isArray(value)) return value.map((item) => withoutAccount(item, account));
  if (!isRecord(value)) return value;
  const { 'Fn::Join': join, Ref: reference } = value;
  if (reference === 'AWS::AccountId') return ACCOUNT_ID;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    const parts = join[1].map((part) => withoutAccount(part, account));
    const merged = withNeighboursJoined(parts, join[0]);
    return merged.length === 1 && typeof merged[0] === 'string' ? merged[0] : { 'Fn::Join': [join[0], merged] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutAccount(item, account)]));
}

/** Texts that stand side by side as one text. */
function withNeighboursJoined(parts: readonly unknown[], separator: string): readonly unknown[] {
  const merged: unknown[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof last === 'string' && typeof part === 'string') merged[merged.length - 1] = `${last}${separator}${part}`;
    else merged.push(part);
  }
  return merged;
}

const ACCOUNT_ID = 'AWS::AccountId';

/** The logical ids that a value refers to by `Ref`, `Fn::GetAtt` or `Fn::Sub`, and those of parameters. */
function referencedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencedIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return [String(argument)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(argument) ? argument[0] : argument).replace(/\..*$/, '')];
    if (key === 'Fn::Sub') return [...substitutedIn(Array.isArray(argument) ? argument[0] : argument), ...referencedIn(argument)];
    return referencedIn(argument);
  });
}

function substitutedIn(text: unknown): string[] {
  return typeof text === 'string' ? [...text.matchAll(/\$\{([^!.}]+)/g)].map(([, name = '']) => name.trim()) : [];
}

function typeOf(resource: unknown): unknown {
  return isRecord(resource) ? resource.Type : undefined;
}

function recordAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[key] : undefined;
  return isRecord(found) ? found : {};
}

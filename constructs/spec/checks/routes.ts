import type { ModelUse } from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import { nearestNames } from '../nearest.ts';
import type { RouteInput } from '../platform-file.ts';
import { splitOf, usesOf } from '../resolve/gateway.ts';
import { type Draft, itemsOf } from './draft.ts';

/** An alias that a route names, and where it stands. */
interface Named {
  readonly alias: string;
  readonly path: readonly PropertyKey[];
}

/** The routes: models that exist and do the same, shares that make up the whole, fallbacks that lead on. */
export function checkRoutes(draft: Draft): void {
  for (const [name, route] of Object.entries(draft.file.routes ?? {})) {
    const path = ['routes', name];
    checkTargets(draft, route, path);
    checkShares(draft, route, path);
    checkFallbacks(draft, route, path);
    checkFieldsOfSplits(draft, route, path);
    checkModelsOf(draft, route, path);
  }
}

function checkTargets(draft: Draft, { model, split }: RouteInput, path: readonly PropertyKey[]): void {
  if (draft.isFaulty(...path, 'model') || draft.isFaulty(...path, 'split')) return;
  const at = { path, code: 'CFG-115', allowed: 'a model, or a split of several' };
  if (model !== undefined && split !== undefined) {
    draft.report({ ...at, message: 'both a model and a split', got: describeValue(model), remedy: "Take out one of 'model' and 'split'." });
  } else if (model === undefined && Object.keys(split ?? {}).length === 0) {
    draft.report({ ...at, message: 'a route that leads to no model', remedy: "Add a line such as 'model: assistant'." });
  }
}

/** Sums as the program does: shares such as 33.3 are sums of binary fractions. */
function checkShares(draft: Draft, { split = {} }: RouteInput, path: readonly PropertyKey[]): void {
  const weights = Object.values(split);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === 0 || draft.isFaulty(...path, 'split') || Math.abs(sum - 100) <= 1e-6) return;
  draft.report({
    path: [...path, 'split'],
    code: 'CFG-030',
    message: `the shares make ${Number(sum.toFixed(6))} percent`,
    got: describeValue(split),
    allowed: 'shares whose sum is 100',
    remedy: sum > 100 ? `Take away ${Number((sum - 100).toFixed(6))}.` : `Add ${Number((100 - sum).toFixed(6))}.`,
  });
}

/** A chain that comes back to a model has failed there already. */
function checkFallbacks(draft: Draft, route: RouteInput, path: readonly PropertyKey[]): void {
  const assigned = Object.keys(splitOf(route));
  const before = new Set<string>();
  for (const [place, alias] of itemsOf(route.fallbacks)) {
    const isAssigned = assigned.includes(alias);
    if (isAssigned || before.has(alias)) {
      draft.report({
        path: [...path, 'fallbacks', place],
        code: 'CFG-116',
        message: isAssigned ? 'falls back to a model that the route leads to anyway' : 'falls back to the same model twice',
        got: describeValue(alias),
        allowed: 'each model once on the way',
        remedy: 'Take it out, or name another model.',
      });
    }
    before.add(alias);
  }
}

function checkFieldsOfSplits(draft: Draft, route: RouteInput, path: readonly PropertyKey[]): void {
  if (route.split !== undefined || draft.isFaulty(...path, 'split')) return;
  for (const field of ['stickyBy', 'experiment'] as const) {
    if (route[field] === undefined) continue;
    draft.report({
      path: [...path, field],
      code: 'CFG-103',
      message: `'${field}' belongs to a split, and this route has one model`,
      got: describeValue(route[field]),
      allowed: 'split',
      remedy: 'Take it out, or give the route a split.',
    });
  }
}

function checkModelsOf(draft: Draft, route: RouteInput, path: readonly PropertyKey[]): void {
  const named = namedBy(route, path);
  for (const one of named) checkKnown(draft, one);
  const known = named.flatMap((one) => {
    const uses = usesOf(draft.file, one.alias);
    return uses.length === 0 ? [] : [{ ...one, uses }];
  });
  const [first] = known;
  const use = first?.uses[0];
  if (first === undefined || use === undefined) return;
  for (const { alias, path: at, uses } of known) {
    const other = uses.find((one) => one !== use);
    if (other) reportUse(draft, { alias, path: at }, other, { alias: first.alias, use });
  }
  if (use === 'embedding')
    checkOneOfVectors(
      draft,
      known.filter(({ uses }) => uses.every((one) => one === use)),
    );
}

function namedBy(route: RouteInput, path: readonly PropertyKey[]): Named[] {
  const assigned = Object.keys(splitOf(route)).map((alias) => ({
    alias,
    path: route.model === undefined ? [...path, 'split', alias] : [...path, 'model'],
  }));
  return [...assigned, ...itemsOf(route.fallbacks).map(([place, alias]) => ({ alias, path: [...path, 'fallbacks', place] }))];
}

function checkKnown(draft: Draft, { alias, path }: Named): void {
  const aliases = Object.keys(draft.file.models ?? {});
  if (aliases.includes(alias) || draft.isFaulty('models', alias)) return;
  const [nearest] = nearestNames(alias, aliases, 1);
  draft.report({
    path,
    code: 'CFG-105',
    message: 'no such model',
    got: describeValue(alias),
    allowed: aliases.join(', ') || 'an alias in models, which has none',
    remedy: nearest ? `Did you mean '${nearest}'?` : `Add models.${alias}, or name another one.`,
  });
}

const PURPOSE = { chat: 'chat', embedding: 'embeddings' } as const satisfies Record<ModelUse, string>;

function reportUse(draft: Draft, { alias, path }: Named, use: ModelUse, first: { readonly alias: string; readonly use: ModelUse }): void {
  const isSplitPersonality = alias === first.alias;
  draft.report({
    path,
    code: 'CFG-114',
    message: isSplitPersonality
      ? `models.${alias} is for ${PURPOSE[first.use]} on one cloud and for ${PURPOSE[use]} on the other`
      : `a model for ${PURPOSE[use]} on a route for ${PURPOSE[first.use]}, which '${first.alias}' makes it`,
    got: describeValue(alias),
    allowed: `models for ${PURPOSE[first.use]}`,
    remedy: 'Name another model, or give this one a route of its own.',
  });
}

/** Vectors of two models cannot be compared: a store that is filled with one is asked with the same. */
function checkOneOfVectors(draft: Draft, models: readonly Named[]): void {
  const [first, ...others] = models;
  for (const { alias, path } of others.filter((other) => other.alias !== first?.alias)) {
    draft.report({
      path,
      code: 'CFG-114',
      message: `a second embedding model beside '${first?.alias}': vectors of two models cannot be compared`,
      got: describeValue(alias),
      allowed: 'one embedding model a route',
      remedy: 'Take it out, or give it a route of its own.',
    });
  }
}

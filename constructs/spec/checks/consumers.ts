import { describeValue } from '../fault.ts';
import { nearestNames } from '../nearest.ts';
import type { ConsumerInput } from '../platform-file.ts';
import { type Draft, itemsOf } from './draft.ts';

/** The consumers: routes that exist, limits that bound, subjects that mean one of them. */
export function checkConsumers(draft: Draft): void {
  const consumers = Object.entries(draft.file.consumers ?? {});
  for (const [name, consumer] of consumers) {
    checkRoutesOf(draft, name, consumer);
    checkLimits(draft, name, consumer);
  }
  checkSubjects(draft, consumers);
  checkUnused(draft, consumers);
}

function checkRoutesOf(draft: Draft, name: string, { routes }: ConsumerInput): void {
  const known = Object.keys(draft.file.routes ?? {});
  const before = new Set<string>();
  for (const [place, route] of itemsOf(routes)) {
    const at = { path: ['consumers', name, 'routes', place], got: describeValue(route) };
    const [nearest] = nearestNames(route, known, 1);
    if (!known.includes(route) && !draft.isFaulty('routes', route)) {
      draft.report({
        ...at,
        code: 'CFG-105',
        message: 'no such route',
        allowed: known.join(', ') || 'a name in routes, which has none',
        remedy: nearest ? `Did you mean '${nearest}'?` : `Add routes.${route}, or name another one.`,
      });
    } else if (before.has(route)) {
      draft.report({ ...at, code: 'CFG-006', message: 'the same route twice', allowed: 'each route once', remedy: 'Take one out.' });
    }
    before.add(route);
  }
}

/** A consumer of prod without a bound on its tokens can spend without one. */
function checkLimits(draft: Draft, name: string, { tokensPerMinute, tokensPerMonth }: ConsumerInput): void {
  const path = ['consumers', name];
  if (draft.isFaulty(...path, 'tokensPerMinute') || draft.isFaulty(...path, 'tokensPerMonth')) return;
  if (draft.profile === 'prod' && tokensPerMinute === undefined && tokensPerMonth === undefined) {
    draft.report({
      path,
      code: 'CFG-046',
      message: 'no limit on its tokens, so nothing bounds what it spends in prod',
      allowed: 'tokensPerMinute, tokensPerMonth, or both',
      remedy: "Add a line such as 'tokensPerMinute: 60000'.",
    });
  }
  if (tokensPerMinute !== undefined && tokensPerMonth !== undefined && tokensPerMinute > tokensPerMonth) {
    draft.report({
      path: [...path, 'tokensPerMinute'],
      code: 'CFG-046',
      message: 'a limit for a minute above that for the month is never reached',
      got: String(tokensPerMinute),
      allowed: `1 to ${tokensPerMonth}`,
      remedy: 'Raise the one or lower the other.',
    });
  }
}

/** A value of the claim means one consumer: of its subjects, or by its name. */
function checkSubjects(draft: Draft, consumers: readonly (readonly [name: string, consumer: ConsumerInput])[]): void {
  const tokens = draft.file.gateway?.auth.jwt ?? [];
  const noTokens = draft.file.gateway !== undefined && tokens.length === 0 && !draft.isFaulty('gateway', 'auth', 'jwt');
  const names = new Set(consumers.map(([name]) => name));
  const owners = new Map<string, string>();
  for (const [name, { subjects }] of consumers) {
    if (subjects && noTokens) {
      draft.report({
        path: ['consumers', name, 'subjects'],
        code: 'CFG-103',
        message: 'subjects are told by tokens, and the gateway takes none',
        got: describeValue(subjects),
        allowed: 'subjects with gateway.auth.jwt',
        remedy: 'Take them out, or name an issuer under gateway.auth.jwt.',
      });
    }
    for (const [place, subject] of itemsOf(subjects)) {
      const owner = owners.get(subject) ?? (subject !== name && names.has(subject) ? subject : undefined);
      owners.set(subject, owners.get(subject) ?? name);
      if (owner === undefined) continue;
      draft.report({
        path: ['consumers', name, 'subjects', place],
        code: 'CFG-006',
        message: `the same subject also means ${owner === name ? 'this consumer, above' : `consumers.${owner}`}`,
        got: describeValue(subject),
        allowed: 'each subject once, and none that is the name of another consumer',
        remedy: 'Take it out of one of the two.',
      });
    }
  }
}

function checkUnused(draft: Draft, consumers: readonly (readonly [name: string, consumer: ConsumerInput])[]): void {
  if (consumers.length === 0 || draft.isFaulty('consumers')) return;
  const used = new Set(consumers.flatMap(([, { routes }]) => routes));
  for (const route of Object.keys(draft.file.routes ?? {}).filter((name) => !used.has(name))) {
    draft.report({
      severity: 'warning',
      path: ['routes', route],
      code: 'CFG-120',
      message: 'a route that no consumer may call',
      remedy: 'Add it to the routes of a consumer, or take it out.',
    });
  }
}

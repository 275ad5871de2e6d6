import type { ConsumerPlan, GatewayPlan, RoutedModelPlan, RoutePlan } from './gateway-plan.ts';

/** The gateway in lines: who comes in, what for, how much, and where the calls go. */
export function renderGateway({ kind, auth, routes, models, consumers, countersFail }: GatewayPlan): string[] {
  const callers = [...(auth.apiKeys ? ['API keys'] : []), ...auth.issuers.map((issuer) => `tokens of ${issuer}`)];
  const failing = { open: 'pass', closed: 'are refused' }[countersFail];
  return [
    `Gateway: ${kind}, not deployed by this release; callers are known by ${callers.join(' and ')}`,
    ...table('route', routes, describeRoute),
    ...table('model', models, describeModel),
    ...table('consumer', consumers, describeConsumer),
    `  calls ${failing} while the counters of the limits cannot be reached`,
  ];
}

/** Rows of one kind, their names in a column. */
function table<T extends { readonly name: string } | { readonly alias: string }>(
  noun: string,
  entries: readonly T[],
  describe: (entry: T) => string,
): string[] {
  const nameOf = (entry: T): string => ('name' in entry ? entry.name : entry.alias);
  const width = Math.max(...entries.map((entry) => nameOf(entry).length));
  return entries.map((entry) => `  ${noun} ${nameOf(entry).padEnd(width)}  ${describe(entry)}`);
}

function describeRoute({ use, split, stickyBy, fallbacks, experiment }: RoutePlan): string {
  const shares = Object.entries(split);
  const [first] = shares;
  const isWhole = shares.length === 1 && first !== undefined;
  const sticky = stickyBy === 'none' ? 'drawn anew for each call' : `sticks to the ${stickyBy}`;
  return [
    `${use}: ${isWhole ? first[0] : shares.map(([alias, share]) => `${alias} ${share} %`).join(', ')}`,
    ...(isWhole ? [] : [sticky]),
    ...(fallbacks.length > 0 ? [`then ${fallbacks.join(', then ')}`] : []),
    ...(experiment === undefined ? [] : [`experiment ${experiment}`]),
  ].join('; ');
}

function describeModel({ provider, model, url, residencyException: exception }: RoutedModelPlan): string {
  const place = `${model} of ${provider}${url === undefined ? '' : ` at ${url}`}`;
  if (!exception) return place;
  const { reason, approvedBy, expires } = exception;
  return `${place}; outside the residency until ${expires}, approved by ${approvedBy}: ${reason}`;
}

function describeConsumer({ routes, requestsPerMinute, tokensPerMinute, tokensPerMonth }: ConsumerPlan): string {
  const limits = [
    ...(requestsPerMinute === undefined ? [] : [`${requestsPerMinute} requests a minute`]),
    ...(tokensPerMinute === undefined ? [] : [`${tokensPerMinute} tokens a minute`]),
    ...(tokensPerMonth === undefined ? [] : [`${tokensPerMonth} tokens a month`]),
  ];
  return `${routes.join(', ')}; ${limits.join(', ') || 'no limit'}`;
}

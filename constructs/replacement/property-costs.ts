/** What a change of a resource of CloudFormation costs, by property; a dot leads into a property. Property names that are absent update it in place. */
export interface PropertyCosts {
  /** CloudFormation makes a new resource and gives up the old one. @default - none */
  readonly replaces?: readonly string[];
  /** So it does in some cases, which a template alone does not tell. @default - none */
  readonly mayReplace?: readonly string[];
  /** The resource stays, what people have put into it does not. @default - none */
  readonly overwrites?: readonly string[];
}

/** What a change of a property does to its resource. */
export type Effect = 'replaces' | 'may replace' | 'overwrites';

const EFFECTS = [
  ['replaces', 'replaces'],
  ['mayReplace', 'may replace'],
  ['overwrites', 'overwrites'],
] as const;

/** Each property whose change costs something, with what it does. */
export function effectsOf(costs: PropertyCosts): ReadonlyMap<string, Effect> {
  return new Map(EFFECTS.flatMap(([key, effect]) => (costs[key] ?? []).map((property) => [property, effect] as const)));
}

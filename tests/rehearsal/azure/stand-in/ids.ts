/** Every ARM id within a value, however deep. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [...idsIn(key), ...idsIn(part)]);
}

const ID = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+/i;

/** ARM ids are the same in any case. */
export const idKey = (id: string): string => id.toLowerCase();

/** The id of the resource that holds another one: its parent, what it is attached to, or its group. Absent for a group. */
export function holderOf(id: string): string | undefined {
  const segments = id.split('/');
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  if (provider < 0) return undefined;
  // providers / namespace / type / name, and two more for each level below.
  return segments.length - provider > 4 ? segments.slice(0, -2).join('/') : segments.slice(0, provider).join('/');
}

/** Whether one resource lies within another. */
export const liesIn = (id: string, holder: string): boolean => idKey(id).startsWith(`${idKey(holder)}/`);

/** The value at a path such as `properties.attributes.enabled`. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.'))
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  return found;
}

/** The object without the value at a path. */
export function withoutPath(value: Record<string, unknown>, path: string): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.');
  const { [key]: inner, ...others } = value;
  if (rest.length === 0 || typeof inner !== 'object' || inner === null) return others;
  return { ...others, [key]: withoutPath(inner as Record<string, unknown>, rest.join('.')) };
}

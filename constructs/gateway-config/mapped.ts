/** Each value of a map made into another one, in the order of the names. */
export function mapped<T, R>(map: Readonly<Record<string, T>>, make: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(
    Object.entries(map)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [name, make(value, name)]),
  );
}

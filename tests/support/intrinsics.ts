/** What a deployment would put in the place of references. */
export interface DeployedValues {
  readonly ref: (logicalId: string) => unknown;
  /** @default - attributes are left as they are */
  readonly getAtt?: (logicalId: string, attribute: string) => unknown;
}

/** Evaluates the intrinsic functions that CDK writes for texts: `Ref`, `Fn::GetAtt` and `Fn::Join`; all else is kept. */
export function evaluated(value: unknown, values: DeployedValues): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluated(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = []] = entries;
  if (entries.length === 1 && name === 'Ref') return values.ref(argument as string) ?? value;
  if (entries.length === 1 && name === 'Fn::GetAtt' && values.getAtt) {
    const [logicalId, attribute] = argument as [string, string];
    return values.getAtt(logicalId, attribute);
  }
  if (entries.length === 1 && name === 'Fn::Join') {
    const [separator, parts] = argument as [string, readonly unknown[]];
    const items = parts.map((part) => evaluated(part, values));
    return items.every((item) => typeof item === 'string') ? items.join(separator) : { 'Fn::Join': [separator, items] };
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, evaluated(item, values)]));
}

/** What can be wrong with a resource against its schema. */
export type ArmRule =
  | 'not-checked'
  | 'unknown-property'
  | 'missing-property'
  | 'read-only-property'
  | 'type'
  | 'enum'
  | 'known-value'
  | 'whole-number'
  | 'pattern'
  | 'length'
  | 'range';

/** Rules whose breach the service may still take: an open list of values, and numbers, which the schemas only know whole. */
const WARNINGS: readonly ArmRule[] = ['known-value', 'whole-number'];

/** One thing that a resource has wrong. */
export interface ArmFinding {
  /** An error is refused by Azure Resource Manager; a warning may be right, if the service is newer than the schema. */
  readonly severity: 'error' | 'warning';
  readonly rule: ArmRule;
  /** `type@apiVersion`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Where in the ARM body: `properties.contentFilters[0].source`. */
  readonly path: string;
  /** Path, what stands there, what may, and what to do. */
  readonly message: string;
}

export function severityOf(rule: ArmRule): ArmFinding['severity'] {
  return WARNINGS.includes(rule) ? 'warning' : 'error';
}

export function formatArmFinding({ severity, type, name, message, rule }: ArmFinding): string {
  return `${severity} ${rule} ${type} '${name}': ${message}`;
}

import type { Effect } from './property-costs.ts';

/**
 * What a template or a program keeps, and by what each of it is recognised: as little as tells whether a later one loses something of it.
 * Plain data in a fixed order, so that it can be kept in git and compared.
 */
export type Footprint = Readonly<Record<string, KeptResource>>;

export interface KeptResource {
  /** `AWS::S3::Bucket`, `azure-native:storage:StorageAccount`. */
  readonly type: string;
  /**
   * What becomes of it once it is no longer in the template: `kept` is left behind, out of the template's hands, `deleted` is gone.
   * `between` keeps nothing itself: others hang on it.
   */
  readonly fate: 'kept' | 'deleted' | 'between';
  /** The properties whose change costs something, by what the change does. Without those that are not set. */
  readonly fixed: Readonly<Record<string, FixedProperty>>;
  /** Identities under which a later program goes on with an earlier one's resource. @default - its own alone */
  readonly formerly?: readonly string[];
}

export interface FixedProperty {
  /** The value; of what may be secret a digest. `null` is never compared: it is not known yet, or its changes are ignored. */
  readonly value: unknown;
  /** What its change does. @default 'replaces' */
  readonly effect?: Effect;
  /** Ids of the resources of the same footprint that the value comes from. @default - none */
  readonly from?: readonly string[];
}

/** The rows that the gateway's instances share: counters, hashes of keys, kill flags. One table on either cloud. */
export interface GatewayState {
  /**
   * Takes up to `want` units of a counter that holds `limit` in its window, by one conditional write, and tells how many were granted:
   * 0 where the window is used up. A lost race is tried again inside.
   */
  readonly lease: (counter: Counter, want: number, limit: number) => Promise<number>;
  /** Gives units of a lease back that were not spent; never below 0. */
  readonly giveBack: (counter: Counter, units: number) => Promise<void>;
  /** All hashes of keys, at most two a consumer. */
  readonly keyHashes: () => Promise<readonly KeyHash[]>;
  /** What is switched off now. */
  readonly killFlags: () => Promise<readonly KillFlag[]>;
}

export interface Counter {
  readonly consumer: string;
  readonly kind: 'requests-minute' | 'tokens-minute' | 'tokens-month';
  /** Start of the window in UTC: `2027-03-01T10:15` for a minute, `2027-03` for a month. */
  readonly window: string;
}

/** A key's hash with its own salt, both in base64url; SHA-256 of salt and key (keys are random, so no slow hash is needed). */
export interface KeyHash {
  readonly consumer: string;
  readonly slot: 'current' | 'previous';
  readonly salt: string;
  readonly hash: string;
}

export type KillFlag =
  | { readonly kind: 'all'; readonly since: string }
  | { readonly kind: 'model' | 'consumer'; readonly name: string; readonly since: string };

import type { CapacityQuota, DeploymentSku } from './routing.ts';

/** What one deployment takes of a quota. */
export interface CapacityUse {
  /** Name of the deployment in the program. */
  readonly name: string;
  readonly sku: DeploymentSku;
  readonly model: string;
  readonly capacity: number;
}

/** A quota that a further deployment would exceed. */
export interface CapacityExcess {
  readonly quota: CapacityQuota;
  /** The deployments that share the quota, the new one last. */
  readonly uses: readonly CapacityUse[];
  readonly total: number;
}

/** Adds up what the deployments of an account take, and holds it against the quotas that are stated. */
export interface CapacityLedger {
  /** The quota that a further use would exceed, or undefined. */
  excess(use: CapacityUse): CapacityExcess | undefined;
  /** Writes a use down. */
  take(use: CapacityUse): void;
}

export function createLedger(quotas: readonly CapacityQuota[]): CapacityLedger {
  const taken: CapacityUse[] = [];
  return {
    excess(use) {
      const quota = quotas.find((candidate) => covers(candidate, use));
      if (!quota) return undefined;
      const uses = [...taken.filter((earlier) => covers(quota, earlier)), use];
      const total = uses.reduce((sum, { capacity }) => sum + capacity, 0);
      return total > quota.capacity ? { quota, uses, total } : undefined;
    },
    take(use) {
      taken.push(use);
    },
  };
}

/** What a quota is for, as an error names it. */
export function quotaWords(quota: CapacityQuota): string {
  return 'model' in quota ? `${quota.sku} of ${quota.model}` : quota.sku;
}

function covers(quota: CapacityQuota, use: CapacityUse): boolean {
  return quota.sku === use.sku && (!('model' in quota) || quota.model === use.model);
}

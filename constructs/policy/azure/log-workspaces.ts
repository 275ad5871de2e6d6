import { numberOf } from '../json.ts';
import type { AzureCheck } from '../rule.ts';
import { demand, onEach } from './observe.ts';

// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
const SHORTEST_DAYS = 30;
const LONGEST_DAYS = 730;
/** The audit trail of models and vaults lies in the workspace. */
const SHORTEST_AUDIT_DAYS = 365;

export const logRetention: readonly AzureCheck[] = [
  onEach(['operationalinsights:Workspace'], (workspace, { profile }) => {
    const shortest = profile === 'prod' ? SHORTEST_AUDIT_DAYS : SHORTEST_DAYS;
    return demand(workspace, 'retentionInDays', (days) => (numberOf(days) ?? 0) >= shortest && Number(days) <= LONGEST_DAYS, {
      allowed: `${shortest} to ${LONGEST_DAYS}`,
      remedy: 'Say how many days the workspace keeps its logs.',
    });
  }),
];

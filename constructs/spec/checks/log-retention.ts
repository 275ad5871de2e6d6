import type { Cloud } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

/** The days that CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const isLegalLogRetention = (days: number): boolean => (LOG_RETENTION_DAYS as readonly number[]).includes(days);

/** The shortest legal retention that is not shorter than asked for, or the longest there is. */
const nearestLogRetention = (days: number): number => LOG_RETENTION_DAYS.find((legal) => legal >= days) ?? 3653;

// As the block for flow logs on Azure takes.
const MOST_DAYS_ON_AZURE = 365;

/** How long flow logs are kept, in days that the cloud takes. */
export function checkFlowLogDays(draft: Draft, cloud: Cloud, days: number, path: readonly PropertyKey[]): void {
  const at = { path, code: 'CFG-064', got: String(days) };
  switch (cloud) {
    case 'aws':
      if (isLegalLogRetention(days)) return;
      draft.report({
        ...at,
        message: 'not a retention that CloudWatch Logs takes',
        allowed: LOG_RETENTION_DAYS.join(', '),
        remedy: `Write ${nearestLogRetention(days)}.`,
      });
      break;
    case 'azure':
      if (days >= 1 && days <= MOST_DAYS_ON_AZURE) return;
      draft.report({
        ...at,
        message: 'not a retention that flow logs on Azure take',
        allowed: `1 to ${MOST_DAYS_ON_AZURE}`,
        remedy: `Write ${days < 1 ? 1 : MOST_DAYS_ON_AZURE} under network.azure.`,
      });
      break;
  }
}

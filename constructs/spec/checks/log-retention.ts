/** The days that CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const isLegalLogRetention = (days: number): boolean => (LOG_RETENTION_DAYS as readonly number[]).includes(days);

/** The shortest legal retention that is not shorter than asked for, or the longest there is. */
export const nearestLogRetention = (days: number): number => LOG_RETENTION_DAYS.find((legal) => legal >= days) ?? 3653;

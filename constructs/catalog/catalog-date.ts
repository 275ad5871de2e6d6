/** A calendar day in UTC, `YYYY-MM-DD`. */
export type IsoDate = string;

/**
 * The day the catalogue was last held against its sources. A synthesis judges retirement dates against this day and never against a
 * clock, so that a template changes with the catalogue and not with the calendar.
 */
export const CATALOG_DATE: IsoDate = '2026-11-23';

const MILLIS_PER_DAY = 86_400_000;

/** Whole days from one day to a later one; negative when the later one is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLIS_PER_DAY);
}

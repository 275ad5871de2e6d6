import { describeValue } from '../fault.ts';
import type { Draft } from './draft.ts';

/** A last day that exists and is not over. `what` is what ends then. */
export function checkExpiry(draft: Draft, expires: string, what: string, path: readonly PropertyKey[]): void {
  if (!isDate(expires)) {
    draft.report({
      path,
      code: 'CFG-083',
      message: `${what} ends on a day that does not exist`,
      got: describeValue(expires),
      allowed: 'a date as YYYY-MM-DD',
      remedy: 'Write the last day that it holds.',
    });
  } else if (expires < draft.asOf) {
    draft.report({
      path,
      code: 'CFG-083',
      message: `${what} ended before ${draft.asOf}`,
      got: describeValue(expires),
      allowed: `${draft.asOf} or later`,
      remedy: 'Mend what it was for, or decide anew and write a later date.',
    });
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

import { describeValue } from '../fault.ts';
import { type Draft, itemsOf } from './draft.ts';

/** The exemptions: each in force, each for an environment that exists. */
export function checkExemptions(draft: Draft): void {
  const environments = Object.keys(draft.file.environments ?? {});
  for (const [place, exemption] of itemsOf(draft.file.exemptions)) {
    const path = ['exemptions', place];
    if (!isDate(exemption.expires)) {
      draft.report({
        path: [...path, 'expires'],
        code: 'CFG-083',
        message: `the exemption from ${exemption.rule} ends on a day that does not exist`,
        got: describeValue(exemption.expires),
        allowed: 'a date as YYYY-MM-DD',
        remedy: 'Write the last day that it holds.',
      });
    } else if (exemption.expires < draft.asOf) {
      draft.report({
        path: [...path, 'expires'],
        code: 'CFG-083',
        message: `the exemption from ${exemption.rule} ended before ${draft.asOf}`,
        got: describeValue(exemption.expires),
        allowed: `${draft.asOf} or later`,
        remedy: 'Mend what it was for, or decide anew and write a later date.',
      });
    }
    const { environment } = exemption;
    const isUnknown = environment !== undefined && !environments.includes(environment) && !draft.isFaulty('environments', environment);
    if (isUnknown && environments.length > 0) {
      draft.report({
        path: [...path, 'environment'],
        code: 'CFG-101',
        message: 'no such environment',
        got: describeValue(environment),
        allowed: environments.join(', '),
        remedy: 'Name an environment of the file.',
      });
    }
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

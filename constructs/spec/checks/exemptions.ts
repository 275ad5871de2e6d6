import { describeValue } from '../fault.ts';
import { type Draft, itemsOf } from './draft.ts';
import { checkExpiry } from './expiry.ts';

/** The exemptions: each in force, each for an environment that exists. */
export function checkExemptions(draft: Draft): void {
  const environments = Object.keys(draft.file.environments ?? {});
  for (const [place, exemption] of itemsOf(draft.file.exemptions)) {
    const path = ['exemptions', place];
    checkExpiry(draft, exemption.expires, `the exemption from ${exemption.rule}`, [...path, 'expires']);
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

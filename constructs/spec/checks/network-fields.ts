import { parseCidr } from '../address-plan.ts';
import { describeValue } from '../fault.ts';
import type { NetworkDrafts } from '../resolve/network.ts';
import type { Draft } from './draft.ts';

/** The fields of a network on any cloud. */
export type NetworkField = keyof NetworkDrafts['aws'] | keyof NetworkDrafts['azure'];

/** Where a field stands: with the cloud's own fields, or with the shared ones. */
export type PathOfField = (field: NetworkField) => PropertyKey[];

/** Reads a range; undefined where there is none or where it is wrong, which is reported. */
export function readRange(draft: Draft, text: string | undefined, path: readonly PropertyKey[], report = true) {
  if (text === undefined) return undefined;
  try {
    return parseCidr(text);
  } catch (error) {
    // The parser's sentence names the range that was meant.
    if (report)
      draft.report({
        path,
        code: 'CFG-045',
        message: 'not an IPv4 range',
        got: describeValue(text),
        allowed: 'address/prefix with no host bits set',
        remedy: error instanceof Error ? `${error.message}.` : 'Write address/prefix.',
      });
    return undefined;
  }
}

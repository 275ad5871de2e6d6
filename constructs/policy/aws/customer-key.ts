import { isSet } from '../json.ts';
import { textsOf } from './references.ts';
import type { Template } from './template.ts';

/** Whether a key is named and is not one of AWS's own (`alias/aws/...`). */
export function isCustomerKey(template: Template, key: unknown): boolean {
  return isSet(key) && !textsOf(template, key).some((text) => text === '' || text.includes('alias/aws/'));
}

import type { Statement, StatementCondition } from './statements.ts';

/**
 * Whether an IAM pattern (`*` for any text, `?` for one character) covers a text, in any case. References in it stand for themselves.
 * Goes back to the last `*` alone, so that no pattern takes more than the product of the two lengths.
 */
export function covers(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < given.length; ) {
    if (wanted[at] === '*') {
      [star, resume] = [at, index];
      at += 1;
    } else if (wanted[at] === '?' || wanted[at] === given[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, index] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}

/** Whether a statement speaks of an action, given in any case. */
export function concerns(statement: Statement, action: string): boolean {
  const named = statement.actions.some((pattern) => covers(pattern, action.toLowerCase()));
  return statement.notActions ? !named : named;
}

/** Whether anybody at all is meant. */
export function isAnybody(statement: Statement): boolean {
  return statement.notPrincipals || statement.principals.some((principal) => principal === '*' || principal === 'AWS:*');
}

// Keys that tie a request to a known account, organisation, network or resource.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const CONFINING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'kms:calleraccount',
]);
// Neither `IfExists` nor `ForAllValues` confines: both are true when the key is missing.
const CONFINING_OPERATORS = /^(?:foranyvalue:)?(?:stringequals|stringlike|stringequalsignorecase|arnequals|arnlike)$/;

/** Whether a condition holds an open principal to somebody known. */
export function isConfined(conditions: readonly StatementCondition[]): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      CONFINING_KEYS.has(key) && CONFINING_OPERATORS.test(operator) && values.length > 0 && !values.some((value) => /^[*?]*$/.test(value)),
  );
}

/** Whether a statement lets in anybody who meets no condition. */
export function isOpen(statement: Statement): boolean {
  return statement.allow && isAnybody(statement) && !isConfined(statement.conditions);
}

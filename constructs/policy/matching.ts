import type { Statement, StatementCondition } from './statements.ts';

/** Whether an IAM pattern (`*` for any text, `?` for one character) covers a text. References in it stand for themselves. */
export function covers(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
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

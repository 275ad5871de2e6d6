/**
 * What every external secret starts with, on every cloud. Never change it: a cloud that sees another text here writes it over the value
 * that a user has set.
 */
export const EXTERNAL_SECRET_TEMPLATE = '{"value":""}';

/** The field of the secret's JSON that holds the credential. Empty means: nobody has set it yet. */
export const EXTERNAL_SECRET_FIELD = 'value';

/** The tag that carries the age, in days, at which a credential has to be replaced, counted from when it was last set. */
export const MAX_AGE_TAG = 'llm-infra:max-age-days';

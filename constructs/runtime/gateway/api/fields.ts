import { GatewayError } from '../core/gateway-error.ts';

/** Checks of single fields of a request; each throws OpenAI's error with the field's path. */
export type Fields = Readonly<Record<string, unknown>>;

export function wrong(param: string, allowed: string): GatewayError {
  return new GatewayError('invalid_request_error', { code: 'invalid_value', message: `'${param}' must be ${allowed}.`, param });
}

/** Absent and null are the same to OpenAI. */
export function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown, param: string): string {
  if (typeof value !== 'string' || value === '') throw wrong(param, 'a text');
  return value;
}

export function optionalWholeNumber(fields: Fields, key: string, least: number, most: number): number | undefined {
  const value = fields[key];
  if (!given(value)) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw wrong(key, `a whole number from ${least} to ${most}`);
  }
  return value;
}

export function optionalNumber(fields: Fields, key: string, least: number, most: number): void {
  const value = fields[key];
  if (given(value) && (typeof value !== 'number' || value < least || value > most)) throw wrong(key, `a number from ${least} to ${most}`);
}

export function optionalBoolean(fields: Fields, key: string): void {
  if (given(fields[key]) && typeof fields[key] !== 'boolean') throw wrong(key, 'true or false');
}

/** OpenAI's `user`: it takes part in the assignment, so its length has an end. */
export function optionalUser(fields: Fields): void {
  const { user } = fields;
  if (given(user) && (typeof user !== 'string' || user.length > 512)) throw wrong('user', 'a text of at most 512 characters');
}

import { tokenIn } from '../../spec/plain-text-secrets.ts';
import { CREDENTIAL_PROPERTIES, CREDENTIAL_VARIABLE, isEmptySecret, literalSecret } from '../credentials.ts';
import { field, isObject } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { onEach } from './observe.ts';
import { classOf, inputAt, isSecret, isUnknown, type Registration } from './registrations.ts';

/**
 * Known token shapes anywhere, and anything literal where a credential belongs. What is marked as secret is encrypted in the state and
 * passes; what holds a known token does not, marked or not, where it can be seen.
 */
export const noLiteralSecret: readonly AzureCheck[] = [
  onEach('all', (registration) => [...secretsBelow(registration, registration.inputs, ''), ...vaultSecrets(registration)]),
];

function found({ name, urn }: Registration, path: string, kind: string): Observation {
  return { logicalId: name, urn, ...literalSecret(path, kind) };
}

function secretsBelow(owner: Registration, value: unknown, path: string): readonly Observation[] {
  if (typeof value === 'string') {
    const kind = tokenIn(value);
    return kind === undefined ? [] : [found(owner, path, kind)];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => secretsBelow(owner, item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  const variable = field(value, 'name');
  return Object.entries(value).flatMap(([key, child]) => {
    const place = path === '' ? key : `${path}.${key}`;
    const deeper = secretsBelow(owner, child, place);
    if (deeper.length > 0) return deeper;
    const isPlain = typeof child === 'string' && child !== '' && !isUnknown(child) && !isSecret(child);
    if (isPlain && CREDENTIAL_PROPERTIES.test(key)) return [found(owner, place, 'a literal in a property for a credential')];
    // `{ name: 'OPENAI_API_KEY', value: … }`, as containers take their environment; a secret’s own list is no better.
    if (isPlain && key === 'value' && typeof variable === 'string' && CREDENTIAL_VARIABLE.test(variable.replaceAll('-', '_')))
      return [found(owner, place, 'a literal in a variable for a credential')];
    return [];
  });
}

/** The value of a secret in a vault is kept in the state as it is unless the program marks it. The empty template says nothing. */
function vaultSecrets(registration: Registration): readonly Observation[] {
  if (classOf(registration) !== 'keyvault:Secret') return [];
  const value = inputAt(registration, 'properties.value');
  if (typeof value !== 'string' || isEmptySecret(value)) return [];
  return [found(registration, 'properties.value', 'a literal secret')];
}

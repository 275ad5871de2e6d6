import { CONSUMER_NAME } from '../../runtime/gateway-bootstrap/consumer-name.ts';
import type { ConsumerKeysArgs } from './consumer-keys.ts';

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning */
export const MOST_SECRET_NAME = 127;
const SECRET_NAME = /^[a-zA-Z0-9-]+$/;

/** Everything that is wrong with the args, one sentence each. */
export function consumerKeysFaults(args: ConsumerKeysArgs, secretName: (consumer: string) => string): string[] {
  return [...consumerFaults(args.consumers), ...secretNameFaults(args, secretName), ...commandFaults(args)];
}

function consumerFaults(consumers: readonly string[]): string[] {
  if (consumers.length === 0) return ['consumers is empty; name at least one, or leave the block out'];
  const faults = consumers.flatMap((name, index) =>
    CONSUMER_NAME.test(name)
      ? []
      : [
          `consumers[${index}] must be 1 to 32 lower-case letters, digits and single hyphens, begun by a letter, got '${name}' (${name.length}); choose another name`,
        ],
  );
  const twice = new Set(consumers.filter((name, index) => consumers.indexOf(name) !== index));
  return twice.size > 0 ? [...faults, `consumers names '${[...twice].join("', '")}' more than once; name each once`] : faults;
}

function secretNameFaults({ consumers, secretNamePrefix }: ConsumerKeysArgs, secretName: (consumer: string) => string): string[] {
  if (!SECRET_NAME.test(secretNamePrefix)) {
    return [`secretNamePrefix must be letters, digits and hyphens, got '${secretNamePrefix}'; replace the others by hyphens`];
  }
  // A vault takes names in any case for one name.
  const byName = new Map<string, string[]>();
  for (const consumer of new Set(consumers)) {
    const name = secretName(consumer).toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), consumer]);
  }
  return [...byName].flatMap(([name, owners]) =>
    owners.length < 2
      ? []
      : [
          `consumers '${owners.join("', '")}' would share the secret '${name}', since a vault takes ${MOST_SECRET_NAME} characters of a name; shorten secretNamePrefix, which has ${secretNamePrefix.length}`,
        ],
  );
}

function commandFaults({ command }: ConsumerKeysArgs): string[] {
  return command?.length === 0 ? ['command is empty; name the program, or leave command out'] : [];
}

import { randomUUID } from 'node:crypto';
import type { KeySecrets } from '../consumer-keys.ts';
import { type AwsPlace, awsJson } from './aws-json.ts';

const SECRETS_MANAGER = { service: 'secretsmanager', target: 'secretsmanager', version: '1.1' } as const;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export function keySecrets(place: AwsPlace): KeySecrets {
  return {
    read: async (SecretId) => {
      const { SecretString } = await awsJson<{ SecretString?: string }>(place, SECRETS_MANAGER, 'GetSecretValue', { SecretId });
      return SecretString ?? '';
    },
    // A token of the caller's own makes a second try of the same call no second version.
    write: async (SecretId, SecretString) => {
      await awsJson(place, SECRETS_MANAGER, 'PutSecretValue', { SecretId, SecretString, ClientRequestToken: randomUUID() });
    },
  };
}

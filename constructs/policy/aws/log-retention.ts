import { numberOf } from '../json.ts';
import { type Check, isPrivate } from '../rule.ts';
import { isCustomerKey } from './customer-key.ts';
import { demandEvery } from './observe.ts';
import { resourcesOfType, type Template, valuesAt } from './template.ts';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const logRetention: Check<Template> = (template, context) =>
  resourcesOfType(template, 'AWS::Logs::LogGroup').flatMap((group) => [
    ...demandEvery(group, 'Properties.RetentionInDays', valuesAt(group.properties, 'RetentionInDays'), isRetention, {
      allowed: `one of ${RETENTION_DAYS.join(', ')}`,
      remedy: 'Set retention; without it logs are kept for ever.',
    }),
    ...(isPrivate(context)
      ? demandEvery(group, 'Properties.KmsKeyId', valuesAt(group.properties, 'KmsKeyId'), (key) => isCustomerKey(template, key), {
          allowed: "a key of the account's own",
          remedy: 'Give the log group a key of yours (encryptionKey).',
        })
      : []),
  ]);

function isRetention(days: unknown): boolean {
  return RETENTION_DAYS.includes(numberOf(days) ?? 0);
}

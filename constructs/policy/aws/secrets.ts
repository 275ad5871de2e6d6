import { isExpiryTag } from '../expiry-tag.ts';
import { field, numberOf } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { isCustomerKey } from './customer-key.ts';
import { literalSecrets } from './literal-secrets.ts';
import { isOpen } from './matching.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { refersTo } from './references.ts';
import { statementsAt } from './statements.ts';
import { certainElements, existsWith, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const SECRET = 'AWS::SecretsManager::Secret';
const KEY = 'AWS::KMS::Key';

export const encryptedSecrets: Check<Template> = (template, context) =>
  resourcesOfType(template, SECRET).flatMap((secret) => [
    ...demandEvery(secret, 'Properties.KmsKeyId', valuesAt(secret.properties, 'KmsKeyId'), (key) => isCustomerKey(template, key), {
      allowed: "a key of the account's own",
      remedy: 'Give the secret a key of yours (encryptionKey).',
    }),
    ...(context.profile === 'ephemeral'
      ? []
      : demandEvery(
          secret,
          'DeletionPolicy',
          [secret.deletionPolicy],
          (policy) => policy === 'Retain' || policy === 'RetainExceptOnCreate',
          {
            allowed: 'Retain',
            remedy: 'Set removalPolicy: RETAIN; a value that people have set cannot be made again.',
          },
        )),
  ]);

export const rotation: Check<Template> = (template) =>
  resourcesOfType(template, SECRET)
    .filter((secret) => !rotates(template, secret) && !expires(secret))
    .map((secret) =>
      observe(secret, 'Properties.Tags', 'no rotation schedule and no expiry', {
        allowed: 'a RotationSchedule of the secret, or a tag with its expiry or greatest age',
        remedy: 'Give the secret a greatest age (maxAgeDays), or a rotation schedule where the issuer can rotate.',
      }),
    );

function rotates(template: Template, secret: Resource): boolean {
  return resourcesOfType(template, 'AWS::SecretsManager::RotationSchedule').some(
    (schedule) => existsWith(schedule, secret) && refersTo(template, field(schedule.properties, 'SecretId'), secret.logicalId),
  );
}

function expires(secret: Resource): boolean {
  return valuesAt(secret.properties, 'Tags').every((tags) =>
    certainElements(tags).some((tag) => {
      const key = field(tag, 'Key');
      return typeof key === 'string' && isExpiryTag(key) && field(tag, 'Value') !== '' && field(tag, 'Value') !== undefined;
    }),
  );
}

export const noLiteralSecret: Check<Template> = literalSecrets;

// Only symmetric keys with material of KMS's own rotate by themselves.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
function rotatesItself(key: Resource): boolean {
  return (
    valuesAt(key.properties, 'KeySpec').every((spec) => spec === undefined || spec === 'SYMMETRIC_DEFAULT') &&
    valuesAt(key.properties, 'Origin').every((origin) => origin === undefined || origin === 'AWS_KMS')
  );
}

export const keys: Check<Template> = (template) =>
  resourcesOfType(template, KEY).flatMap((key) => [
    ...(rotatesItself(key)
      ? demandTrue(key, 'Properties.EnableKeyRotation', valuesAt(key.properties, 'EnableKeyRotation'), 'Set enableKeyRotation: true.')
      : []),
    ...demandEvery(key, 'Properties.PendingWindowInDays', valuesAt(key.properties, 'PendingWindowInDays'), isPendingWindow, {
      allowed: '7 to 30, or nothing (30)',
      remedy: 'Set pendingWindow to 7 to 30 days.',
    }),
    ...openKeyStatements(template, key),
  ]);

function isPendingWindow(days: unknown): boolean {
  const number = numberOf(days);
  return days === undefined || (number !== undefined && Number.isInteger(number) && number >= 7 && number <= 30);
}

function openKeyStatements(template: Template, key: Resource): readonly Observation[] {
  return statementsAt(template, key, ['KeyPolicy'])
    .filter(isOpen)
    .map((statement) =>
      observe(key, statement.path, 'an Allow for anybody', {
        allowed: 'named principals, or a condition on account or organisation',
        remedy: 'Name the principal, or add a condition such as kms:CallerAccount.',
      }),
    );
}

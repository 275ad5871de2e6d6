import { isCustomerKey } from './customer-key.ts';
import { literalSecrets } from './literal-secrets.ts';
import { isOpen } from './matching.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { refersTo } from './references.ts';
import type { Observation, Rule } from './rule.ts';
import { statementsAt } from './statements.ts';
import { certainElements, existsWith, field, numberOf, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const SECRET = 'AWS::SecretsManager::Secret';
const KEY = 'AWS::KMS::Key';

const encryptedSecrets: Rule = {
  id: 'SEC-01',
  title: 'Secrets are encrypted with a customer key and kept when their stack goes',
  when: 'private',
  source: ['CKV_AWS_149', 'SecretsManagerUsingKMSKey'],
  checks: {
    aws: (template, context) =>
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
      ]),
  },
};

// A tag that says until when, or for how long, the value of a secret is good: `expires`, `max-age-days`, `rotateBy` ...
const EXPIRY_TAG = /(?:^|[^a-z])(?:expires?|expiry|expiration|max-?age|rotate-?by)/i;

const rotation: Rule = {
  id: 'SEC-02',
  title: 'Secrets rotate or say in a tag when their value is too old',
  when: 'always',
  source: ['AwsSolutions-SMG4', 'CKV2_AWS_57'],
  checks: {
    aws: (template) =>
      resourcesOfType(template, SECRET)
        .filter((secret) => !rotates(template, secret) && !expires(secret))
        .map((secret) =>
          observe(secret, 'Properties.Tags', 'no rotation schedule and no expiry', {
            allowed: 'a RotationSchedule of the secret, or a tag with its expiry or greatest age',
            remedy: 'Give the secret a greatest age (maxAgeDays), or a rotation schedule where the issuer can rotate.',
          }),
        ),
  },
};

function rotates(template: Template, secret: Resource): boolean {
  return resourcesOfType(template, 'AWS::SecretsManager::RotationSchedule').some(
    (schedule) => existsWith(schedule, secret) && refersTo(template, field(schedule.properties, 'SecretId'), secret.logicalId),
  );
}

function expires(secret: Resource): boolean {
  return valuesAt(secret.properties, 'Tags').every((tags) =>
    certainElements(tags).some((tag) => {
      const key = field(tag, 'Key');
      return typeof key === 'string' && EXPIRY_TAG.test(key) && field(tag, 'Value') !== '' && field(tag, 'Value') !== undefined;
    }),
  );
}

const noLiteralSecret: Rule = {
  id: 'SEC-03',
  title: 'No template holds the value of a secret',
  when: 'always',
  source: ['CKV_AWS_45', 'CKV_AWS_46', 'CKV_AWS_384', 'OWASP LLM07'],
  checks: { aws: literalSecrets },
};

// Only symmetric keys with material of KMS's own rotate by themselves.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
function rotatesItself(key: Resource): boolean {
  return (
    valuesAt(key.properties, 'KeySpec').every((spec) => spec === undefined || spec === 'SYMMETRIC_DEFAULT') &&
    valuesAt(key.properties, 'Origin').every((origin) => origin === undefined || origin === 'AWS_KMS')
  );
}

const keys: Rule = {
  id: 'SEC-06',
  title: 'Keys rotate, wait 7 to 30 days before they are deleted, and are open to nobody unknown',
  when: 'always',
  source: ['AwsSolutions-KMS5', 'CKV_AWS_7', 'CKV_AWS_33'],
  checks: {
    aws: (template) =>
      resourcesOfType(template, KEY).flatMap((key) => [
        ...(rotatesItself(key)
          ? demandTrue(key, 'Properties.EnableKeyRotation', valuesAt(key.properties, 'EnableKeyRotation'), 'Set enableKeyRotation: true.')
          : []),
        ...demandEvery(key, 'Properties.PendingWindowInDays', valuesAt(key.properties, 'PendingWindowInDays'), isPendingWindow, {
          allowed: '7 to 30, or nothing (30)',
          remedy: 'Set pendingWindow to 7 to 30 days.',
        }),
        ...openKeyStatements(template, key),
      ]),
  },
};

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

/** Rules of secrets and keys. */
export const SECRETS_RULES: readonly Rule[] = [encryptedSecrets, rotation, noLiteralSecret, keys];

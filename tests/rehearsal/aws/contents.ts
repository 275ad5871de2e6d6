import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect } from 'vitest';
import type { AwsAccount } from './aws-account.ts';

/** Where people put something: the credential of a provider, a document. */
export interface Places {
  readonly secret: string;
  readonly bucket: string;
}

const API_KEY = JSON.stringify({ value: 'set-by-a-person' });
const DOCUMENT = 'a document';

/** Puts in what no deployment may lose. */
export async function fill({ secrets, s3 }: AwsAccount, { secret, bucket }: Places): Promise<void> {
  await secrets.send(new PutSecretValueCommand({ SecretId: secret, SecretString: API_KEY }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'document.txt', Body: DOCUMENT }));
}

/** What was put in is there. */
export async function expectFilled({ secrets, s3 }: AwsAccount, { secret, bucket }: Places): Promise<void> {
  expect((await secrets.send(new GetSecretValueCommand({ SecretId: secret }))).SecretString).toBe(API_KEY);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'document.txt' }));
  expect(await Body?.transformToString()).toBe(DOCUMENT);
}

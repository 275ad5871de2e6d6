import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { record } from '../../constructs/azure/recorder/index.ts';
import { type ReplacementMatchers, replacementMatchers } from '../../constructs/testing/index.ts';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: what is added to must be repeated with its parameters
  interface Matchers<T = any> extends ReplacementMatchers<T> {}
}

expect.extend(replacementMatchers);

function template(id: string, bucketName?: string): Template {
  const stack = new Stack(new App(), 'Test');
  new Bucket(stack, id, { removalPolicy: RemovalPolicy.RETAIN, ...(bucketName ? { bucketName } : {}) });
  return Template.fromStack(stack);
}

const program = (location: string) => record(() => void new ResourceGroup('data', { location }), { project: 'test', stack: 'dev' });

describe('toReplaceNothingStateful', () => {
  test('passes where nothing is lost, for templates and for recorded programs', async () => {
    expect(template('Data')).toReplaceNothingStateful(template('Data').toJSON());
    expect(await program('swedencentral')).toReplaceNothingStateful(await program('swedencentral'));
  });

  test('can be negated', () => {
    expect(template('Other')).not.toReplaceNothingStateful(template('Data'));
    expect(() => expect(template('Data')).not.toReplaceNothingStateful(template('Data'))).toThrow('all 1 are kept');
  });

  test('lists each resource, its property, why and the remedy', async () => {
    expect(() =>
      expect(template('Data', 'new-name')).toReplaceNothingStateful(template('Data', 'old-name')),
    ).toThrowErrorMatchingInlineSnapshot(`
      [Error: 1 of 1 stateful resources would be lost:
      - Data666C94C7 (AWS::S3::Bucket) has another BucketName, "old-name" before and "new-name" now: a new one takes its place, what it keeps stays behind, out of the deployment
        remedy: Keep BucketName, or make a new resource beside this one and move what it keeps.]
    `);
    expect(() => expect(template('Other')).toReplaceNothingStateful(template('Data'))).toThrowErrorMatchingInlineSnapshot(`
      [Error: 1 of 1 stateful resources would be lost:
      - Data666C94C7 (AWS::S3::Bucket) is no longer there: what it keeps stays behind, out of the deployment
        remedy: Keep its logical id and stack, or move what it keeps first and take it out in a change of its own.]
    `);
    const [before, after] = [await program('swedencentral'), await program('germanywestcentral')];
    expect(() => expect(after).toReplaceNothingStateful(before)).toThrowErrorMatchingInlineSnapshot(`
      [Error: 1 of 1 stateful resources would be lost:
      - urn:pulumi:dev::test::azure-native:resources:ResourceGroup::data (azure-native:resources:ResourceGroup) has another location, "swedencentral" before and "germanywestcentral" now: a new one takes its place, what it keeps is deleted
        remedy: Keep location, or make a new resource beside this one and move what it keeps.]
    `);
  });

  test('refuses an earlier template that keeps nothing, with which it could not fail', () => {
    expect(() => expect(template('Data')).toReplaceNothingStateful({ Resources: {} })).toThrow('keeps nothing, so this can never fail');
  });

  test.each<[string, unknown]>([
    ['a text', 'template.json'],
    ['nothing', undefined],
    ['another object', { stack: 'a' }],
  ])('refuses %s, and says what it takes', (_, value) => {
    expect(() => expect(value).toReplaceNothingStateful(template('Data'))).toThrow('neither a CloudFormation template nor a recorded');
    expect(() => expect(template('Data')).toReplaceNothingStateful(value as object)).toThrow('neither a CloudFormation template');
  });
});

import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { Subject } from './subjects.ts';

/** An app with faults that each tool has to find, so that a silent tool cannot pass for a clean template. */
export const PLANTED: Subject = {
  name: 'planted faults',
  createApp: async (outdir) => {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Planted', { env: { region: 'eu-central-1' } });
    // No access log, no refusal of plain HTTP.
    const open = new s3.Bucket(stack, 'Open');
    // A value that is not one of the allowed.
    new CfnResource(stack, 'WrongEnum', { type: 'AWS::S3::Bucket', properties: { AccessControl: 'Everybody' } });
    // A property that no bucket has.
    new CfnResource(stack, 'WrongProperty', { type: 'AWS::S3::Bucket', properties: { Colour: 'blue' } });
    // Waits twice for the same bucket.
    const policy = new CfnResource(stack, 'WaitsTwice', {
      type: 'AWS::S3::BucketPolicy',
      properties: { Bucket: open.bucketName, PolicyDocument: { Version: '2012-10-17', Statement: [] } },
    });
    policy.node.addDependency(open);
    return app;
  },
};

import type { Recording } from '../azure/recorder/recording.ts';
import { type Footprint, footprintOfRecording, footprintOfTemplate } from '../replacement/index.ts';

/** A CloudFormation template as an object, or what has one: `Template` of aws-cdk-lib/assertions. */
export type CloudFormationTemplate = object | { toJSON(): object };

/** What `toReplaceNothingStateful` compares: a CloudFormation template, or what `record` of `llm-infra-kit/testing/pulumi` gave. */
export type Comparable = CloudFormationTemplate | Recording;

/** What a template or a recorded program keeps. Throws a TypeError on anything else. */
export function footprintOf(value: unknown): Footprint {
  const plain = hasJson(value) ? value.toJSON() : value;
  if (isRecording(plain)) return footprintOfRecording(plain);
  if (isTemplate(plain)) return footprintOfTemplate(plain);
  throw new TypeError(
    'neither a CloudFormation template nor a recorded Pulumi program; give Template.fromStack(stack), a parsed template file, or what ' +
      'record() of llm-infra-kit/testing/pulumi gave',
  );
}

function hasJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}

function isRecording(value: unknown): value is Recording {
  return typeof value === 'object' && value !== null && 'resources' in value && Array.isArray(value.resources);
}

function isTemplate(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'Resources' in value;
}

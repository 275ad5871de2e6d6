import * as pulumi from '@pulumi/pulumi';
import { afterEach, expect, test, vi } from 'vitest';
import { refuseMarkerSeed } from '../../../constructs/azure/platform/marker-seed.ts';
import { isRecording, record } from '../../../constructs/azure/recorder/index.ts';
import { MARKER_SEED } from '../../../constructs/spec/defaults.ts';
import { recordingOf } from '../support/platforms.ts';

afterEach(() => vi.restoreAllMocks());

test('The marker seed is refused where something would be made', () => {
  vi.spyOn(pulumi.runtime, 'isDryRun').mockReturnValue(false);
  expect(() => refuseMarkerSeed(MARKER_SEED)).toThrow(
    "naming.seed is 'example-seed', the marker of the examples. Run 'llm-infra init <folder>' and take the seed that it writes.",
  );
});

test('The error is one that Pulumi tells without a stack trace', () => {
  vi.spyOn(pulumi.runtime, 'isDryRun').mockReturnValue(false);
  try {
    refuseMarkerSeed(MARKER_SEED);
    expect.unreachable();
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
  }
});

test('Another seed is taken', () => {
  vi.spyOn(pulumi.runtime, 'isDryRun').mockReturnValue(false);
  expect(() => refuseMarkerSeed('k7m2-q9xd-4tbn')).not.toThrow();
});

test('A preview may have the marker', () => {
  vi.spyOn(pulumi.runtime, 'isDryRun').mockReturnValue(true);
  expect(() => refuseMarkerSeed(MARKER_SEED)).not.toThrow();
});

test('A recording may have the marker', async () => {
  const recording = await recordingOf({ naming: { seed: MARKER_SEED } });
  expect(recording.preview).toBe(false);
  expect(recording.resources.length).toBeGreaterThan(20);
});

test('Code outside of a recording is not in one, also while one runs', async () => {
  let inside: boolean | undefined;
  const recording = record(
    async () => {
      await Promise.resolve();
      inside = isRecording();
    },
    { project: 'test', stack: 'dev' },
  );
  expect(isRecording()).toBe(false);
  await recording;
  expect(inside).toBe(true);
  expect(isRecording()).toBe(false);
});

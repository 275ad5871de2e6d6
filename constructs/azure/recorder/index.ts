export type { PulumiProgram, RecordOptions } from './record-options.ts';
export { isRecording, record } from './recorder.ts';
export {
  type RecordedAlias,
  type RecordedObject,
  type RecordedResource,
  type RecordedValue,
  type Recording,
  type ResourceMarker,
  recordedOfType,
  type SecretMarker,
  type UnknownMarker,
} from './recording.ts';

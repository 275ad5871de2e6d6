import { EventStreamCodec } from '@smithy/core/event-streams';
import { UpstreamError, type UpstreamFault } from '../upstream.ts';
import type { ConverseEvent } from './from-converse.ts';

// 16 MiB is the format's own end of a message; a length beyond it is a broken stream, not a reason to wait for more bytes.
const LARGEST_FRAME = 16 << 20;
const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes),
  (text) => new TextEncoder().encode(text),
);

/** What an exception in the middle of a stream means. Source: API_runtime_ConverseStreamOutput.html */
const EXCEPTIONS: Readonly<Record<string, UpstreamFault>> = {
  throttlingException: 'throttled',
  validationException: 'rejected',
  modelStreamErrorException: 'failed',
  internalServerException: 'failed',
  serviceUnavailableException: 'failed',
};

/** The events in a stream of `application/vnd.amazon.eventstream` bytes: frames with a length in front and checksums, cut anywhere. */
export async function* events(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ConverseEvent> {
  let held: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of bytes) {
      held = held.length === 0 ? chunk : joined(held, chunk);
      for (let length = frameLength(held); length !== undefined; length = frameLength(held)) {
        yield eventOf(held.subarray(0, length));
        held = held.subarray(length);
      }
    }
  } catch (cause) {
    throw cause instanceof UpstreamError ? cause : new UpstreamError('failed', { cause });
  }
  if (held.length > 0) throw new UpstreamError('failed');
}

function frameLength(held: Uint8Array): number | undefined {
  if (held.length < 4) return undefined;
  const length = new DataView(held.buffer, held.byteOffset, held.byteLength).getUint32(0);
  if (length > LARGEST_FRAME) throw new UpstreamError('failed');
  return held.length < length ? undefined : length;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function eventOf(frame: Uint8Array): ConverseEvent {
  const { headers, body } = codec.decode(frame);
  const header = (name: string) => String(headers[name]?.value ?? '');
  if (header(':message-type') !== 'event') throw new UpstreamError(EXCEPTIONS[header(':exception-type')] ?? 'failed');
  return { type: header(':event-type'), data: JSON.parse(new TextDecoder().decode(body)) } as ConverseEvent;
}

import { UpstreamError } from './upstream.ts';

// A line beyond this is no event of a model but a broken or hostile peer.
const LONGEST_LINE = 4 << 20;

/**
 * The `data` of the events in a stream of bytes, those of one chunk together: what waits for each single one costs more than the event
 * where a model is fast. Lines may end in LF, CRLF or CR, a chunk may end anywhere, several `data` lines of an
 * event are joined, comments and other fields are skipped. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventData(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let buffered = '';
  let data: string[] = [];
  try {
    for await (const chunk of bytes) {
      buffered += decoder.decode(chunk, { stream: true });
      if (buffered.length > LONGEST_LINE) throw new UpstreamError('failed');
      const lines = buffered.split(/\r\n|\n|\r(?!$)/);
      buffered = lines.pop() ?? '';
      const events: string[] = [];
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) events.push(data.join('\n'));
          data = [];
        } else if (line.startsWith('data:')) {
          data.push(line.slice(line[5] === ' ' ? 6 : 5));
        }
      }
      if (events.length > 0) yield events;
    }
  } catch (cause) {
    throw cause instanceof UpstreamError ? cause : new UpstreamError('failed', { cause });
  }
}

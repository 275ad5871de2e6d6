import type { Writable } from 'node:stream';

/** Writes piece by piece at the reader's pace; a reader who has left ends the source. Ending the stream is the caller's. */
export async function writePieces(pieces: AsyncIterable<string | Uint8Array>, outgoing: Writable): Promise<void> {
  for await (const piece of pieces) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(piece)) await drained(outgoing);
  }
}

/** Resolves when the stream takes more, or never will. */
function drained(outgoing: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
}

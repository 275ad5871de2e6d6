import type { Writable } from 'node:stream';

/**
 * Writes piece by piece at the reader's pace; a reader who has left ends the source. Ending the stream is the caller's.
 *
 * Pieces that are there at once leave together, in one system call. Nothing waits for a later piece, since the next tick comes as soon as
 * there is none.
 */
export async function writePieces(pieces: AsyncIterable<string | Uint8Array>, outgoing: Writable): Promise<void> {
  let corked = false;
  const uncork = () => {
    if (!corked) return;
    corked = false;
    outgoing.uncork();
  };
  try {
    for await (const piece of pieces) {
      if (outgoing.destroyed) return;
      if (!corked) {
        corked = true;
        outgoing.cork();
        process.nextTick(uncork);
      }
      if (outgoing.write(piece)) continue;
      uncork();
      if (outgoing.writableNeedDrain) await drained(outgoing);
    }
  } finally {
    // A response of Node 22 and 24 that is ended while it is corked loses its last pieces.
    uncork();
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

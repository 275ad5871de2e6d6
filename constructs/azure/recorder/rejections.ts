import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<Set<unknown>>();
let open = 0;

/**
 * Runs work and collects what rejects in it while nobody waits: an error thrown inside `apply` reaches nobody else, and Node would end
 * the process. Rejections of other work go their usual way.
 */
export async function collectingRejections<T>(failures: Set<unknown>, work: () => Promise<T>): Promise<T> {
  if (open === 0) process.on('unhandledRejection', onRejection);
  open += 1;
  try {
    return await running.run(failures, work);
  } finally {
    open -= 1;
    if (open === 0) process.off('unhandledRejection', onRejection);
  }
}

// Node calls the listener in the asynchronous context of the promise.
function onRejection(reason: unknown): void {
  const failures = running.getStore();
  if (failures) failures.add(reason);
  // Any listener takes Node's default away, which is to end the process.
  else if (process.listenerCount('unhandledRejection') === 1) throw reason;
}

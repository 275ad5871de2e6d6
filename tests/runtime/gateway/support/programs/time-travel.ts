/**
 * Loaded ahead of a program that runs as a child: its parent moves the program's clock forward, so that a cache or a window of a minute
 * ends in no time. Timers keep their own pace.
 */
const real = Date.now;
let ahead = 0;
Date.now = () => real() + ahead;

process.on('message', (message) => {
  ahead += Number(message);
  process.send?.(message);
});
// The channel alone keeps no program alive.
process.channel?.unref();

/** `npm run verify:full` asks every property for more runs than a commit can wait for. */
const runs = process.env.FAST_CHECK_RUNS;
if (runs) {
  const { configureGlobal, readConfigureGlobal } = await import('fast-check');
  configureGlobal({ ...readConfigureGlobal(), numRuns: Number(runs) });
}

import { configureGlobal, readConfigureGlobal } from 'fast-check';

/** Without a word every run draws the same cases, so that a commit is judged by what it changes and not by chance. */
const SEED = 20_261_124;

/**
 * `npm run verify:full` asks every property for more runs than a commit can wait for, and draws new cases each time; FAST_CHECK_SEED draws
 * those of one seed.
 */
const { FAST_CHECK_RUNS: runs, FAST_CHECK_SEED: seed = runs ? undefined : SEED } = process.env;
configureGlobal({
  ...readConfigureGlobal(),
  ...(runs ? { numRuns: Number(runs) } : {}),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
});

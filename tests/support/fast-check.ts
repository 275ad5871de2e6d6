import { configureGlobal, readConfigureGlobal } from 'fast-check';

/** Without a word every run draws the same cases, so that a commit is judged by what it changes and not by chance. */
const SEED = 20_261_124;

/** `npm run verify:full` asks every property for more runs than a commit can wait for, and draws new cases each time. */
const runs = process.env.FAST_CHECK_RUNS;
configureGlobal({ ...readConfigureGlobal(), ...(runs ? { numRuns: Number(runs) } : { seed: SEED }) });

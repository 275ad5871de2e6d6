export { type Effect, type Footprint, type KeptResource, type Loss, lossesBetween, renderLosses } from '../replacement/index.ts';
export { type CloudFormationTemplate, type Comparable, footprintOf } from './footprint-of.ts';
export { type ReplacementMatchers, replacementMatchers } from './matchers.ts';

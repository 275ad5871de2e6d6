export { footprintOfTemplate, footprintOfTemplates, type TemplatePlace } from './cloudformation.ts';
export type { FixedProperty, Footprint, KeptResource } from './footprint.ts';
export { type Loss, lossesBetween } from './losses.ts';
export type { Effect } from './property-costs.ts';
export { footprintOfRecording } from './pulumi.ts';
export { lossRemedy, lossText, renderLosses } from './render-losses.ts';

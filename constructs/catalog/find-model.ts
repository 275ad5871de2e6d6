import { nearestNames } from '../spec/nearest.ts';
import type { Cloud } from '../spec/vocabulary.ts';
import type { IsoDate } from './catalog-date.ts';
import { type Dimensions, type Model, type ModelUse, PROFILE_PREFIXES, type Retirement } from './model.ts';
import { MODELS } from './models.ts';

/** The model of a name, exactly as the catalogue spells it. */
export function findModel(name: string): Model | undefined {
  return MODELS.find((model) => model.name === name);
}

/** The models that an unknown name may mean. What a cloud itself calls a model (`eu.anthropic.claude-…`) finds that model alone. */
export function nearestModels(name: string): readonly string[] {
  const bare = name.replace(PROFILE_PREFIX, '').toLowerCase();
  const sameId = MODELS.find(({ aws, azure }) => aws?.modelId.toLowerCase() === bare || azure?.name.toLowerCase() === bare);
  return sameId ? [sameId.name] : nearestNames(name, modelNames());
}

const PROFILE_PREFIX = new RegExp(`^(${PROFILE_PREFIXES.join('|')})\\.`);

export interface ModelFilter {
  /** Offered on this cloud. */
  readonly cloud?: Cloud;
  readonly use?: ModelUse;
  /** Not retired on this day: on `cloud`, or on every cloud when none is named. */
  readonly asOf?: IsoDate;
}

/** The names of the models that fit, in the order of the catalogue. */
export function modelNames({ cloud, use, asOf }: ModelFilter = {}): readonly string[] {
  const clouds: readonly Cloud[] = cloud ? [cloud] : ['aws', 'azure'];
  return MODELS.filter((model) => use === undefined || model.use === use)
    .filter((model) => clouds.some((on) => model[on] !== undefined && (asOf === undefined || !isRetired(model[on].retirement, asOf))))
    .map(({ name }) => name);
}

/** Whether an offering has ended: its date is the first day without it. */
export function isRetired(retirement: Retirement | undefined, asOf: IsoDate): boolean {
  return retirement !== undefined && retirement.date <= asOf;
}

/** Whether an embedding model makes vectors of a length. */
export function allowsDimensions({ allowed }: Dimensions, value: number): boolean {
  if ('min' in allowed) return Number.isInteger(value) && value >= allowed.min && value <= allowed.max;
  return allowed.includes(value);
}

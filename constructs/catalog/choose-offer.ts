import { CLOUDS, type Cloud, type ProcessingScope } from '../spec/vocabulary.ts';
import { CATALOG_DATE, daysBetween, type IsoDate } from './catalog-date.ts';
import { findModel, isRetired, modelNames, nearestModels } from './find-model.ts';
import type { Model, ModelUse } from './model.ts';
import type { OfferFault } from './offer-fault.ts';
import { type Offer, offersIn, regionsOffering, staysWithin } from './offers.ts';
import type { Residency } from './residency.ts';

/** What a platform wants of a model. */
export interface OfferRequest {
  readonly model: string;
  readonly cloud: Cloud;
  readonly region: string;
  readonly residency: Residency;
  /** @default - the narrowest that is offered and honours the residency */
  readonly processing?: ProcessingScope;
  /** @default - either use will do */
  readonly use?: ModelUse;
  /** The day to judge retirement by. */
  readonly asOf: IsoDate;
}

export type OfferChoice =
  | { readonly kind: 'offer'; readonly model: Model; readonly offer: Offer; readonly warnings: readonly OfferWarning[] }
  | { readonly kind: 'fault'; readonly fault: OfferFault };

/** What is legal and should be known all the same. */
export type OfferWarning =
  /** The offering ends in less than 90 days. */
  | { readonly kind: 'retiring'; readonly date: IsoDate; readonly daysLeft: number; readonly successor?: string }
  /** Only accounts that used the model before can call it, until it ends. */
  | { readonly kind: 'closed-to-new-customers'; readonly date: IsoDate; readonly daysLeft: number; readonly successor?: string }
  /** No service level, no promise of regions. */
  | { readonly kind: 'preview' };

/** From this many days before an offering ends, choosing it is warned of. */
export const RETIREMENT_NOTICE_DAYS = 90;

/** The narrowest way to call a model that honours the residency, or why there is none. */
export function chooseOffer(request: OfferRequest): OfferChoice {
  const model = findModel(request.model);
  if (!model) {
    const nearest = nearestModels(request.model);
    return fault({ kind: 'unknown-model', model: request.model, nearest, catalogDate: CATALOG_DATE });
  }
  const unavailable = faultOfModel(model, request);
  if (unavailable) return fault(unavailable);

  const offers = offersIn(model, request.cloud, request.region);
  const asked = request.processing ? offers.filter(({ processing }) => processing === request.processing) : offers;
  if (asked.length === 0) return fault(faultOfRegion(model, request, offers));

  const offer = asked.find((candidate) => staysWithin(candidate, request.residency));
  if (offer) return { kind: 'offer', model, offer, warnings: warningsOf(model, request) };
  const { cloud, region, residency } = request;
  const within = regionsHonouring(model, request);
  return fault({ kind: 'outside-residency', model: model.name, cloud, region, residency, refused: asked, within });
}

function fault(found: OfferFault): OfferChoice {
  return { kind: 'fault', fault: found };
}

/** What keeps a model from every region of the cloud. */
function faultOfModel(model: Model, request: OfferRequest): OfferFault | undefined {
  const { cloud, use, asOf } = request;
  if (use && use !== model.use) return { kind: 'wrong-use', model: model.name, use: model.use, asked: use };
  const offering = model[cloud];
  if (!offering) {
    const offeredOn = CLOUDS.filter((candidate) => model[candidate] !== undefined);
    return { kind: 'not-on-cloud', model: model.name, cloud, offeredOn, alternatives: alternativesTo(model, request) };
  }
  const { retirement } = offering;
  if (!retirement || !isRetired(retirement, asOf)) return undefined;
  return { kind: 'retired', model: model.name, cloud, date: retirement.date, ...successorOf(retirement) };
}

/** What keeps a model from this region, or from the processing that was asked for. */
function faultOfRegion(model: Model, request: OfferRequest, offers: readonly Offer[]): OfferFault {
  const { cloud, region, processing } = request;
  if (processing === undefined || offers.length === 0) {
    const honouring = regionsHonouring(model, request);
    const offeredIn = [...new Set([...honouring, ...regionsOffering(model, cloud)])];
    return { kind: 'not-in-region', model: model.name, cloud, region, offeredIn };
  }
  const profileIds = offers.flatMap((offer) => (offer.cloud === 'aws' && offer.profileId ? [offer.profileId] : []));
  if (processing === 'in-region' && model.aws && profileIds.length > 0) {
    return { kind: 'profile-only', model: model.name, region, modelId: model.aws.modelId, profileIds };
  }
  const offered = [...new Set(offers.map((offer) => offer.processing))];
  return { kind: 'processing-not-offered', model: model.name, cloud, region, asked: processing, offered };
}

/** Regions from which the model is callable, as asked for, without leaving the residency. */
function regionsHonouring(model: Model, { cloud, residency, processing }: OfferRequest): readonly string[] {
  return regionsOffering(model, cloud).filter((region) =>
    offersIn(model, cloud, region).some(
      (offer) => staysWithin(offer, residency) && (processing === undefined || offer.processing === processing),
    ),
  );
}

const ALTERNATIVES = 3;

/** Models of the same use that the request could have instead, those of the same vendor first. */
function alternativesTo(model: Model, { cloud, region, residency, asOf }: OfferRequest): readonly string[] {
  return modelNames({ cloud, use: model.use, asOf })
    .flatMap((name) => findModel(name) ?? [])
    .filter((candidate) => candidate[cloud]?.retirement?.closedToNewCustomers === undefined)
    .filter((candidate) => offersIn(candidate, cloud, region).some((offer) => staysWithin(offer, residency)))
    .sort((a, b) => Number(b.vendor === model.vendor) - Number(a.vendor === model.vendor))
    .slice(0, ALTERNATIVES)
    .map(({ name }) => name);
}

function warningsOf(model: Model, { cloud, asOf }: OfferRequest): readonly OfferWarning[] {
  const warnings: OfferWarning[] = [];
  const retirement = model[cloud]?.retirement;
  if (retirement) {
    const daysLeft = daysBetween(asOf, retirement.date);
    const end = { date: retirement.date, daysLeft, ...successorOf(retirement) };
    if (retirement.closedToNewCustomers) warnings.push({ kind: 'closed-to-new-customers', ...end });
    if (daysLeft < RETIREMENT_NOTICE_DAYS) warnings.push({ kind: 'retiring', ...end });
  }
  if (cloud === 'azure' && model.azure?.preview) warnings.push({ kind: 'preview' });
  return warnings;
}

function successorOf({ successor }: { readonly successor?: string }): { readonly successor?: string } {
  return successor ? { successor } : {};
}

import type { Cloud, ProcessingScope } from '../spec/vocabulary.ts';
import type { IsoDate } from './catalog-date.ts';
import type { ModelUse } from './model.ts';
import type { Offer } from './offers.ts';
import type { Residency } from './residency.ts';

/** Why a platform cannot have a model, with what a good message needs. */
export type OfferFault =
  /** No model of that name; `nearest` may be empty. */
  | { readonly kind: 'unknown-model'; readonly model: string; readonly nearest: readonly string[]; readonly catalogDate: IsoDate }
  | { readonly kind: 'wrong-use'; readonly model: string; readonly use: ModelUse; readonly asked: ModelUse }
  /** The catalogue has no offer of the model on the cloud; `alternatives` are offered there, in the region and within the residency. */
  | {
      readonly kind: 'not-on-cloud';
      readonly model: string;
      readonly cloud: Cloud;
      readonly offeredOn: readonly Cloud[];
      readonly alternatives: readonly string[];
    }
  | { readonly kind: 'retired'; readonly model: string; readonly cloud: Cloud; readonly date: IsoDate; readonly successor?: string }
  /** `offeredIn` begins with the regions where an offer honours the residency. */
  | {
      readonly kind: 'not-in-region';
      readonly model: string;
      readonly cloud: Cloud;
      readonly region: string;
      readonly offeredIn: readonly string[];
    }
  /** Bedrock was asked for processing in the region and takes the profiles alone there. */
  | {
      readonly kind: 'profile-only';
      readonly model: string;
      readonly region: string;
      readonly modelId: string;
      readonly profileIds: readonly string[];
    }
  | {
      readonly kind: 'processing-not-offered';
      readonly model: string;
      readonly cloud: Cloud;
      readonly region: string;
      readonly asked: ProcessingScope;
      readonly offered: readonly ProcessingScope[];
    }
  /** Every offer that was asked for may leave the residency; in the regions of `within` one does not. */
  | {
      readonly kind: 'outside-residency';
      readonly model: string;
      readonly cloud: Cloud;
      readonly region: string;
      readonly residency: Residency;
      readonly refused: readonly Offer[];
      readonly within: readonly string[];
    };

const SHOWN = 6;

/** What is wrong and what to do, in one sentence without a full stop. */
export function describeFault(fault: OfferFault): string {
  switch (fault.kind) {
    case 'unknown-model':
      return `'${fault.model}' is not in the catalogue of ${fault.catalogDate}${fault.nearest.length ? `; did you mean ${alternatives(fault.nearest)}?` : ''}`;
    case 'wrong-use':
      return `'${fault.model}' is ${withArticle(fault.use)} model; ${withArticle(fault.asked)} model is needed here`;
    case 'not-on-cloud': {
      const instead = fault.alternatives.length ? `; ${fault.cloud} offers ${alternatives(fault.alternatives)}` : '';
      return `the catalogue has no offer of '${fault.model}' on ${fault.cloud}, only on ${fault.offeredOn.join(', ')}${instead}`;
    }
    case 'retired':
      return `'${fault.model}' was retired on ${fault.cloud} on ${fault.date}${fault.successor ? `; use '${fault.successor}'` : ''}`;
    case 'not-in-region':
      return `'${fault.model}' is not offered in ${fault.region} on ${fault.cloud}; it is in ${list(fault.offeredIn)}`;
    case 'profile-only':
      return `'${fault.model}' (${fault.modelId}) is callable in ${fault.region} through a profile alone; use ${alternatives(fault.profileIds)}`;
    case 'processing-not-offered':
      return `'${fault.model}' is not offered with processing '${fault.asked}' in ${fault.region} on ${fault.cloud}; it is with ${alternatives(fault.offered)}`;
    case 'outside-residency': {
      const refused = list(fault.refused.map(nameOffer));
      const within = fault.within.length
        ? `it stays within from ${list(fault.within)}`
        : `no region of ${fault.cloud} keeps it within '${fault.residency}'`;
      return `'${fault.model}' in ${fault.region} may leave residency '${fault.residency}' (${refused}); ${within}`;
    }
  }
}

/** What the cloud calls an offer. */
function nameOffer(offer: Offer): string {
  return offer.cloud === 'aws' ? (offer.profileId ?? offer.modelId) : offer.sku;
}

function withArticle(use: ModelUse): string {
  return use === 'embedding' ? 'an embedding' : 'a chat';
}

function alternatives(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' or ');
}

function list(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${rest} more` : names.join(', ');
}

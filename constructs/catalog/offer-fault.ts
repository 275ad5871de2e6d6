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

/** What is wrong, in one sentence without a full stop; the fault's data says what there is instead. */
export function describeFault(fault: OfferFault): string {
  switch (fault.kind) {
    case 'unknown-model':
      return `'${fault.model}' is not in the catalogue of ${fault.catalogDate}`;
    case 'wrong-use':
      return `'${fault.model}' is ${withArticle(fault.use)} model, and ${withArticle(fault.asked)} model is needed here`;
    case 'not-on-cloud':
      return `the catalogue has no offer of '${fault.model}' on ${fault.cloud}, only on ${fault.offeredOn.join(', ')}`;
    case 'retired':
      return `'${fault.model}' was retired on ${fault.cloud} on ${fault.date}`;
    case 'not-in-region':
      return `'${fault.model}' is not offered in ${fault.region} on ${fault.cloud}`;
    case 'profile-only':
      return `'${fault.model}' (${fault.modelId}) is callable in ${fault.region} through an inference profile alone`;
    case 'processing-not-offered':
      return `'${fault.model}' is not offered with processing '${fault.asked}' in ${fault.region} on ${fault.cloud}`;
    case 'outside-residency':
      return `'${fault.model}' in ${fault.region} may leave the residency '${fault.residency}' (${fault.refused.map(nameOffer).join(', ')})`;
  }
}

/** What the cloud calls an offer. */
function nameOffer(offer: Offer): string {
  return offer.cloud === 'aws' ? (offer.profileId ?? offer.modelId) : offer.sku;
}

function withArticle(use: ModelUse): string {
  return use === 'embedding' ? 'an embedding' : 'a chat';
}

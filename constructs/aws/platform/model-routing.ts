import type { AwsOffer } from '../../catalog/index.ts';
import type { ModelRouting } from '../serving/index.ts';

/** How Bedrock is called for an offer of the catalogue. */
export function modelRouting({ model, processing, profileId, destinations }: AwsOffer): ModelRouting {
  if (processing === 'in-region') return { kind: 'in-region' };
  if (!profileId) throw new Error(`The catalogue's row of '${model}' has no inference profile for '${processing}'`);
  if (processing === 'global') return { kind: 'global', profileId };
  return { kind: 'geography', profileId, ...(destinations === 'all-commercial' ? {} : { regions: destinations }) };
}

import type { AzureCheck, Observation, PolicyContext } from '../rule.ts';
import { skuFaults } from './deployments.ts';
import { observe, onEach } from './observe.ts';
import { classOf, inputAt, listAt, type Registration } from './registrations.ts';

// `swedencentral`, as ARM takes it, and `Sweden Central`, as people write it. DNS zones and alerts lie nowhere.
const plain = (location: string) => location.toLowerCase().replaceAll(' ', '');

/** Data lies where a resource lies, and where an account of Cosmos DB or a registry keeps its copies. */
export const residency: readonly AzureCheck[] = [
  onEach('all', (resource, context) => (classOf(resource) === undefined ? [] : places(resource, context))),
  onEach(['cognitiveservices:Deployment'], skuFaults),
];

function places(resource: Registration, { regionsAllowed }: PolicyContext): readonly Observation[] {
  if (regionsAllowed.length === 0) return [];
  const copies = listAt(resource, 'locations').flatMap((place) => nameOf(place));
  return [...nameOf({ locationName: inputAt(resource, 'location') }), ...copies]
    .filter((location) => plain(location) !== 'global' && !regionsAllowed.includes(plain(location)))
    .map((location) =>
      observe(resource, 'location', location, { allowed: regionsAllowed.join(', '), remedy: 'Choose a location inside the residency.' }),
    );
}

function nameOf(place: unknown): readonly string[] {
  const name = typeof place === 'object' && place !== null && 'locationName' in place ? place.locationName : undefined;
  return typeof name === 'string' ? [name] : [];
}

import type { CloudRequest, HeldResource } from './stand-in/cloud.ts';
import { idKey } from './stand-in/ids.ts';
import { azureResources, type StateResource } from './state.ts';

/** Every creation that began before the end of one that it depends on: `<urn> before <urn>`. */
export function createdTooEarly(resources: readonly StateResource[], requests: readonly CloudRequest[]): readonly string[] {
  return misplaced(resources, requests, 'create', (one, needed) => one.start < needed.end);
}

/** Every deletion that began before the end of that of one which depends on it. */
export function deletedTooEarly(resources: readonly StateResource[], requests: readonly CloudRequest[]): readonly string[] {
  return misplaced(resources, requests, 'delete', (one, needed) => needed.start < one.end);
}

function misplaced(
  resources: readonly StateResource[],
  requests: readonly CloudRequest[],
  op: CloudRequest['op'],
  isWrong: (one: CloudRequest, needed: CloudRequest) => boolean,
): readonly string[] {
  const done = new Map(
    requests.filter((request) => request.op === op && request.outcome === 'done').map((request) => [idKey(request.id), request]),
  );
  const byUrn = new Map(azureResources(resources).map((resource) => [resource.urn, resource]));
  return azureResources(resources).flatMap((resource) => {
    const own = done.get(idKey(resource.id ?? ''));
    return (resource.dependencies ?? []).flatMap((urn) => {
      const needed = done.get(idKey(byUrn.get(urn)?.id ?? ''));
      return own && needed && isWrong(own, needed) ? [`${resource.urn} before ${urn}`] : [];
    });
  });
}

/** Pairs of changes of an AI account and what is in it, or leads to it, that overlap in time. */
export function overlapping(account: string, requests: readonly CloudRequest[], held: readonly HeldResource[]): readonly string[] {
  const endpoints = held.filter(
    ({ type, inputs }) => type === 'azure-native:network:PrivateEndpoint' && JSON.stringify(inputs).includes(account),
  );
  const watched = [account, ...endpoints.map(({ id }) => id)].map(idKey);
  const changes = requests
    .filter(({ id, outcome }) => outcome !== 'refused' && watched.some((place) => idKey(id) === place || isChild(id, account)))
    .toSorted((one, other) => one.start - other.start);
  return changes.flatMap((one, index) =>
    changes.slice(index + 1).flatMap((other) => (other.start < one.end ? [`${one.op} ${one.id} and ${other.op} ${other.id}`] : [])),
  );
}

/** Settings that are attached to an account are Azure Monitor's, not children. */
function isChild(id: string, account: string): boolean {
  return idKey(id).startsWith(`${idKey(account)}/`) && !idKey(id).slice(account.length).includes('/providers/');
}

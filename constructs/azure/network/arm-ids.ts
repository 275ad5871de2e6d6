import type * as pulumi from '@pulumi/pulumi';

const SUBSCRIPTION = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * What is wrong with the id of a resource, one sentence a fault. Ids that are known only at deployment are not read.
 *
 * @param type the resource's type with its parents, such as `Microsoft.Network/virtualNetworks`
 */
export function resourceIdFaults(path: string, id: pulumi.Input<string>, type: string): string[] {
  if (typeof id !== 'string') return [];
  const [provider, ...kinds] = type.split('/');
  const tail = kinds.map((kind) => `/${kind}/[^/]+`).join('');
  const form = new RegExp(`^/subscriptions/${SUBSCRIPTION}/resourceGroups/[^/]+/providers/${provider}${tail}$`, 'i');
  if (form.test(id)) return [];
  const example = `/subscriptions/<id>/resourceGroups/<group>/providers/${provider}${kinds.map((kind) => `/${kind}/<name>`).join('')}`;
  return [`${path} must be the id of a ${type}, ${example}, got '${id}'`];
}

/** The last part of an id. */
export function nameInId(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** What is wrong with a location, one sentence a fault. */
export function locationFaults(location: string): string[] {
  if (/^[a-z]+\d?$/.test(location)) return [];
  return [`location must be the region's short name, such as swedencentral, got '${location}'`];
}

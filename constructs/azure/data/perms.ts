import type { Grant } from '../identity/index.ts';

// https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes
const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const CONTAINER_NAME = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]';

const READ = `ActionMatches{'${BLOBS}/read'}`;
const READ_CONTENT = `${READ} AND NOT SubOperationMatches{'Blob.List'}`;
const WRITE = `ActionMatches{'${BLOBS}/write'}`;
const ADD = `ActionMatches{'${BLOBS}/add/action'}`;
const MOVE = `ActionMatches{'${BLOBS}/move/action'}`;
const DELETE = `ActionMatches{'${BLOBS}/delete'}`;

/** Listing the container, reading blobs and their versions. */
export const READ_GRANT: Grant = { verb: 'read', role: 'Storage Blob Data Reader' };

/**
 * Adding blobs, without listing, reading or deleting any. A blob that is written again stays as an older version. No built-in role adds
 * without deleting, so a condition takes the rest from the one that does both.
 */
export function appendGrant(container: string): Grant {
  return { verb: 'append', role: 'Storage Blob Data Contributor', condition: refusing([READ, MOVE, DELETE], container) };
}

/** Listing the container and deleting blobs, without reading or writing any. What becomes an older version is taken by the lifecycle. */
export function eraseGrant(container: string): Grant {
  return { verb: 'erase', role: 'Storage Blob Data Contributor', condition: refusing([READ_CONTENT, WRITE, ADD, MOVE], container) };
}

/**
 * A condition that refuses some actions in one container. Conditions allow, they do not deny: an action is refused where the
 * expression behind it is false, and in this container its name is never another one.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
function refusing(actions: readonly string[], container: string): string {
  return `((${actions.map((action) => `!(${action})`).join(' AND ')}) OR (${CONTAINER_NAME} StringNotEquals '${container}'))`;
}

import { field, isObject } from '../json.ts';
import { inputAt, ofClass, type Registration, type Registrations } from './registrations.ts';

/**
 * Whether an input of one resource is about another: Pulumi knows that it derives from it, or it is spelled as its name or its ARM id.
 * A preview knows of an id only where it comes from.
 */
export function refersTo(from: Registration, input: string, target: Registration): boolean {
  return (from.propertyDependencies[input] ?? []).includes(target.urn) || mentions(field(from.inputs, input), target);
}

function mentions(value: unknown, target: Registration): boolean {
  if (typeof value === 'string') return isNameOf(value.toLowerCase(), target);
  if (Array.isArray(value)) return value.some((item) => mentions(item, target));
  return isObject(value) && Object.values(value).some((child) => mentions(child, target));
}

// Ids are compared in any case, as ARM does; a child's id begins with its parent's. Where an id is not known yet, a spelled one is held
// against the name in it.
function isNameOf(text: string, { id, physicalName }: Registration): boolean {
  const whole = id?.toLowerCase();
  const name = physicalName?.toLowerCase();
  if (whole !== undefined && (text === whole || text.startsWith(`${whole}/`))) return true;
  if (name === undefined) return false;
  return text === name || (whole === undefined && text.startsWith('/') && text.split('/').includes(name));
}

/** The resources of a class that say in an input that they belong to another. */
export function companions(registrations: Registrations, name: string, input: string, owner: Registration): Registrations {
  return ofClass(registrations, name).filter((companion) => refersTo(companion, input, owner));
}

/** Whether a private endpoint of a group leads to a resource. */
export function hasPrivateEndpoint(registrations: Registrations, target: Registration, group: string): boolean {
  return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].some((input) =>
    companions(registrations, 'network:PrivateEndpoint', input, target).some((endpoint) => {
      const connections = inputAt(endpoint, input);
      return (
        Array.isArray(connections) &&
        connections.some((connection) => {
          const groups = field(connection, 'groupIds');
          return Array.isArray(groups) && groups.includes(group);
        })
      );
    }),
  );
}

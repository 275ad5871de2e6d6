import type { RecordedAlias, RecordedResource } from '../azure/recorder/recording.ts';

type ByUrn = ReadonlyMap<string, RecordedResource>;

/**
 * The other URNs under which the engine looks for a resource: those of its own aliases, and those that it had below the earlier identities
 * of what holds it, with an earlier name of the parent at the beginning of its own.
 * https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
 */
export function formerUrns(resource: RecordedResource, byUrn: ByUrn): readonly string[] {
  const holder = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
  const identities: RecordedAlias[] = [resource.parent === undefined ? {} : { parent: resource.parent }, ...resource.aliases];
  const urns = identities.flatMap((identity) => [
    urnOf(resource, identity),
    // The SDK writes the parent into every alias that names none: one without a parent stood at the top of the stack.
    ...(holder && identity.parent === holder.urn ? inheritedUrns(resource, identity, holder, byUrn) : []),
  ]);
  return [...new Set(urns)].filter((urn) => urn !== resource.urn).sort();
}

function inheritedUrns(resource: RecordedResource, identity: RecordedAlias, holder: RecordedResource, byUrn: ByUrn): string[] {
  return formerUrns(holder, byUrn).map((parent) => {
    const name = identity.name ?? resource.name;
    const earlier = name.startsWith(holder.name) ? `${partsOf(parent).name}${name.slice(holder.name.length)}` : name;
    return urnOf(resource, { ...identity, parent, name: earlier });
  });
}

function urnOf(resource: RecordedResource, identity: RecordedAlias): string {
  if (identity.urn !== undefined) return identity.urn;
  const own = partsOf(resource.urn);
  const above = identity.parent === undefined ? '' : `${partsOf(identity.parent).qualifiedType}$`;
  const { stack = own.stack, project = own.project, type = resource.type, name = resource.name } = identity;
  return `urn:pulumi:${stack}::${project}::${above}${type}::${name}`;
}

/** `urn:pulumi:<stack>::<project>::<types of what holds it and its own>::<name>`; a name may hold `::`. */
function partsOf(urn: string): { readonly stack: string; readonly project: string; readonly qualifiedType: string; readonly name: string } {
  const [stack = '', project = '', qualifiedType = '', ...name] = urn.replace(/^urn:pulumi:/, '').split('::');
  return { stack, project, qualifiedType, name: name.join('::') };
}

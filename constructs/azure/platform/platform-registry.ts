import { type IRegistry, Registry } from '../registry/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import { keeping, type PlatformParts, publicAccess } from './platform-parts.ts';

/** The registry of a platform: a new one, an existing one, or none. */
export function platformRegistry(parts: PlatformParts, groups: ResourceGroups): IRegistry | undefined {
  const { name, spec, azure, names, parent } = parts;
  const { registry } = azure;
  switch (registry.kind) {
    case 'none':
      return undefined;
    case 'existing':
      return Registry.fromAttributes(`${name}-registry`, { registryId: registry.id, loginServer: registry.loginServer }, { parent });
    case 'new':
      return new Registry(
        `${name}-registry`,
        {
          // Its images are kept, so it lies in the group that is kept.
          resourceGroupName: groups.dataName,
          location: azure.location,
          registryName: names.registry,
          sku: { name: 'Premium', publicAccess: publicAccess(azure) },
          ...keeping(spec),
          tags: spec.tags.common,
        },
        { parent },
      );
  }
}

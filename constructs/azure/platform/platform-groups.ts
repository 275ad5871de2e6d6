import { type ExistingResourceGroup, type NewResourceGroup, ResourceGroups } from '../resource-groups/index.ts';
import { keeping, type PlatformParts } from './platform-parts.ts';

/** The two resource groups of a platform, each new or given. */
export function platformGroups({ name, spec, azure, names, parent }: PlatformParts): ResourceGroups {
  const { data, run } = azure.resourceGroups;
  const { removal, protect } = keeping(spec);
  // A deleted group takes its contents along, so it stays as long as anything in it is to stay.
  const keepsData = removal === 'retain' || spec.data?.removal === 'retain';
  return new ResourceGroups(
    `${name}-groups`,
    {
      location: azure.location,
      data: given(data) ?? { kind: 'new', name: names.resourceGroups.data, removal: keepsData ? 'retain' : 'destroy', protect },
      run: given(run) ?? ({ kind: 'new', name: names.resourceGroups.run } satisfies NewResourceGroup),
      tags: spec.tags.common,
    },
    { parent },
  );
}

function given(name: string | undefined): ExistingResourceGroup | undefined {
  return name === undefined ? undefined : { kind: 'existing', name };
}

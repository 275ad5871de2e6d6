import type { Profile } from '../../spec/vocabulary.ts';
import { createLogWorkspace, type ILogWorkspace } from '../monitoring/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import { keeping, type PlatformParts } from './platform-parts.ts';

/** Days, 30 being the least that Azure takes. As long as the flow logs of the same profile. */
const LOG_DAYS = { ephemeral: 30, dev: 90, prod: 365 } as const satisfies Record<Profile, number>;

/** The log workspace of a platform, new or given. */
export function platformLogs({ name, spec, azure, parent }: PlatformParts, groups: ResourceGroups): ILogWorkspace {
  const { logWorkspace, location } = azure;
  if (logWorkspace) return createLogWorkspace(`${name}-logs`, { kind: 'existing', workspaceId: logWorkspace.id }, { parent });
  return createLogWorkspace(
    `${name}-logs`,
    {
      kind: 'new',
      resourceGroupName: groups.dataName,
      location,
      retentionDays: LOG_DAYS[spec.profile],
      // No private link scope leads to it, so people read it from where they are, each with a role of their own.
      query: 'public',
      ...keeping(spec),
      tags: spec.tags.common,
    },
    { parent },
  );
}

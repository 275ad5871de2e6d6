import type { PlatformFile } from '../platform-file.ts';
import type { TagsSpec } from '../platform-spec.ts';
import type { OwnershipTag } from '../vocabulary.ts';

/** The kit's own words for the tags of ownership. */
export const DEFAULT_TAG_NAMES = {
  owner: 'owner',
  contact: 'contact',
  costCenter: 'costCenter',
  dataClassification: 'dataClassification',
  environment: 'environment',
  platform: 'platform',
  model: 'model',
} as const satisfies Record<OwnershipTag, string>;

/** The tags of every resource: who owns it, what it costs on, how sensitive it is. */
export function resolveTags(file: PlatformFile, environment: string): TagsSpec {
  const names = { ...DEFAULT_TAG_NAMES, ...file.tags?.names };
  return {
    names,
    common: {
      [names.owner]: file.owner.team,
      [names.contact]: file.owner.email,
      [names.costCenter]: file.owner.costCenter,
      [names.dataClassification]: file.dataClassification,
      [names.environment]: environment,
      [names.platform]: file.name,
      ...file.tags?.add,
    },
  };
}

import type { HeldResource } from './cloud.ts';
import { idKey } from './ids.ts';
import { standInType } from './types.ts';

/** What a soft-deleted resource keeps from others; nothing where its name is free at once. */
export function softDeletedName({ id, type }: Pick<HeldResource, 'id' | 'type'>): string | undefined {
  switch (standInType(type).softDelete) {
    case undefined:
      return undefined;
    case 'everywhere':
      return `${type} ${idKey(id).split('/').at(-1)}`;
    case 'in-place':
      return `${type} ${idKey(id)}`;
  }
}

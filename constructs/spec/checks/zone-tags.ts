import { describeValue } from '../fault.ts';
import { networkFor } from '../resolve/network.ts';
import { DEFAULT_TAG_NAMES } from '../resolve/tags.ts';
import { OWNERSHIP_TAGS } from '../vocabulary.ts';
import { isZoneTagKey } from '../zone-tags.ts';
import { privateEndpointsOf } from './azure-network.ts';
import type { Draft } from './draft.ts';

/** Tells of tags that the platform's own DNS zones on Azure go without: a policy that demands them there would refuse the zones. */
export function checkZoneTags(draft: Draft): void {
  if (!draft.file.clouds?.azure || !makesZones(draft)) return;
  const { names, add } = draft.file.tags ?? {};
  const keys = [
    ...OWNERSHIP_TAGS.map((tag) => ({ path: ['tags', 'names', tag], key: names?.[tag] ?? DEFAULT_TAG_NAMES[tag] })),
    ...Object.keys(add ?? {}).map((key) => ({ path: ['tags', 'add', key], key })),
  ].filter(({ key }) => !isZoneTagKey(key));
  const [first] = keys;
  if (!first) return;
  draft.report({
    severity: 'warning',
    cloud: 'azure',
    path: first.path,
    code: 'CFG-018',
    message: `DNS zones of Azure keep no tag of such a key, so the platform's own go without: ${keys.map(({ key }) => key).join(', ')}`,
    got: describeValue(first.key),
    allowed: 'ASCII letters, digits, - _ and ., with a letter or _ in front',
    remedy: "Where a policy demands these tags, name the zones of a hub ('network: { azure: { dns: … } }') or choose other keys.",
  });
}

function makesZones(draft: Draft): boolean {
  const { kind, dns } = networkFor(draft, 'azure');
  return kind !== 'none' && (dns?.kind ?? 'own') === 'own' && privateEndpointsOf(draft).length > 0;
}

import { findRegion, isRegionWithin, regionsWithin } from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import type { Cloud } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

/** The region of a cloud: known, of this cloud, within the residency. Says whether it is known. */
export function checkRegion(draft: Draft, cloud: Cloud, region: string, path: readonly PropertyKey[]): boolean {
  const finding = findRegion(region, cloud);
  const got = describeValue(region);
  const word = cloud === 'aws' ? 'region' : 'location';
  const listing = cloud === 'aws' ? "'aws account list-regions'" : "'az account list-locations'";
  const within = draft.file.residency ? regionsWithin(draft.file.residency, cloud).join(', ') : `a ${word} of ${cloud}`;
  switch (finding.kind) {
    case 'refused':
      draft.report({ path, code: 'CFG-010', message: finding.reason, got, allowed: within, remedy: `Choose another ${word}.` });
      return false;
    case 'other-cloud': {
      draft.report({
        path,
        code: 'CFG-011',
        message: `this is a region of ${finding.cloud}, not of ${cloud}`,
        got,
        allowed: within,
        remedy: `Choose a ${word} of ${cloud}${counterpart(draft, region, cloud)}.`,
      });
      return false;
    }
    case 'unknown':
      draft.report({
        path,
        code: 'CFG-010',
        message: `no ${word} of ${cloud} that the kit knows`,
        got,
        allowed: within,
        remedy: `${finding.nearest[0] ? `Did you mean '${finding.nearest[0]}'? ` : ''}${listing} shows them all.`,
      });
      return false;
    case 'known': {
      const { residency } = draft.file;
      if (residency && !isRegionWithin(region, residency, cloud)) {
        draft.report({
          path,
          code: 'CFG-020',
          message: `'${region}' (${finding.region.country}) lies outside the residency '${residency}'`,
          got,
          allowed: within,
          remedy: `Choose a ${word} within '${residency}', or change the residency.`,
        });
      } else if ('access' in finding.region && finding.region.access === 'restricted') {
        draft.report({
          severity: 'warning',
          path,
          code: 'CFG-010',
          message: 'this location is open to some customers alone',
          got,
          remedy: 'Ask Microsoft for access before you deploy, or choose an open location.',
        });
      }
      return true;
    }
  }
}

/** A region of the wanted cloud within the residency and near one of the other cloud, for the remedy. */
function counterpart({ file }: Draft, region: string, cloud: Cloud): string {
  const other = findRegion(region, cloud === 'aws' ? 'azure' : 'aws');
  if (other.kind !== 'known') return '';
  const candidates = regionsWithin(file.residency ?? 'any', cloud).flatMap((name) => {
    const finding = findRegion(name, cloud);
    return finding.kind === 'known' ? [finding.region] : [];
  });
  const near =
    candidates.find(({ country }) => country === other.region.country) ??
    candidates.find(({ geography }) => geography === other.region.geography);
  return near ? `, such as '${near.name}'` : '';
}

import { describeFault, isRegionWithin, type OfferFault, type OfferWarning, type Residency } from '../../catalog/index.ts';
import type { Draft } from './draft.ts';

type OfferReport = Pick<Parameters<Draft['report']>[0], 'code' | 'message' | 'remedy' | 'allowed'>;

/** Says why a model cannot be had, what there is instead, and what to do. */
export function offerFault(fault: OfferFault, residency: Residency): OfferReport {
  return { message: describeFault(fault), ...reactionTo(fault, residency) };
}

const listed = (names: readonly string[], none: string): string => (names.length > 0 ? names.join(', ') : none);

function reactionTo(fault: OfferFault, residency: Residency): Omit<OfferReport, 'message'> {
  switch (fault.kind) {
    case 'unknown-model':
      return {
        code: 'CFG-021',
        allowed: listed(fault.nearest, `a model of the catalogue of ${fault.catalogDate}`),
        remedy: fault.nearest[0]
          ? `Did you mean '${fault.nearest[0]}'?`
          : 'Choose a model of the catalogue (constructs/catalog/README.md).',
      };
    case 'wrong-use':
      return { code: 'CFG-021', allowed: `${fault.asked} models`, remedy: `Choose a model for ${fault.asked}.` };
    case 'not-on-cloud':
      return {
        code: 'CFG-022',
        allowed: listed(fault.alternatives, `a model that ${fault.cloud} offers`),
        remedy: fault.alternatives[0]
          ? `Name another one for ${fault.cloud}, such as '${fault.alternatives[0]}'.`
          : 'Choose another model.',
      };
    case 'not-in-region':
      return {
        code: 'CFG-022',
        allowed: listed(
          fault.offeredIn.filter((region) => isRegionWithin(region, residency, fault.cloud)),
          `no region within residency '${residency}'`,
        ),
        remedy: 'Choose one of these regions, or another model.',
      };
    case 'processing-not-offered':
      return { code: 'CFG-022', allowed: listed(fault.offered, 'nothing'), remedy: `Write 'processing: ${fault.offered[0]}'.` };
    case 'retired':
      return {
        code: 'CFG-023',
        allowed: fault.successor ?? `a model that ${fault.cloud} still offers`,
        remedy: fault.successor ? `Use '${fault.successor}'.` : 'Choose another model.',
      };
    case 'profile-only': {
      const isGlobal = fault.profileIds.every((id) => id.startsWith('global.'));
      return {
        code: 'CFG-024',
        allowed: fault.profileIds.join(', '),
        remedy: `Write 'processing: ${isGlobal ? 'global' : 'geography'}' to call it through ${fault.profileIds[0]}.`,
      };
    }
    case 'outside-residency':
      return {
        code: 'CFG-025',
        allowed: listed(fault.within, 'no region keeps it within'),
        remedy:
          fault.within.length > 0
            ? 'Choose one of these regions, or a narrower processing.'
            : 'Choose another model, or another residency.',
      };
  }
}

/** Says what is legal and should be known all the same. */
export function offerWarning(name: string, warning: OfferWarning): OfferReport {
  if (warning.kind === 'preview') {
    return {
      code: 'CFG-022',
      message: `'${name}' is a preview there, without a service level`,
      remedy: 'Use it for trials alone, or choose a model that is generally available.',
    };
  }
  const remedy = warning.successor ? `Move to '${warning.successor}'.` : 'Choose another model in time.';
  const end = `ends on ${warning.date}, in ${warning.daysLeft} days`;
  return warning.kind === 'retiring'
    ? { code: 'CFG-023', message: `'${name}' ${end}`, remedy }
    : { code: 'CFG-023', message: `'${name}' is open to accounts alone that used it before, and ${end}`, remedy };
}

import { regionsWithin } from '../catalog/index.ts';
import type { PolicyContext } from '../policy/index.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import type { Cloud } from '../spec/vocabulary.ts';

/** What the rules must know of an environment on a cloud beside what is made there. */
export function policyContext(spec: PlatformSpec, cloud: Cloud): PolicyContext {
  const { aws, azure } = spec.clouds;
  const { names } = spec.tags;
  const network = spec.clouds[cloud]?.network;
  const region = cloud === 'aws' ? aws?.region : azure?.location;
  const isDnsOfPolicy = azure !== undefined && azure.network.kind !== 'none' && azure.network.dns.kind === 'policy';
  return {
    cloud,
    profile: spec.profile,
    private: network !== undefined && network.kind !== 'none',
    residency: spec.residency,
    ...(region === undefined ? {} : { region }),
    regionsAllowed: spec.residency === 'any' ? [] : regionsWithin(spec.residency, cloud),
    requiredTags: [names.owner, names.costCenter, names.dataClassification, names.environment],
    egress: network?.kind === 'new' ? network.egress.kind : 'none',
    privateDns: isDnsOfPolicy ? 'policy' : 'deployment',
  };
}

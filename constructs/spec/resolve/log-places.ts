import type { Draft } from '../checks/draft.ts';
import { CLOUDS, type Cloud } from '../vocabulary.ts';
import { networkFor } from './network.ts';

/**
 * The clouds where something is written to the role `logs`: on AWS the access logs of the buckets, on Azure the flow logs of a new network,
 * each unless the file gives them a place. Access logs on Azure go to the workspace.
 */
export function cloudsWithLogs(draft: Pick<Draft, 'file' | 'profile'>): Cloud[] {
  return CLOUDS.filter((cloud) => hasLogs(draft, cloud));
}

function hasLogs(draft: Pick<Draft, 'file' | 'profile'>, cloud: Cloud): boolean {
  const { aws, azure } = draft.file.clouds ?? {};
  switch (cloud) {
    case 'aws':
      return aws !== undefined && !aws.logBucket;
    case 'azure':
      return azure !== undefined && !azure.flowLogStorage && networkFor(draft, 'azure').kind === 'new';
  }
}

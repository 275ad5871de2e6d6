import { type Fault, formatPath } from './fault.ts';
import type { OverlaidData } from './overlay.ts';
import { hideSecrets } from './plain-text-secrets.ts';
import type { DataFault } from './schema-faults.ts';
import type { SourceDocument } from './source-document.ts';

/** Turns a fault of the data into one of the file: the path as written there, line and column, and no secret in any sentence. */
export function placeFault(fault: DataFault, document: SourceDocument, origin?: { overlaid: OverlaidData; environment: string }): Fault {
  const path = origin?.overlaid.sourcePath(fault.path) ?? fault.path;
  const isOverlaid = origin?.overlaid.isOverlaid(fault.path) ?? false;
  return {
    ...fault,
    path: formatPath(path),
    message: hideSecrets(fault.message),
    ...(fault.allowed === undefined ? {} : { allowed: hideSecrets(fault.allowed) }),
    remedy: hideSecrets(fault.remedy),
    ...(origin && isOverlaid ? { environment: hideSecrets(origin.environment) } : {}),
    ...document.locate(path),
  };
}

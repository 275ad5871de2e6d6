import { type Fault, formatPath, printable, shortened } from './fault.ts';
import type { OverlaidData } from './overlay.ts';
import { hideName, hideSecrets } from './plain-text-secrets.ts';
import type { DataFault } from './schema-faults.ts';
import type { SourceDocument } from './source-document.ts';

// A sentence that echoes a name can be as long as the name.
const LONGEST_MESSAGE = 400;
const sentence = (text: string): string => printable(hideSecrets(text));

/** Turns a fault of the data into one of the file: the path as written there, line and column, and no secret in any sentence. */
export function placeFault(fault: DataFault, document: SourceDocument, origin?: { overlaid: OverlaidData; environment: string }): Fault {
  const path = origin?.overlaid.sourcePath(fault.path) ?? fault.path;
  const isOverlaid = origin?.overlaid.isOverlaid(fault.path) ?? false;
  return {
    ...fault,
    path: formatPath(path),
    message: shortened(sentence(fault.message), LONGEST_MESSAGE),
    ...(fault.allowed === undefined ? {} : { allowed: sentence(fault.allowed) }),
    remedy: shortened(sentence(fault.remedy), LONGEST_MESSAGE),
    ...(origin && isOverlaid ? { environment: hideName(origin.environment) } : {}),
    ...document.locate(path),
  };
}

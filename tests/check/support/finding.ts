import { basename, dirname } from 'node:path';
import type { PlacedResource, Tool } from '../../../constructs/policy/register.ts';
import type { Assembly, Synthesis } from './synthesis.ts';

/** What a tool says of one resource, or of a template as a whole. */
export interface ToolFinding {
  readonly tool: Tool;
  readonly rule: string;
  /** An error is never accepted; a warning may stand in the register. */
  readonly severity: 'error' | 'warning';
  /** The name of the app that was synthesised. */
  readonly subject: string;
  readonly message: string;
  /** Absent where the finding is of no resource. */
  readonly resource?: PlacedResource;
}

/** The subject and the resource behind a template's path and a logical id in it. */
export function locate({ assemblies }: Synthesis, template: string, logicalId: string): Pick<ToolFinding, 'subject' | 'resource'> {
  const assembly = assemblies.find(({ folder }) => folder === dirname(template));
  if (!assembly) throw new Error(`no template of this check lies at ${template}`);
  const resource = resourceIn(assembly, basename(template), logicalId);
  return { subject: assembly.name, ...(resource ? { resource } : {}) };
}

function resourceIn({ templates }: Assembly, file: string, logicalId: string): PlacedResource | undefined {
  return templates.find((template) => template.file === file)?.resources.get(logicalId);
}

/** The resource with a construct's path. */
export function resourceAt({ templates }: Assembly, path: string): PlacedResource | undefined {
  return templates.flatMap(({ resources }) => [...resources.values()]).find((resource) => resource.path === path);
}

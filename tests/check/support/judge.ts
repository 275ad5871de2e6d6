import {
  describePlace,
  isAt,
  isExpired,
  type PlacedResource,
  type Tool,
  type ToolAcknowledgement,
} from '../../../constructs/policy/register.ts';
import type { ToolFinding } from './finding.ts';
import type { Synthesis } from './synthesis.ts';

export interface Judged {
  readonly errors: number;
  readonly warnings: number;
  /** How many of the warnings the register explains. */
  readonly explained: number;
  /** What has to be done, one line each; none is how a check passes. */
  readonly faults: readonly string[];
}

/** Which tools ran, what they found in which resources, and what is accepted until when. */
export interface Case {
  readonly tools: readonly Tool[];
  readonly findings: readonly ToolFinding[];
  readonly resources: readonly PlacedResource[];
  readonly register: readonly ToolAcknowledgement[];
  /** The day to judge by. */
  readonly asOf: string;
}

// A longer life than this is no date for a second look.
const LONGEST_LIFE_DAYS = 400;

/**
 * Holds the findings of tools against the register. An error is never accepted; a warning is, by a line that has a reason and has not
 * expired. A line that has expired, that matches no finding, or that covers a resource without one, is a fault itself.
 */
export function judge({ tools, findings, resources, register, asOf }: Case): Judged {
  const lines = register.filter(({ tool }) => tools.includes(tool));
  const good = lines.filter((line) => !isExpired(line, asOf));
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const unexplained = warnings.filter((finding) => !good.some((line) => explains(line, finding)));
  return {
    errors: errors.length,
    warnings: warnings.length,
    explained: warnings.length - unexplained.length,
    faults: [
      ...new Set([...[...errors, ...unexplained].map(describe), ...lines.flatMap((line) => faultsOf(line, findings, resources, asOf))]),
    ],
  };
}

/** Whether a line of the register is about a finding. */
export function explains({ tool, rule, where }: ToolAcknowledgement, finding: ToolFinding): boolean {
  return tool === finding.tool && rule === finding.rule && finding.resource !== undefined && isAt(where, finding.resource);
}

/** The resources of a synthesis, those of all assemblies. */
export function resourcesOf({ assemblies }: Synthesis): PlacedResource[] {
  return assemblies.flatMap(({ templates }) => templates.flatMap(({ resources }) => [...resources.values()]));
}

function describe({ tool, rule, severity, subject, resource, message }: ToolFinding): string {
  return `${tool} ${severity} ${rule} in ${subject}${resource ? ` at ${resource.path} (${resource.type})` : ''}: ${message}`;
}

function faultsOf(
  line: ToolAcknowledgement,
  findings: readonly ToolFinding[],
  resources: readonly PlacedResource[],
  asOf: string,
): string[] {
  const { tool, rule, where, reason, expires } = line;
  const name = `the register's ${rule} of ${tool} at ${describePlace(where)}`;
  const matched = new Set(findings.filter((finding) => explains(line, finding)).map(({ resource }) => resource));
  const bare = resources.find((resource) => isAt(where, resource) && !matched.has(resource));
  return [
    ...(reason.trim() === '' ? [`${name} gives no reason`] : []),
    ...(isExpired(line, asOf) ? [`${name} expired on ${expires}: look at it again, and follow the rule or renew the line`] : []),
    // Not `>`: a day that no calendar has is none either.
    ...(daysBetween(asOf, expires) <= LONGEST_LIFE_DAYS
      ? []
      : [`${name} is good until ${expires}, no day within ${LONGEST_LIFE_DAYS} days`]),
    ...(matched.size === 0 ? [`${name} matches no finding: take it out`] : []),
    ...(matched.size > 0 && bare ? [`${name} also covers ${bare.path}, which has no such finding: narrow it`] : []),
  ];
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

import { join } from 'node:path';
import { resourceAt, type ToolFinding } from './finding.ts';
import { type Assembly, readJson, type Synthesis } from './synthesis.ts';

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingConstructs: readonly {
    readonly constructPath: string;
    readonly cloudFormationResource?: { readonly propertyPaths?: readonly string[] };
  }[];
}

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly metadata?: { readonly error?: string };
    readonly violations: readonly Violation[];
    readonly suppressedViolations?: readonly Violation[];
  }[];
}

/** F-, E- and W3030 (a value that is not one of the allowed) fail at the deployment, whatever severity the report gives them. */
const FAILS_AT_DEPLOYMENT = /^(?:[FE]\d|W3030$)/;

/** What CDK's bundled validator found at the synthesis. CDK writes a report whenever it ran, and none while it is off. */
export function findingsOfCdk({ assemblies }: Synthesis): ToolFinding[] {
  return assemblies.flatMap((assembly) =>
    readJson<ValidationReport>(join(assembly.folder, 'validation-report.json')).pluginReports.flatMap(
      ({ pluginName, metadata, violations, suppressedViolations = [] }) => [
        ...(metadata?.error === undefined ? [] : [crash(assembly, pluginName, metadata.error)]),
        ...[...violations, ...suppressedViolations].flatMap((violation) => findingsOf(assembly, violation)),
      ],
    ),
  );
}

function findingsOf(assembly: Assembly, { ruleName, description, violatingConstructs }: Violation): ToolFinding[] {
  return violatingConstructs.map(({ constructPath, cloudFormationResource }) => {
    const resource = resourceAt(assembly, constructPath);
    return {
      tool: 'cdk',
      rule: ruleName,
      severity: FAILS_AT_DEPLOYMENT.test(ruleName) ? 'error' : 'warning',
      subject: assembly.name,
      message: [description, ...(cloudFormationResource?.propertyPaths ?? [])].join(' '),
      ...(resource ? { resource } : {}),
    };
  });
}

function crash({ name }: Assembly, plugin: string, error: string): ToolFinding {
  return { tool: 'cdk', rule: plugin, severity: 'error', subject: name, message: error };
}

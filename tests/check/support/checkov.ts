import { join } from 'node:path';
import { locate, type ToolFinding } from './finding.ts';
import { runForJson } from './programs.ts';
import { type Synthesis, templatePaths } from './synthesis.ts';

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  /** The type and the logical id, such as `AWS::S3::Bucket.Logs1A2B3C4D`. */
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly skipped: number; readonly parsing_errors: number; readonly resource_count: number };
  readonly results: { readonly failed_checks: readonly Check[] };
}

const ARGS = ['--framework', 'cloudformation', '--output', 'json', '--compact', '--quiet', '--soft-fail', '--skip-download'];

/** What Checkov's CloudFormation checks say of every template. A template that it could not read is an error. */
export async function findingsOfCheckov(synthesis: Synthesis): Promise<ToolFinding[]> {
  const { folder } = synthesis;
  const { summary, results } = await runForJson<Report>('checkov', [...ARGS, '--directory', folder], folder);
  const { skipped, parsing_errors, resource_count } = summary;
  if (skipped + parsing_errors > 0 || resource_count === 0)
    throw new Error(
      `Checkov read ${resource_count} resources of ${templatePaths(synthesis).length} templates, skipped ${skipped} checks and failed to read ${parsing_errors} files`,
    );
  return results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    tool: 'checkov',
    rule: check_id,
    severity: 'warning',
    message: check_name,
    ...locate(synthesis, join(folder, file_path), resource.slice(resource.indexOf('.') + 1)),
  }));
}

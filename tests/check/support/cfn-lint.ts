import { locate, type ToolFinding } from './finding.ts';
import { runForJson } from './programs.ts';
import { type Synthesis, templatePaths } from './synthesis.ts';

interface Match {
  readonly Filename: string;
  readonly Level: 'Error' | 'Warning' | 'Informational';
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

// The regions of the examples: which types there are and what they take differs between regions.
const REGIONS = ['eu-central-1', 'eu-west-1'];

/** What cfn-lint says of every template, errors and warnings. */
export async function findingsOfCfnLint(synthesis: Synthesis): Promise<ToolFinding[]> {
  const args = ['--format', 'json', '--non-zero-exit-code', 'none', '--regions', ...REGIONS, '--', ...templatePaths(synthesis)];
  const matches = await runForJson<Match[]>('cfn-lint', args, synthesis.folder);
  return matches.map(({ Filename, Level, Message, Rule, Location }) => {
    const [section, logicalId, ...property] = Location.Path ?? [];
    return {
      tool: 'cfn-lint',
      rule: Rule.Id,
      severity: Level === 'Error' ? 'error' : 'warning',
      message: `${property.join('.')}: ${Message}`,
      ...locate(synthesis, Filename, section === 'Resources' ? String(logicalId) : ''),
    };
  });
}

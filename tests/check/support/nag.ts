import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  type NagPack,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { resourceAt, type ToolFinding } from './finding.ts';
import type { Assembly, Synthesis } from './synthesis.ts';

/** What cdk-nag says, as its users see it and as it would be if no construct acknowledged anything. */
export interface NagFindings {
  readonly shown: readonly ToolFinding[];
  readonly all: readonly ToolFinding[];
}

/** The pack that has to be clean. */
export function findingsOfAwsSolutions(synthesis: Synthesis): NagFindings {
  return findingsOfPacks(synthesis, () => [new AwsSolutionsChecks()]);
}

/** The packs that some users run beside it: here constructs acknowledge only what they can say for every user. */
export function findingsOfOtherPacks(synthesis: Synthesis): NagFindings {
  return findingsOfPacks(synthesis, () => [
    new HIPAASecurityChecks(),
    new NIST80053R4Checks(),
    new NIST80053R5Checks(),
    new PCIDSS321Checks(),
    new ServerlessChecks(),
  ]);
}

function findingsOfPacks({ assemblies }: Synthesis, packs: () => readonly NagPack[]): NagFindings {
  const judge = (packs: readonly NagPack[]) => assemblies.flatMap((assembly) => packs.flatMap((pack) => findingsOf(assembly, pack)));
  return { shown: judge(packs()), all: judge(packs().map(deafened)) };
}

/** The pack without its ear for acknowledgements. Were the method named otherwise one day, `all` would lose what is acknowledged. */
function deafened(pack: NagPack): NagPack {
  return Object.defineProperty(pack, 'isAcknowledged', { value: () => false });
}

function findingsOf(assembly: Assembly, pack: NagPack): ToolFinding[] {
  return pack.validateScope(assembly.app).violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => {
      const resource = resourceAt(assembly, constructPath);
      return {
        tool: 'cdk-nag',
        rule: ruleName,
        severity: 'warning',
        subject: assembly.name,
        message: description,
        ...(resource ? { resource } : {}),
      };
    }),
  );
}

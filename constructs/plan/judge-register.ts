import { REGISTER } from '../policy/acknowledged-findings.ts';
import { concerning, describePlace, isExpired, type ToolAcknowledgement } from '../policy/register.ts';
import type { EnvironmentPlan, PlanFinding } from './plan-report.ts';
import type { SynthesizedPlatform } from './synthesized.ts';

/**
 * What the kit's register says of the planned resources: the findings that public tools will have about them, and why they are deliberate.
 * One that has passed its last day is a warning, since nobody vouches for it any more.
 */
export function judgeRegister(
  { resources }: Pick<SynthesizedPlatform, 'resources'>,
  asOf: string,
): Pick<EnvironmentPlan, 'findings' | 'acknowledgements'> {
  const concerned = concerning(REGISTER, resources);
  return {
    findings: concerned
      .filter(({ acknowledgement }) => isExpired(acknowledgement, asOf))
      .map((entry) => expired(entry.acknowledgement, asOf)),
    acknowledgements: concerned
      .filter(({ acknowledgement }) => !isExpired(acknowledgement, asOf))
      .map(({ acknowledgement: { tool, rule, where, reason, expires }, resources: findings }) => ({
        tool,
        rule,
        where: describePlace(where),
        reason,
        expires,
        findings,
      })),
  };
}

function expired({ tool, rule, expires }: ToolAcknowledgement, asOf: string): PlanFinding {
  return {
    rule,
    severity: 'warning',
    message: `the kit's acknowledgement of this rule of ${tool} expired on ${expires} (judged on ${asOf})`,
    remedy: 'Update llm-infra-kit: each release reviews its register.',
  };
}

import {
  acknowledge,
  checkRegistrations,
  checkTemplate,
  type ExemptionFault,
  type Finding,
  type PolicyContext,
  type RegisteredExemption,
  RULES,
  type Template,
} from '../policy/index.ts';
import type { ExemptionInput } from '../spec/platform-file.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import { CLOUDS, type Cloud } from '../spec/vocabulary.ts';
import type { Acknowledgement, EnvironmentPlan, PlanFinding } from './plan-report.ts';
import { policyContext } from './policy-context.ts';
import type { SynthesizedPlatform } from './synthesized.ts';

interface StackFinding extends Finding {
  readonly stack: string;
}

type Judgement = Pick<EnvironmentPlan, 'findings' | 'acknowledgements'>;

/** Judges what was synthesised by the kit's own rules, and takes away what the file exempts. */
export function judgeByRules(spec: PlatformSpec, synthesized: SynthesizedPlatform, asOf: string): Judgement {
  const { cloud, resources } = synthesized;
  const broken = brokenRules(synthesized, policyContext(spec, cloud));
  const pathOf = ({ stack, logicalId, urn }: StackFinding) =>
    resources.find((resource) => (urn === undefined ? resource.stack === stack && resource.logicalId === logicalId : resource.urn === urn))
      ?.path;
  const exemptions = spec.exemptions.filter((exemption) => isFor(cloud, exemption));
  const { findings, register, faults } = acknowledge(broken, exemptions, { environment: spec.environment, asOf, pathOf });
  return {
    findings: [
      ...findings.map(policyFinding),
      ...faults.filter((fault) => !isUsedElsewhere(spec, cloud, fault)).map((fault) => exemptionFinding(spec, cloud, fault)),
    ],
    acknowledgements: register.map(acknowledgement),
  };
}

function brokenRules({ cloud, templates, registrations = [] }: SynthesizedPlatform, context: PolicyContext): readonly StackFinding[] {
  switch (cloud) {
    case 'aws':
      return templates.flatMap(({ stack, template }) =>
        checkTemplate(template as Template, context).map((finding): StackFinding => ({ stack, ...finding })),
      );
    case 'azure':
      return checkRegistrations(registrations, context).map((finding): StackFinding => ({ stack: templates[0]?.stack ?? '', ...finding }));
  }
}

const isFor = (cloud: Cloud, exemption: ExemptionInput): boolean => exemption.cloud === undefined || exemption.cloud === cloud;

/** Whether an exemption that nothing here needs is about a rule that only the platform's other cloud has. */
function isUsedElsewhere(spec: PlatformSpec, cloud: Cloud, { kind, exemption }: ExemptionFault): boolean {
  const checks = RULES.find(({ id }) => id === exemption.rule)?.checks;
  const has = (one: Cloud) => checks?.[one] !== undefined;
  return kind === 'unused' && !has(cloud) && CLOUDS.some((other) => other !== cloud && spec.clouds[other] !== undefined && has(other));
}

/** One that both clouds could need must say for which it is, so that no cloud is exempted in passing. */
function exemptionFinding({ clouds }: PlatformSpec, cloud: Cloud, { kind, exemption, message }: ExemptionFault): PlanFinding {
  const others = CLOUDS.filter((other) => other !== cloud && clouds[other] !== undefined);
  const narrow = kind === 'unused' && others.length > 0 && exemption.cloud === undefined;
  return {
    rule: exemption.rule,
    severity: 'warning',
    message: narrow ? `${message.replace(/; remove it$/, '')} on ${cloud}; remove it, or say cloud: ${others.join(' or ')}` : message,
  };
}

function policyFinding({ rule, stack, logicalId, path, got, allowed, remedy }: StackFinding): PlanFinding {
  return { rule, severity: 'error', message: `got ${got}, allowed ${allowed}`, remedy, stack, ...(logicalId ? { logicalId } : {}), path };
}

function acknowledgement({ exemption, findings }: RegisteredExemption): Acknowledgement {
  const { rule, reason, where, expires } = exemption;
  return { rule, reason, ...(where ? { where } : {}), ...(expires ? { expires } : {}), findings: findings.length };
}

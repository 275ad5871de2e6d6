import { regionsWithin } from '../catalog/index.ts';
import { acknowledge, checkTemplate, type Finding, type PolicyContext, type RegisteredExemption, type Template } from '../policy/index.ts';
import type { Fault } from '../spec/fault.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import type { Acknowledgement, EnvironmentPlan, PlanFinding } from './plan-report.ts';
import type { SynthesisFinding, SynthesizedPlatform } from './synthesized.ts';

interface StackFinding extends Finding {
  readonly stack: string;
}

/** Judges what was synthesised for one environment on AWS and puts it into the plan's form. */
export function planEnvironment(spec: PlatformSpec, synthesized: SynthesizedPlatform, folder: string, asOf: string): EnvironmentPlan {
  const context = policyContext(spec);
  const broken = synthesized.templates.flatMap(({ stack, template }) =>
    checkTemplate(template as Template, context).map((finding): StackFinding => ({ stack, ...finding })),
  );
  const pathOf = ({ stack, logicalId }: StackFinding) =>
    synthesized.resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId)?.path;
  const { findings, register, faults } = acknowledge(broken, spec.exemptions, { environment: spec.environment, asOf, pathOf });
  return {
    environment: spec.environment,
    cloud: synthesized.cloud,
    profile: spec.profile,
    region: spec.clouds.aws?.region ?? '',
    resources: synthesized.resources,
    validation: synthesized.validation,
    findings: [
      ...spec.warnings.map(specFinding),
      ...synthesized.findings.map((finding) => validationFinding(finding, synthesized)),
      ...findings.map(policyFinding),
      ...faults.map(({ exemption, message }): PlanFinding => ({ rule: exemption.rule, severity: 'warning', message })),
    ],
    outputs: { stackOutputs: synthesized.outputs, parameters: synthesized.parameters },
    files: synthesized.templates.map(({ file }) => `${folder}/${file}`),
    acknowledgements: register.map(acknowledgement),
  };
}

/** What the rules must know of an environment beside its templates. */
export function policyContext(spec: PlatformSpec): PolicyContext {
  const { aws } = spec.clouds;
  const { names } = spec.tags;
  const network = aws?.network;
  return {
    cloud: 'aws',
    profile: spec.profile,
    private: network !== undefined && network.kind !== 'none',
    residency: spec.residency,
    ...(aws ? { region: aws.region } : {}),
    regionsAllowed: spec.residency === 'any' ? [] : regionsWithin(spec.residency, 'aws'),
    requiredTags: [names.owner, names.costCenter, names.dataClassification, names.environment],
    egress: network?.kind === 'new' ? network.egress.kind : 'none',
  };
}

function specFinding({ code, severity, message, remedy, path }: Fault): PlanFinding {
  return { rule: code, severity, message, remedy, path };
}

/** F-, E- and W3030 (a value that is not one of the allowed) would fail at the deployment; the rest is advice. */
const FAILS_AT_DEPLOYMENT = /^(?:[FE]\d|W3030$)/;

function validationFinding(finding: SynthesisFinding, { templates }: SynthesizedPlatform): PlanFinding {
  const { rule, source, message, template, logicalId, path } = finding;
  const stack = templates.find(({ file }) => file === template)?.stack;
  return {
    rule,
    severity: FAILS_AT_DEPLOYMENT.test(rule) ? 'error' : 'warning',
    message: `${message} (${source})`,
    ...(stack ? { stack } : {}),
    ...(logicalId ? { logicalId } : {}),
    ...(path ? { path } : {}),
  };
}

function policyFinding({ rule, stack, logicalId, path, got, allowed, remedy }: StackFinding): PlanFinding {
  return { rule, severity: 'error', message: `got ${got}, allowed ${allowed}`, remedy, stack, ...(logicalId ? { logicalId } : {}), path };
}

function acknowledgement({ exemption, findings }: RegisteredExemption): Acknowledgement {
  const { rule, reason, where, expires } = exemption;
  return { rule, reason, ...(where ? { where } : {}), ...(expires ? { expires } : {}), findings: findings.length };
}

import { regionsWithin } from '../catalog/index.ts';
import { acknowledge, checkTemplate, type Finding, type PolicyContext, type RegisteredExemption, type Template } from '../policy/index.ts';
import type { Fault } from '../spec/fault.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import type { Cloud } from '../spec/vocabulary.ts';
import type { Acknowledgement, EnvironmentPlan, PlanFinding } from './plan-report.ts';
import type { SynthesisFinding, SynthesizedPlatform } from './synthesized.ts';

interface StackFinding extends Finding {
  readonly stack: string;
}

/** Judges what was synthesised for one environment on one cloud and puts it into the plan's form. */
export function planEnvironment(spec: PlatformSpec, synthesized: SynthesizedPlatform, folder: string, asOf: string): EnvironmentPlan {
  const { cloud, parameters } = synthesized;
  const { findings, acknowledgements, notChecked } = judge(spec, synthesized, asOf);
  return {
    environment: spec.environment,
    cloud,
    profile: spec.profile,
    region: (cloud === 'aws' ? spec.clouds.aws?.region : spec.clouds.azure?.location) ?? '',
    resources: synthesized.resources,
    findings: [
      ...spec.warnings.filter((warning) => !isAboutAnother(warning, cloud)).map(specFinding),
      ...synthesized.findings.map((finding) => validationFinding(finding, synthesized)),
      ...findings,
    ],
    notChecked: [...(synthesized.validation === 'off' ? [VALIDATION_OFF] : []), ...notChecked],
    outputs: { stackOutputs: synthesized.outputs, ...(parameters === undefined ? {} : { parameters }) },
    files: synthesized.templates.map(({ file }) => `${folder}/${file}`),
    acknowledgements,
  };
}

type Judgement = Pick<EnvironmentPlan, 'findings' | 'notChecked' | 'acknowledgements'>;

function judge(spec: PlatformSpec, synthesized: SynthesizedPlatform, asOf: string): Judgement {
  switch (synthesized.cloud) {
    case 'aws':
      return judgeByRules(spec, synthesized, asOf);
    case 'azure':
      return { findings: [], acknowledgements: [], notChecked: [NO_RULES_FOR_AZURE] };
  }
}

const VALIDATION_OFF = "the cloud's own validation of the templates, which was switched off";

const NO_RULES_FOR_AZURE = "the kit's own rules, which are for AWS alone so far; the findings are those of the ARM schemas";

function judgeByRules(spec: PlatformSpec, { templates, resources }: SynthesizedPlatform, asOf: string): Judgement {
  const context = policyContext(spec);
  const broken = templates.flatMap(({ stack, template }) =>
    checkTemplate(template as Template, context).map((finding): StackFinding => ({ stack, ...finding })),
  );
  const pathOf = ({ stack, logicalId }: StackFinding) =>
    resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId)?.path;
  const { findings, register, faults } = acknowledge(broken, spec.exemptions, { environment: spec.environment, asOf, pathOf });
  return {
    findings: [
      ...findings.map(policyFinding),
      ...faults.map(({ exemption, message }): PlanFinding => ({ rule: exemption.rule, severity: 'warning', message })),
    ],
    acknowledgements: register.map(acknowledgement),
    notChecked: [],
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

/** Whether a warning stands at what the file says of another cloud. */
function isAboutAnother({ path, cloud }: Fault, planned: Cloud): boolean {
  const about = cloud ?? /(?:^|\.)clouds\.(\w+)/.exec(path)?.[1];
  return about !== undefined && about !== planned;
}

function specFinding({ code, severity, message, remedy, path }: Fault): PlanFinding {
  return { rule: code, severity, message, remedy, path };
}

/** F-, E- and W3030 (a value that is not one of the allowed) would fail at the deployment; the rest is advice. */
const FAILS_AT_DEPLOYMENT = /^(?:[FE]\d|W3030$)/;

function validationFinding(finding: SynthesisFinding, { templates }: SynthesizedPlatform): PlanFinding {
  const { rule, severity, source, message, template, logicalId, path } = finding;
  const stack = templates.find(({ file }) => file === template)?.stack;
  return {
    rule,
    severity: severity ?? (FAILS_AT_DEPLOYMENT.test(rule) ? 'error' : 'warning'),
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

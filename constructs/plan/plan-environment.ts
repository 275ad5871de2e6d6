import type { Footprint } from '../replacement/index.ts';
import type { Fault } from '../spec/fault.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import type { Cloud } from '../spec/vocabulary.ts';
import { planGateway } from './gateway-plan.ts';
import { judgeLosses } from './judge-losses.ts';
import { judgeRegister } from './judge-register.ts';
import { judgeByRules } from './judge-rules.ts';
import type { EnvironmentPlan, PlanFinding } from './plan-report.ts';
import type { SynthesisFinding, SynthesizedPlatform } from './synthesized.ts';

/**
 * Judges what was synthesised for one environment on one cloud and puts it into the plan's form.
 *
 * `deployed` is what an earlier plan says that is kept there: what would be lost of it is warned of.
 */
export function planEnvironment(
  spec: PlatformSpec,
  synthesized: SynthesizedPlatform,
  folder: string,
  asOf: string,
  deployed?: Footprint,
): EnvironmentPlan {
  const { cloud, parameters } = synthesized;
  const { findings, acknowledgements } = judgeByRules(spec, synthesized, asOf);
  const register = judgeRegister(synthesized, asOf);
  return {
    environment: spec.environment,
    cloud,
    profile: spec.profile,
    region: (cloud === 'aws' ? spec.clouds.aws?.region : spec.clouds.azure?.location) ?? '',
    resources: synthesized.resources,
    kept: synthesized.kept,
    findings: [
      ...spec.warnings.filter((warning) => !isAboutAnother(warning, cloud)).map(specFinding),
      ...synthesized.findings.map((finding) => validationFinding(finding, synthesized)),
      ...findings,
      ...register.findings,
      ...(deployed ? judgeLosses(deployed, synthesized.kept) : []),
    ],
    notChecked: synthesized.validation === 'off' ? [VALIDATION_OFF] : [],
    outputs: { stackOutputs: synthesized.outputs, ...(parameters === undefined ? {} : { parameters }) },
    ...(spec.gateway ? { gateway: planGateway(spec, spec.gateway, cloud) } : {}),
    files: synthesized.templates.map(({ file }) => `${folder}/${file}`),
    acknowledgements: [...acknowledgements, ...register.acknowledgements],
  };
}

const VALIDATION_OFF = "the cloud's own validation of the templates, which was switched off";

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

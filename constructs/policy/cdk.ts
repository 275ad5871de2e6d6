import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  CfnElement,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolatingResource,
  type PolicyViolation,
  Stack,
  Token,
  Validations,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { acknowledge, type Exemption, type ExemptionFault, undatedExemption } from './acknowledgements.ts';
import { checkTemplate } from './check.ts';
import type { Finding, PolicyContext } from './rule.ts';
import { RULES } from './rules/all.ts';

const PLUGIN = 'llm-infra-kit';

export interface PolicyChecksProps {
  /** The posture to judge by. @default 'prod' */
  readonly profile?: PolicyContext['profile'];
  /** Whether private endpoints, a network and customer keys are asked for. The prod profile always does. @default false */
  readonly private?: boolean;
  /** Where data may be kept and processed, such as `eu`. @default 'any' */
  readonly residency?: PolicyContext['residency'];
  /** The regions that stacks and replicas may be in. @default - all regions */
  readonly regionsAllowed?: readonly string[];
  /** The keys of the tags that every taggable resource must carry. @default - none */
  readonly requiredTags?: readonly string[];
  /** The way out to the internet that is wanted. @default 'none' */
  readonly egress?: PolicyContext['egress'];
  /** Whether the account enforces a guardrail that is deployed elsewhere. @default false */
  readonly enforcedGuardrail?: boolean;
  /**
   * Findings that are accepted. One that has expired is a finding itself.
   *
   * @default - those that the app acknowledges with `Validations.of(scope).acknowledge({ id: 'llm-infra-kit::DAT-05', reason })`
   */
  readonly exemptions?: readonly Exemption[];
  /** The day by which an exemption's expiry is judged, as `2026-11-23`. Needed when an exemption expires. @default - no exemption expires */
  readonly asOf?: string;
}

interface StackFinding extends Finding {
  readonly stackPath: string;
  readonly templatePath: string;
  readonly constructPath?: string;
}

/**
 * The kit's security rules as a validation plugin for any CDK app:
 *
 *     Validations.of(app).addPlugins(new LlmPolicyChecks({ profile: 'dev' }));
 *
 * Every finding is an error of the validation report and fails the synthesis. It reads the synthesized templates, those of nested stacks
 * too, and changes nothing. Costs a few milliseconds a template.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class LlmPolicyChecks implements IPolicyValidationPlugin {
  readonly name = PLUGIN;
  readonly ruleIds = RULES.map((rule) => rule.id);

  private readonly props: PolicyChecksProps;

  constructor(props: PolicyChecksProps = {}) {
    const undated = undatedExemption('LlmPolicyChecks', props.exemptions ?? [], props.asOf);
    if (undated !== undefined) throw new Error(undated);
    this.props = props;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const found = context.stackTemplates.flatMap(({ stackConstructPath, templatePath }) =>
      this.judge(context.appConstruct, stackConstructPath, templatePath),
    );
    const { asOf = '' } = this.props;
    const exemptions = (this.props.exemptions ?? []).filter(({ cloud }) => cloud === undefined || cloud === 'aws');
    const { findings, register, faults } = acknowledge(found, exemptions, { asOf, pathOf: (finding) => finding.constructPath });
    // CDK calls a plugin once for each account and region, so what is unused here may be used there.
    const refused = faults.filter((fault) => fault.kind !== 'unused');
    return {
      success: findings.length === 0 && refused.length === 0,
      violations: [...violations(findings, acknowledgementsIn(context.appConstruct)), ...refused.map(refusedExemption)],
      metadata: Object.fromEntries(
        register.map(({ exemption, findings: accepted }, index) => [
          `exemption ${index + 1}`,
          `${exemption.rule}, ${accepted.length} accepted: ${exemption.reason}`,
        ]),
      ),
    };
  }

  private judge(app: IConstruct, stackPath: string, templatePath: string): readonly StackFinding[] {
    const stacks = app.node
      .findAll()
      .filter(Stack.isStack)
      .filter((stack) => topStack(stack).node.path === stackPath);
    return stacks.flatMap((stack) => {
      const file = stack.nestedStackParent === undefined ? templatePath : join(dirname(templatePath), stack.templateFile);
      const paths = constructPaths(stack);
      return checkTemplate(JSON.parse(readFileSync(file, 'utf8')), this.contextOf(stack)).map((finding) => ({
        ...finding,
        stackPath: stack.node.path,
        templatePath: file,
        ...(finding.logicalId === undefined ? {} : { constructPath: paths.get(finding.logicalId) }),
      }));
    });
  }

  private contextOf({ region }: Stack): PolicyContext {
    const {
      profile = 'prod',
      private: isPrivate = false,
      residency,
      regionsAllowed = [],
      requiredTags = [],
      egress,
      enforcedGuardrail,
    } = this.props;
    return {
      cloud: 'aws',
      profile,
      private: isPrivate,
      residency,
      regionsAllowed,
      requiredTags,
      egress,
      enforcedGuardrail,
      ...(Token.isUnresolved(region) ? {} : { region }),
    };
  }
}

function topStack(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : topStack(stack.nestedStackParent);
}

/** The paths of the constructs of one stack by the logical ids of its template. */
export function constructPaths(stack: Stack): ReadonlyMap<string, string> {
  const elements = stack.node
    .findAll()
    .filter(CfnElement.isCfnElement)
    .filter((element) => element.stack === stack);
  return new Map(elements.map((element) => [String(stack.resolve(element.logicalId)), element.node.path]));
}

/** The rules of ours that an app acknowledges with CDK's own `Validations`, as exemptions of construct paths. */
export function acknowledgementsIn(scope: IConstruct): readonly Exemption[] {
  return scope.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap((entry) => Object.entries<string>(entry.data ?? {}))
      .filter(([id]) => id.startsWith(`${PLUGIN}::`))
      .map(([id, reason]) => ({ rule: id.slice(PLUGIN.length + 2), where: construct.node.path, reason })),
  );
}

/** One violation for all resources of which the same is to be said. */
function violations(findings: readonly StackFinding[], acknowledgements: readonly Exemption[]): PolicyViolation[] {
  const groups = new Map<string, { readonly finding: StackFinding; readonly violatingResources: PolicyViolatingResource[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.got, finding.allowed, finding.remedy, severityOf(finding, acknowledgements)]);
    const group = groups.get(key) ?? { finding, violatingResources: [] };
    group.violatingResources.push(violating(finding));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ finding, violatingResources }) => {
    const rule = RULES.find(({ id }) => id === finding.rule);
    return {
      ruleName: finding.rule,
      description: `${rule?.title}: got ${finding.got}, allowed ${finding.allowed}`,
      fix: finding.remedy,
      severity: severityOf(finding, acknowledgements),
      violatingResources,
      ruleMetadata: { source: (rule?.source ?? []).join(', '), when: rule?.when ?? '' },
    };
  });
}

/**
 * An acknowledged finding stays an `error`, so that CDK itself moves it to the suppressed ones. Up to 2.262 CDK suppresses a rule in the
 * whole app when any construct acknowledges it; what is acknowledged elsewhere alone is therefore `fatal`, which nothing suppresses.
 */
function severityOf({ rule, constructPath, stackPath }: StackFinding, acknowledgements: readonly Exemption[]): 'error' | 'fatal' {
  const path = constructPath ?? stackPath;
  const scopes = acknowledgements.filter((acknowledgement) => acknowledgement.rule === rule).map(({ where = '' }) => where);
  return scopes.length > 0 && !scopes.some((scope) => scope === '' || path === scope || path.startsWith(`${scope}/`)) ? 'fatal' : 'error';
}

function violating({ logicalId, path, stackPath, templatePath }: StackFinding): PolicyViolatingResource {
  return logicalId === undefined
    ? { constructPath: stackPath, locations: [path] }
    : { resourceLogicalId: logicalId, templatePath, locations: [path] };
}

function refusedExemption({ kind, exemption, message }: ExemptionFault): PolicyViolation {
  return {
    ruleName: `exemption-${kind}`,
    description: message,
    severity: 'fatal',
    violatingResources: [{ constructPath: exemption.where ?? '', locations: [] }],
  };
}

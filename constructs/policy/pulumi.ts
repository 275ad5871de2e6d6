import type { Policies, Policy, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { acknowledge, type Exemption, undatedExemption } from './acknowledgements.ts';
import { judgeResource } from './check.ts';
import { PulumiProgram } from './pulumi-program.ts';
import { type AzureCheck, type Finding, holds, type Observation, type PolicyContext, type Rule } from './rule.ts';
import { RULES } from './rules/all.ts';

export interface LlmPoliciesOptions {
  /** The posture to judge by. @default 'prod' */
  readonly profile?: PolicyContext['profile'];
  /** Whether private endpoints and a network are asked for. The prod profile always does. @default false */
  readonly private?: boolean;
  /** Where data may be kept and processed, such as `eu`. @default 'any' */
  readonly residency?: PolicyContext['residency'];
  /** The locations that resources and copies may be in, as ARM spells them: `swedencentral`. @default - all locations */
  readonly regionsAllowed?: readonly string[];
  /** The keys of the tags that every taggable resource must carry. @default - none */
  readonly requiredTags?: readonly string[];
  /** The way out to the internet that is wanted. @default 'none' */
  readonly egress?: PolicyContext['egress'];
  /** Who writes the DNS records of private endpoints. @default 'deployment' */
  readonly privateDns?: PolicyContext['privateDns'];
  /** Findings that are accepted. One that has expired is a violation itself. @default - none */
  readonly exemptions?: readonly Exemption[];
  /** The environment that is judged, for exemptions of one. @default - not named, so that these do not apply */
  readonly environment?: string;
  /**
   * The day by which an exemption's expiry is judged, as `2026-11-23`. Needed when an exemption expires: a pack that judges each
   * `pulumi up` by its own day says `new Date().toISOString().slice(0, 10)`.
   *
   * @default - no exemption expires
   */
  readonly asOf?: string;
}

/**
 * The kit's security rules as policies for any Pulumi program on Azure, for a policy pack in plain JavaScript:
 *
 *     new PolicyPack('llm-infra-kit', { policies: llmPolicies({ profile: 'dev' }) });
 *
 * What a rule can say of a resource by itself is said before the resource is made; what needs its companions (an endpoint, a diagnostic
 * setting) is said of the whole, by `pulumi preview` and by the preview of `pulumi up`. Each is mandatory.
 *
 * Loads no package of Pulumi: the pack brings its own `@pulumi/policy`.
 *
 * @see https://www.pulumi.com/docs/iac/packages-and-automation/crossguard/
 */
export function llmPolicies(options: LlmPoliciesOptions = {}): Policies {
  const { exemptions = [], asOf, environment } = options;
  const undated = undatedExemption('llmPolicies', exemptions, asOf);
  if (undated !== undefined) throw new Error(undated);
  const applicable = exemptions.filter(({ cloud }) => cloud === undefined || cloud === 'azure');
  const context = contextOf(options);
  const program = new PulumiProgram();
  const accept = (findings: readonly Finding[]) =>
    acknowledge(findings, applicable, {
      asOf: asOf ?? '',
      ...(environment === undefined ? {} : { environment }),
      pathOf: (finding) => program.pathOf(finding.urn),
    });
  const judged = RULES.filter((rule) => holds(rule, context)).flatMap((rule) => {
    const checks = rule.checks.azure;
    return checks === undefined ? [] : [policyOf(rule, checks, { program, context, accept: (findings) => accept(findings).findings })];
  });
  // What is unused in one run may be used in the next.
  const refused = accept([]).faults.filter(({ kind }) => kind !== 'unused');
  return refused.length === 0 ? judged : [...judged, refusedExemptions(refused.map(({ message }) => message))];
}

interface Judge {
  readonly program: PulumiProgram;
  readonly context: PolicyContext;
  readonly accept: (findings: readonly Finding[]) => readonly Finding[];
}

/** One policy a rule, under its id, in both of the phases that Pulumi has. */
function policyOf(rule: Rule, checks: readonly AzureCheck[], judge: Judge): ResourceValidationPolicy & StackValidationPolicy {
  const { program, context } = judge;
  const found = (observations: readonly Observation[]) =>
    judge.accept(observations.map((observation) => ({ rule: rule.id, ...observation })));
  return {
    ...describePolicy(rule),
    validateResource: (args, report) => {
      const registration = program.see(args);
      for (const check of checks) {
        if (check.kind === 'resource') for (const finding of found(judgeResource(check, registration, context))) report(message(finding));
      }
    },
    validateStack: ({ resources }, report) => {
      const registrations = program.all(resources);
      for (const check of checks) {
        if (check.kind === 'program')
          for (const finding of found(check.judge(registrations, context))) report(message(finding), finding.urn);
      }
    },
  };
}

function describePolicy({ id, title, reason, fix, severity, source }: Rule): Policy {
  const url = source.find((place) => place.startsWith('https://'));
  return {
    ...{ name: id, description: `${title}. ${reason}`, enforcementLevel: 'mandatory', severity, remediationSteps: fix },
    ...(url === undefined ? {} : { url }),
  };
}

function message({ path, got, allowed, remedy }: Finding): string {
  return `${path}: got ${got}, allowed ${allowed}. ${remedy}`;
}

function refusedExemptions(messages: readonly string[]): StackValidationPolicy {
  return {
    name: 'exemptions',
    description: 'Every exemption gives a reason and has not expired.',
    enforcementLevel: 'mandatory',
    validateStack: (_, report) => {
      for (const text of messages) report(text);
    },
  };
}

function contextOf({
  profile = 'prod',
  residency,
  regionsAllowed = [],
  requiredTags = [],
  egress,
  privateDns,
  ...rest
}: LlmPoliciesOptions) {
  return {
    ...{ cloud: 'azure', profile, private: rest.private ?? false, regionsAllowed, requiredTags },
    ...(residency === undefined ? {} : { residency }),
    ...(egress === undefined ? {} : { egress }),
    ...(privateDns === undefined ? {} : { privateDns }),
  } satisfies PolicyContext;
}

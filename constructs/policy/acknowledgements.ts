import type { Cloud } from '../spec/vocabulary.ts';
import type { Finding } from './rule.ts';

/** A finding that is accepted, with the reason and as long as it is good. */
export interface Exemption {
  /** The id of the rule that is not followed, such as `DAT-03`. */
  readonly rule: string;
  /** The cloud that it is for; whoever judges one cloud leaves out those of the other. @default - every cloud */
  readonly cloud?: Cloud;
  /** The environment that it is for. @default - every environment */
  readonly environment?: string;
  /** The logical id of a resource, or the path of a construct with everything below it. @default - wherever the rule is broken */
  readonly where?: string;
  /** Why the finding is accepted. Not empty. */
  readonly reason: string;
  /** The last day on which it is accepted, as `2027-03-01`. @default - without end */
  readonly expires?: string;
}

/** An exemption with the findings that it took away: one line of the register. */
export interface RegisteredExemption<F extends Finding = Finding> {
  readonly exemption: Exemption;
  readonly findings: readonly F[];
}

/** Something wrong with an exemption. */
export interface ExemptionFault {
  /** `expired` and `unreasoned` exemptions take nothing away; an `unused` one has nothing to take away. */
  readonly kind: 'expired' | 'unreasoned' | 'unused';
  readonly exemption: Exemption;
  readonly message: string;
}

export interface AcknowledgeOptions<F extends Finding = Finding> {
  /** The environment that the findings are of. @default - not named, so that exemptions for one environment do not apply */
  readonly environment?: string;
  /** The day to judge by, as `2026-11-23`. There is no clock here. */
  readonly asOf: string;
  /** The path of the construct behind a finding. @default - not known, so that `where` is a logical id */
  readonly pathOf?: (finding: F) => string | undefined;
}

/** What is left of the findings, what was accepted, and what is wrong with the exemptions. */
export interface Acknowledged<F extends Finding = Finding> {
  readonly findings: readonly F[];
  readonly register: readonly RegisteredExemption<F>[];
  readonly faults: readonly ExemptionFault[];
}

/**
 * Takes accepted findings away and lists them in a register. An exemption that has expired, or that gives no reason, takes nothing away
 * and is a fault; one that matches nothing is a fault too, so that the list never grows stale.
 */
export function acknowledge<F extends Finding>(
  findings: readonly F[],
  exemptions: readonly Exemption[],
  options: AcknowledgeOptions<F>,
): Acknowledged<F> {
  const applicable = exemptions.filter(({ environment }) => environment === undefined || environment === options.environment);
  const refused = applicable.flatMap((exemption) => refusal(exemption, options.asOf) ?? []);
  const valid = applicable.filter((exemption) => !refused.some((fault) => fault.exemption === exemption));
  const register = valid.map((exemption) => ({
    exemption,
    findings: findings.filter((finding) => matches(exemption, finding, options.pathOf?.(finding))),
  }));
  const accepted = new Set(register.flatMap((entry) => entry.findings));
  const unused = register.filter((entry) => entry.findings.length === 0).map(({ exemption }) => unusedFault(exemption));
  return {
    findings: findings.filter((finding) => !accepted.has(finding)),
    register: register.filter((entry) => entry.findings.length > 0),
    faults: [...refused, ...unused],
  };
}

/** What is wrong with exemptions that expire where nobody says which day it is; undefined where nothing is. */
export function undatedExemption(where: string, exemptions: readonly Exemption[], asOf: string | undefined): string | undefined {
  const dated = exemptions.find(({ expires }) => expires !== undefined);
  if (dated === undefined || asOf !== undefined) return undefined;
  return `${where}.asOf must be a day such as 2026-11-23, got nothing; the exemption of ${dated.rule} expires on ${dated.expires}, and there is no clock at synthesis`;
}

function matches({ rule, where }: Exemption, finding: Finding, path: string | undefined): boolean {
  if (rule !== finding.rule) return false;
  return where === undefined || where === finding.logicalId || path === where || (path?.startsWith(`${where}/`) ?? false);
}

function refusal(exemption: Exemption, asOf: string): ExemptionFault | undefined {
  const name = described(exemption);
  if (exemption.reason.trim() === '')
    return { kind: 'unreasoned', exemption, message: `${name} gives no reason; say why the finding is accepted` };
  if (exemption.expires === undefined || isGood(exemption.expires, asOf)) return undefined;
  return {
    kind: 'expired',
    exemption,
    message: `${name} expired on ${exemption.expires} (judged on ${asOf}); follow the rule, or renew it with a later day`,
  };
}

/** Whether a day has not passed. A day that is not written as one counts as passed. */
function isGood(expires: string, asOf: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(expires) && asOf.slice(0, 10) <= expires;
}

function unusedFault(exemption: Exemption): ExemptionFault {
  return { kind: 'unused', exemption, message: `${described(exemption)} matches no finding; remove it` };
}

function described({ rule, environment, where }: Exemption): string {
  return `exemption of ${rule}${where === undefined ? '' : ` at ${where}`}${environment === undefined ? '' : ` in ${environment}`}`;
}

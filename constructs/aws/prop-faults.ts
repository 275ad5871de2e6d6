import { Token } from 'aws-cdk-lib/core';

/** One fault in the props of a block. */
export interface PropFault {
  /** Path of the prop, as a user writes it: `routing.profileId`. */
  readonly prop: string;
  /** What stands there, or what is wrong with it. */
  readonly got: string;
  /** What may stand there. */
  readonly allowed: string;
  /** One thing to do. */
  readonly remedy: string;
}

/** Collects the faults of one construct, so that its user sees all of them at once. */
export class PropFaults {
  private readonly faults: PropFault[] = [];
  private readonly subject: string;

  /** @param subject what the faults belong to, the class and the construct's path: `Guardrail Test/Guardrail` */
  constructor(subject: string) {
    this.subject = subject;
  }

  /** Records a fault when the condition is false. Unresolved values are the caller's to skip. */
  require(holds: boolean, fault: PropFault): void {
    if (!holds) this.faults.push(fault);
  }

  /** Records a fault when a text is too short, too long or of the wrong form. Skips absent and unresolved texts. */
  text(prop: string, value: string | undefined, rule: { min: number; max: number; pattern?: RegExp; form?: string }): void {
    if (value === undefined || Token.isUnresolved(value)) return;
    const fits = value.length >= rule.min && value.length <= rule.max && (rule.pattern?.test(value) ?? true);
    this.require(fits, {
      prop,
      got: `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}' (${value.length} characters)`,
      allowed: `${rule.min} to ${rule.max} characters${rule.form ? ` of ${rule.form}` : ''}`,
      remedy: 'change the text',
    });
  }

  /** Throws one error that lists every fault. Does nothing when there is none. */
  throwIfAny(): void {
    if (this.faults.length === 0) return;
    const lines = this.faults.map(({ prop, got, allowed, remedy }) => `- ${prop}: got ${got}; allowed: ${allowed}; ${remedy}`);
    throw new Error(`${this.subject} can't be made:\n${lines.join('\n')}`);
  }
}

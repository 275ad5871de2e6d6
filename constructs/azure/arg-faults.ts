/** One fault in the args of a block. */
export interface ArgFault {
  /** Path of the arg, as a user writes it: `throughput.capacity`. */
  readonly arg: string;
  /** What stands there, or what is wrong with it. */
  readonly got: string;
  /** What may stand there. */
  readonly allowed: string;
  /** One thing to do. */
  readonly remedy: string;
}

/** Collects the faults of one component, so that its user sees all of them at once. */
export class ArgFaults {
  private readonly faults: ArgFault[] = [];
  private readonly subject: string;

  /** @param subject what the faults belong to, the class and the component's name: `Guardrail support` */
  constructor(subject: string) {
    this.subject = subject;
  }

  /** Records a fault when the condition is false. Values that are known only later are the caller's to skip. */
  require(holds: boolean, fault: ArgFault): void {
    if (!holds) this.faults.push(fault);
  }

  /** Records a fault when a text is too short, too long or of the wrong form. Skips absent texts and outputs. */
  text(arg: string, value: unknown, rule: { min: number; max: number; pattern?: RegExp; form?: string }): void {
    if (typeof value !== 'string') return;
    const fits = value.length >= rule.min && value.length <= rule.max && (rule.pattern?.test(value) ?? true);
    this.require(fits, {
      arg,
      got: `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}' (${value.length} characters)`,
      allowed: `${rule.min} to ${rule.max} characters${rule.form ? ` of ${rule.form}` : ''}`,
      remedy: 'change the text',
    });
  }

  /** Throws one error that lists every fault. Does nothing when there is none. */
  throwIfAny(): void {
    if (this.faults.length === 0) return;
    const lines = this.faults.map(({ arg, got, allowed, remedy }) => `- ${arg}: got ${got}; allowed: ${allowed}; ${remedy}`);
    throw new Error(`${this.subject} can't be made:\n${lines.join('\n')}`);
  }
}

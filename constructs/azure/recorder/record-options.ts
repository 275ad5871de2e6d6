export interface RecordOptions {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the Pulumi stack. */
  readonly stack: string;
  /** Organization of the stack. @default 'organization' */
  readonly organization?: string;
  /** Whether ids and outputs of what does not exist yet are unknown, as in `pulumi preview`. @default false */
  readonly preview?: boolean;
  /** Configuration of the stack. A key without a namespace is the project's own. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** Secret configuration of the stack, by the same keys. @default - none */
  readonly secretConfig?: Readonly<Record<string, string>>;
  /** The subscription in the ids of what is made. @default '00000000-0000-0000-0000-000000000000' */
  readonly subscriptionId?: string;
  /** The tenant in the outputs of what is made. @default '00000000-0000-0000-0000-000000000000' */
  readonly tenantId?: string;
  /** Outputs of a resource that the program needs, beside the plausible ones of the kit. @default - the plausible ones alone */
  readonly outputs?: (resource: {
    readonly type: string;
    readonly name: string;
    readonly inputs: unknown;
  }) => Record<string, unknown> | undefined;
  /** Answers functions of providers, such as `getClientConfig`. @default - each call is a failure: the kit makes no look-ups */
  readonly call?: (token: string, inputs: unknown) => Record<string, unknown>;
  /** How long the program may take. What it still waits for is named in the error. @default 60 */
  readonly timeoutSeconds?: number;
}

/** A Pulumi program. What it returns are the outputs of its stack. */
// biome-ignore lint/suspicious/noConfusingVoidType: a program may return nothing, as the functions of `pulumi up` may
export type PulumiProgram = () => void | Record<string, unknown> | Promise<void | Record<string, unknown>>;

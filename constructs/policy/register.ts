/** The tools that judge the templates beside the kit's own rules: CDK's bundled validator, cfn-lint, cdk-nag, Checkov. */
export const TOOLS = ['cdk', 'cdk-nag', 'cfn-lint', 'checkov'] as const;
export type Tool = (typeof TOOLS)[number];

/** Where a finding is accepted. */
export interface Place {
  /** The CloudFormation type of the resource, such as `AWS::S3::Bucket`. */
  readonly type: string;
  /** The last ids of the construct's path, such as `Logs/Resource`. @default - every resource of the type */
  readonly path?: string;
}

/** One line of the register: a finding of a tool that is deliberate. */
export interface ToolAcknowledgement {
  readonly tool: Tool;
  /** The rule as the tool names it. */
  readonly rule: string;
  readonly where: Place;
  /** Why the finding is accepted. */
  readonly reason: string;
  /** The last day on which it is accepted, as `2027-03-01`: after it somebody has to look again. */
  readonly expires: string;
}

/** What a place is looked for in. */
export interface PlacedResource {
  readonly type: string;
  /** The path of the construct. */
  readonly path: string;
}

/** Whether a resource is at a place. */
export function isAt({ type, path }: Place, resource: PlacedResource): boolean {
  return type === resource.type && (path === undefined || path === resource.path || resource.path.endsWith(`/${path}`));
}

/** A place in words: its type, and the end of its path. */
export function describePlace({ type, path }: Place): string {
  return path === undefined ? type : `${type} …/${path}`;
}

/**
 * Whether an acknowledgement has passed its last day. Days are compared as texts, `2026-11-23`; there is no clock here, and a day that is
 * not written as one has passed.
 */
export function isExpired({ expires }: Pick<ToolAcknowledgement, 'expires'>, asOf: string): boolean {
  return !/^\d{4}-\d{2}-\d{2}$/.test(expires) || asOf.slice(0, 10) > expires;
}

/** An acknowledgement with what it concerns. */
export interface ConcernedAcknowledgement {
  readonly acknowledgement: ToolAcknowledgement;
  /** How many of the resources it is about. At least one. */
  readonly resources: number;
}

/** The lines of a register that are about some of these resources, in the order of the register. */
export function concerning(register: readonly ToolAcknowledgement[], resources: readonly PlacedResource[]): ConcernedAcknowledgement[] {
  return register
    .map((acknowledgement) => ({
      acknowledgement,
      resources: resources.filter((resource) => isAt(acknowledgement.where, resource)).length,
    }))
    .filter((concerned) => concerned.resources > 0);
}

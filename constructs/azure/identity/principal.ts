import * as pulumi from '@pulumi/pulumi';

/** Who a role is given to: a managed identity or another service principal. A `WorkloadIdentity` is one. */
export interface Principal {
  /** A plain name, unique among the principals of a program: part of the Pulumi names of its role assignments. */
  readonly principalName: string;
  /** The object id in Entra ID. */
  readonly principalId: pulumi.Input<string>;
  /**
   * Plain words that tell it from every other principal of the tenant, for example `<seed>/<environment>/gateway`. They are hashed into
   * the names of its role assignments, so changing them replaces those. @default - `<project>/<stack>/<principalName>` of the program
   */
  readonly principalPath?: string;
}

/** The path of a principal, its default filled in. */
export function principalPathOf({ principalName, principalPath }: Principal): string {
  return principalPath ?? `${pulumi.getProject()}/${pulumi.getStack()}/${principalName}`;
}

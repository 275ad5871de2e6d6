import type * as pulumi from '@pulumi/pulumi';

/** A program of the gateway's image that runs to its end in each replica before the gateway starts, with an identity of its own. */
export interface InitProgram {
  /** 2 to 32 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** What is run in place of the image's own command. */
  readonly command: readonly string[];
  /** Its environment, AZURE_CLIENT_ID aside. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Who it is: no other container of the app gets this identity's tokens. */
  readonly identity: { readonly identityId: pulumi.Input<string>; readonly clientId: pulumi.Input<string> };
  /** What must be there before it starts, such as its role assignments. */
  readonly after: readonly pulumi.Resource[];
}

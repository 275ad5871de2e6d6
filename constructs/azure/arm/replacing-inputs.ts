import { type ArmType, urlArguments } from './arm-type.ts';
import { armTypeOf, type KnownToken } from './types.ts';

/** Why another value of an input needs another resource. */
export interface ReplacingInput {
  readonly input: string;
  /** `certain`: the provider replaces. `possible`: it replaces where the API's description says so, else Azure refuses the deployment. */
  readonly replaces: 'certain' | 'possible';
  /** Where it is said. */
  readonly source: string;
}

const PROVIDER = 'https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg';

/** The provider replaces where a path parameter changes: the id is another one. */
const BY_URL = `${PROVIDER}/provider/diff.go`;

/**
 * Inputs that the provider replaces by a list of its own. It is part of the provider's metadata, which is not in the npm package; no class
 * of azure-native says `replaceOnChanges`.
 */
const BY_LIST: Partial<Record<KnownToken, readonly string[]>> = {
  'azure-native:authorization:RoleAssignment': ['principalId', 'scope'],
  'azure-native:network:PrivateEndpoint': ['subnet'],
  'azure-native:network:PublicIPAddress': ['location', 'publicIPAddressVersion', 'publicIPPrefix', 'sku'],
  'azure-native:network:VirtualNetwork': ['location'],
  'azure-native:resources:ResourceGroup': ['location'],
  'azure-native:storage:StorageAccount': ['isHnsEnabled', 'location'],
};
const LIST = `${PROVIDER}/gen/replacement.go`;

/**
 * A resource stays where it was created. The provider replaces where the API's description marks the property as create-only, which each
 * service does or forgets for itself, and otherwise sends an update that Azure refuses (`InvalidResourceLocation`).
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
const BY_PLACE = 'https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/resource-api-reference.md';

/** The inputs of a class of azure-native whose change takes another resource, each once; undefined for a class that the kit does not know. */
export function replacingInputs(token: string): readonly ReplacingInput[] | undefined {
  const armType = armTypeOf(token);
  if (!armType) return undefined;
  const all: ReplacingInput[] = [
    ...urlInputs(armType).map((input): ReplacingInput => ({ input, replaces: 'certain', source: BY_URL })),
    ...(BY_LIST[token as KnownToken] ?? []).map((input): ReplacingInput => ({ input, replaces: 'certain', source: LIST })),
    ...(hasLocation(armType) ? [{ input: 'location', replaces: 'possible', source: BY_PLACE } as const] : []),
  ];
  return all.filter(({ input }, index) => all.findIndex((other) => other.input === input) === index);
}

/** What names the resource and what holds it. */
function urlInputs(armType: ArmType): readonly string[] {
  return urlArguments(armType).filter((input) => !input.startsWith('=') && (input !== 'resourceGroupName' || inGroup(armType)));
}

/** A resource group is named by the same argument that others are put into it with. */
function inGroup({ scope, names }: ArmType): boolean {
  return scope === 'resource-group' || names.includes('resourceGroupName');
}

/** Classes whose arguments stand where they are given (vaults, AI accounts) have a location unless another resource holds them. */
function hasLocation({ beside, names }: ArmType): boolean {
  return beside ? beside.includes('location') : names.length === 1;
}

import * as pulumi from '@pulumi/pulumi';
import { azureNames } from '../../spec/azure-names.ts';
import type { PlatformOutputs } from '../../spec/outputs.ts';
import type { AzureSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import type { DataBuckets } from '../data/index.ts';
import type { Guardrail } from '../guardrail/index.ts';
import type { WorkloadIdentity } from '../identity/index.ts';
import type { ILogWorkspace } from '../monitoring/index.ts';
import type { FlowLogs, INetwork } from '../network/index.ts';
import type { IRegistry } from '../registry/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import type { IExternalSecret, IKeyVault } from '../secrets/index.ts';
import type { ManagedModel, ModelAccount } from '../serving/index.ts';
import { refuseMarkerSeed } from './marker-seed.ts';
import type { OwnResources } from './own-resources.ts';
import { platformBuckets } from './platform-buckets.ts';
import { addDiagnostics } from './platform-diagnostics.ts';
import { addPrivateEndpoints } from './platform-endpoints.ts';
import { platformFlowLogs } from './platform-flow-logs.ts';
import { platformGroups } from './platform-groups.ts';
import { platformLogs } from './platform-logs.ts';
import { platformGuardrails, platformIdentity, platformModelAccount, platformModels } from './platform-models.ts';
import { hasEndpoints, platformNetwork } from './platform-network.ts';
import { type LateBound, platformOutputs } from './platform-outputs.ts';
import type { PlatformParts } from './platform-parts.ts';
import { platformRegistry } from './platform-registry.ts';
import { makesVault, platformSecrets, platformVault } from './platform-secrets.ts';
import { requireOwnProvider } from './subscription-guard.ts';
import { userError } from './user-error.ts';

export interface LlmPlatformArgs {
  /** What `parsePlatformSpec` returned for one environment. */
  readonly spec: PlatformSpec;
}

/**
 * A whole platform for one environment: reads a resolved spec and wires blocks, in two resource groups.
 *
 * What the file cannot say is done on the public children, or with the blocks in a program of one's own. In `prod` the group of the data
 * and everything in it that keeps something is protected; in `dev` it stays when it leaves the program; in `ephemeral` it goes.
 *
 * Where the file names a subscription, pass the provider of it: the platform makes none and refuses to go where the credentials point.
 */
export class LlmPlatform extends pulumi.ComponentResource {
  readonly spec: PlatformSpec;
  readonly groups: ResourceGroups;
  /** Where logs and metrics go. */
  readonly logs: ILogWorkspace;
  /** @default - absent where the file says `none` */
  readonly network?: INetwork;
  /** The records of a new network's connections. @default - absent where the network is given, or none */
  readonly flowLogs?: FlowLogs;
  /** @default - absent where the file has no `data` and no flow logs are kept */
  readonly buckets?: DataBuckets;
  /** @default - absent where no credential is made and no vault is given */
  readonly vault?: IKeyVault;
  readonly secrets: ReadonlyMap<string, IExternalSecret>;
  /** Who the AI account acts as. @default - absent where neither models nor a vault are made */
  readonly identity?: WorkloadIdentity;
  /** The AI account that the models are deployed in. @default - absent where the file has neither models nor guardrails */
  readonly modelAccount?: ModelAccount;
  readonly guardrails: ReadonlyMap<string, Guardrail>;
  readonly models: ReadonlyMap<string, ManagedModel>;
  /** @default - absent where the file says `none` */
  readonly registry?: IRegistry;
  /** What the platform tells those who build on it; values may be outputs. */
  readonly outputs: LateBound<PlatformOutputs>;

  constructor(name: string, { spec }: LlmPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const azure = azureSpec(spec);
    refuseMarkerSeed(spec.naming.seed);
    super('llm-infra-kit:azure:LlmPlatform', name, {}, opts);
    requireOwnProvider(this, azure);
    this.spec = spec;
    const parts: PlatformParts = { name, spec, azure, names: azureNames(spec), parent: this };
    this.groups = platformGroups(parts);
    this.logs = platformLogs(parts, this.groups);
    this.network = platformNetwork(parts, this.groups);
    this.buckets = platformBuckets(parts, this.groups);
    this.identity = this.createIdentity(parts);
    this.vault = platformVault(parts, this.groups, this.identity?.tenantId);
    this.secrets = platformSecrets(parts, this.vault);
    this.modelAccount = this.createModelAccount(parts);
    this.guardrails = this.modelAccount ? platformGuardrails(parts, this.modelAccount) : new Map();
    this.models = this.modelAccount ? platformModels(parts, this.modelAccount, this.guardrails) : new Map();
    this.registry = platformRegistry(parts, this.groups);
    if (this.network && hasEndpoints(azure)) addPrivateEndpoints(this.network, this.ownResources(azure));
    this.flowLogs = platformFlowLogs(parts, this.groups, this.network, this.buckets);
    addDiagnostics(this.logs, this.ownResources(azure), this.network);
    this.outputs = platformOutputs(this);
    this.registerOutputs({ platform: this.outputs });
  }

  /** A model by its alias. Throws when the file has none of that name. */
  model(alias: string): ManagedModel {
    return named(this.models, alias, 'models');
  }

  /** A credential by its name. Throws when the file has none of that name. */
  secret(name: string): IExternalSecret {
    return named(this.secrets, name, 'secrets');
  }

  private createIdentity(parts: PlatformParts): WorkloadIdentity | undefined {
    // The vault takes its tenant from it, so that nothing is looked up.
    return needsModelAccount(parts) || makesVault(parts.azure) ? platformIdentity(parts, this.groups) : undefined;
  }

  private createModelAccount(parts: PlatformParts): ModelAccount | undefined {
    return this.identity && needsModelAccount(parts) ? platformModelAccount(parts, this.groups, this.identity) : undefined;
  }

  private ownResources({ keyVault, registry }: AzureSpec): OwnResources {
    return {
      buckets: this.buckets,
      modelAccount: this.modelAccount,
      ...(keyVault ? {} : { vault: this.vault }),
      ...(registry.kind === 'new' ? { registry: this.registry } : {}),
    };
  }
}

function azureSpec(spec: PlatformSpec): AzureSpec {
  if (spec.clouds.azure) return spec.clouds.azure;
  throw userError(
    `The platform '${spec.name}' is not deployed on azure, clouds names ${Object.keys(spec.clouds).join(', ')}; add clouds.azure`,
  );
}

/** A guardrail belongs to an account, so one that no model takes needs it as well. */
function needsModelAccount({ spec, azure }: PlatformParts): boolean {
  return Object.keys(azure.models).length > 0 || Object.keys(spec.guardrails).length > 0;
}

function named<T>(map: ReadonlyMap<string, T>, name: string, what: string): T {
  const found = map.get(name);
  if (found === undefined)
    throw new Error(
      `The platform has no '${name}' in ${what}, it has ${[...map.keys()].join(', ') || 'none'}; add it to ${what} in the file`,
    );
  return found;
}

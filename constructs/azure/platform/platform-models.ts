import type { AzureModelSpec } from '../../spec/platform-spec.ts';
import type { Guardrail } from '../guardrail/index.ts';
import { WorkloadIdentity } from '../identity/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import { type ManagedModel, ModelAccount, type ModelAccountAccess } from '../serving/index.ts';
import { guardrailContent } from './guardrail-content.ts';
import type { PlatformParts } from './platform-parts.ts';

/** Who the AI account acts as. It has no role until one is granted. */
export function platformIdentity({ name, spec, azure, parent }: PlatformParts, groups: ResourceGroups): WorkloadIdentity {
  return new WorkloadIdentity(
    `${name}-identity`,
    {
      resourceGroupName: groups.runName,
      location: azure.location,
      principalPath: `${spec.naming.seed}/${spec.environment}/models`,
      tags: spec.tags.common,
    },
    { parent },
  );
}

/** The AI account that the models of a platform are deployed in. */
export function platformModelAccount(parts: PlatformParts, groups: ResourceGroups, identity: WorkloadIdentity): ModelAccount {
  const { name, spec, azure, names, parent } = parts;
  return new ModelAccount(
    `${name}-models`,
    {
      resourceGroupName: groups.runName,
      location: azure.location,
      accountName: names.aiAccount,
      identity,
      access: modelAccess(azure.allowedCidrs),
      protect: spec.profile === 'prod',
      tags: spec.tags.common,
    },
    { parent },
  );
}

function modelAccess(addresses: readonly string[]): ModelAccountAccess {
  return addresses.length > 0 ? { kind: 'allow-list', addresses } : { kind: 'private' };
}

/** The guardrails in the account, in the order of their names: children of an account are made one after the other. */
export function platformGuardrails({ spec }: PlatformParts, account: ModelAccount): ReadonlyMap<string, Guardrail> {
  return new Map(
    sorted(spec.guardrails).map(([name, guardrail]) => [
      name,
      account.addGuardrail(name, { raiPolicyName: childName(name), ...guardrailContent(guardrail), tags: spec.tags.common }),
    ]),
  );
}

/** The models in the account, in the order of their aliases, after all guardrails. */
export function platformModels(
  parts: PlatformParts,
  account: ModelAccount,
  guardrails: ReadonlyMap<string, Guardrail>,
): ReadonlyMap<string, ManagedModel> {
  return new Map(sorted(parts.azure.models).map(([alias, model]) => [alias, addModel(parts, account, guardrails, alias, model)]));
}

function addModel(
  { spec: { tags } }: PlatformParts,
  account: ModelAccount,
  guardrails: ReadonlyMap<string, Guardrail>,
  alias: string,
  { model, use, offer, throughput, guardrail }: AzureModelSpec,
): ManagedModel {
  return account.addModel(alias, {
    deploymentName: childName(alias),
    model: { format: offer.format, name: offer.name, version: offer.version },
    routing: { kind: offer.processing },
    use,
    throughput,
    ...(guardrail === undefined ? {} : { guardrail: guardrails.get(guardrail) }),
    tags: { ...tags.common, [tags.names.model]: model },
  });
}

/** What Azure calls a child of the account: its name in the file, since the account is the platform's own. Azure takes no single letter. */
function childName(name: string): string {
  // No name in the file has a dot, so this one is nobody else's.
  return name.length > 1 ? name : `${name}.${name}`;
}

function sorted<T>(entries: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));
}

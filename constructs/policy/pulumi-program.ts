import type { PolicyResource, ResourceValidationArgs } from '@pulumi/policy';
import { classOf, type Registration, type Registrations } from './azure/registrations.ts';
import { CREDENTIAL_PROPERTIES } from './credentials.ts';
import { field, isObject, type JsonObject } from './json.ts';

/** The inputs that name a resource, of classes that others refer to. */
const NAME_INPUTS: Readonly<Record<string, string>> = {
  'cognitiveservices:Account': 'accountName',
  'containerregistry:Registry': 'registryName',
  'keyvault:Vault': 'vaultName',
  'network:PrivateEndpoint': 'privateEndpointName',
  'network:VirtualNetwork': 'virtualNetworkName',
  'privatedns:PrivateZone': 'privateZoneName',
  'resources:ResourceGroup': 'resourceGroupName',
  'storage:StorageAccount': 'accountName',
};

const STACK_TYPE = 'pulumi:pulumi:Stack';

/**
 * What a policy pack sees of one run of a Pulumi program. The engine shows the inputs of each resource before it is made, and at the end
 * the outputs of all, from which those inputs are gone that Azure does not answer with: so the inputs are remembered.
 */
export class PulumiProgram {
  private readonly seen = new Map<string, Registration>();
  private readonly paths = new Map<string, string>();

  /** Takes note of a resource that is about to be made or changed. */
  see({ type, name, urn, props, opts }: ResourceValidationArgs): Registration {
    const above = opts.parent === undefined ? undefined : this.paths.get(opts.parent);
    if (type !== STACK_TYPE) this.paths.set(urn, above === undefined ? name : `${above}/${name}`);
    const inputs = plainObject(props, type);
    const registration: Registration = {
      type,
      name,
      urn,
      inputs,
      existing: false,
      protect: opts.protect,
      propertyDependencies: {},
      ...named(type, inputs),
    };
    this.seen.set(urn, registration);
    return registration;
  }

  /** Everything that the stack holds. A resource that was not about to be made is read, or left alone by `--target`. */
  all(resources: readonly PolicyResource[]): Registrations {
    return resources.map(({ type, name, urn, props, opts, propertyDependencies }): Registration => {
      const seen = this.seen.get(urn);
      const inputs = seen?.inputs ?? plainObject(props, type);
      return {
        ...{ type, name, urn, inputs, existing: seen === undefined, protect: opts.protect, ...named(type, inputs) },
        propertyDependencies: Object.fromEntries(
          Object.entries(propertyDependencies).map(([input, targets]) => [input, targets.map((target) => target.urn)]),
        ),
      };
    });
  }

  /** The names of the components that hold a resource and its own, from the top, as an exemption names a place. */
  pathOf(urn: string | undefined): string | undefined {
    return urn === undefined ? undefined : this.paths.get(urn);
  }
}

function named(type: string, inputs: unknown): { readonly physicalName?: string } {
  const name = field(inputs, NAME_INPUTS[classOf({ type }) ?? ''] ?? '');
  return typeof name === 'string' ? { physicalName: name } : {};
}

/**
 * A copy of properties that the SDK hands out. Reading what a preview does not know throws, and becomes a mark. A pack is given secrets in
 * clear and not told which they are: where a credential belongs, it is taken for one.
 */
function plainObject(source: object, type: string): JsonObject {
  return Object.fromEntries(Object.keys(source).map((key) => [key, propertyOf(source, key, type)]));
}

function propertyOf(source: object, key: string, type: string): unknown {
  let value: unknown;
  try {
    value = (source as JsonObject)[key];
  } catch {
    return { $unknown: true };
  }
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => propertyOf(value as object, String(index), type));
  if (isObject(value)) return plainObject(value, type);
  const isCredential = CREDENTIAL_PROPERTIES.test(key) || (key === 'value' && classOf({ type }) === 'keyvault:Secret');
  return isCredential ? { $secret: typeof value } : value;
}

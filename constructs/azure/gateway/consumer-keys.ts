import * as pulumi from '@pulumi/pulumi';
import type { KeyConsumer } from '../../runtime/gateway-bootstrap/consumer-keys.ts';
import { assignRole, WorkloadIdentity } from '../identity/index.ts';
import type { IKeyVault } from '../secrets/index.ts';
import { consumerKeysFaults, MOST_SECRET_NAME } from './consumer-keys-faults.ts';
import type { IGatewayState } from './gateway-state.ts';
import type { InitProgram } from './init-program.ts';

export interface ConsumerKeysArgs {
  /** The group of the bootstrap's identity. Changing it replaces the identity, not the keys. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region of the bootstrap's identity. Changing it replaces the identity, not the keys. */
  readonly location: pulumi.Input<string>;
  /** The vault that keeps the keys. The bootstrap can read and write every secret of it: give keys of providers another one where that is too much. */
  readonly vault: IKeyVault;
  /** The rows that get the hashes of the keys. */
  readonly state: IGatewayState;
  /** The consumers by name, as the gateway's configuration names them. Taking one away leaves its secret in the vault. */
  readonly consumers: readonly string[];
  /** What the secrets' names begin with, as in `<prefix>-<consumer>`: letters, digits and hyphens. Changing it makes new keys in new secrets. */
  readonly secretNamePrefix: string;
  /** The bootstrap program of the gateway's image. @default ['node', '/app/gateway-bootstrap.mjs'] */
  readonly command?: readonly string[];
  /** See `Principal.principalPath`. Changing it replaces the role assignments. @default - `<project>/<stack>/<name>` */
  readonly principalPath?: string;
  /** Tags of the bootstrap's identity. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A place of the outputs, known when the vault is. */
export interface VaultKeyPlace {
  readonly kind: 'key-vault-secret';
  /** Without a version. */
  readonly uri: pulumi.Output<string>;
}

const DEFAULT_COMMAND = ['node', '/app/gateway-bootstrap.mjs'];

/**
 * Keys for the consumers of a gateway, which the bootstrap makes in a vault where there are none: neither program nor state nor log ever
 * holds one.
 *
 * The bootstrap runs in an init container of the gateway, so the keys are there before the first call is answered, and a new consumer gets
 * its key from the revision that knows it. It has an identity of its own, whose tokens the gateway cannot get. Costs operations of the vault.
 *
 * @see https://learn.microsoft.com/azure/container-apps/containers#init-containers
 */
export class ConsumerKeys extends pulumi.ComponentResource {
  /** Who the bootstrap is. */
  readonly identity: WorkloadIdentity;
  /** What a gateway runs in front of its program. */
  readonly initProgram: InitProgram;
  private readonly label: string;
  private readonly places: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, args: ConsumerKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    const secretName = (consumer: string) => `${args.secretNamePrefix}-${consumer}`.slice(0, MOST_SECRET_NAME);
    refuse(name, consumerKeysFaults(args, secretName));
    super('llm-infra-kit:azure:ConsumerKeys', name, {}, opts);
    this.label = `ConsumerKeys '${name}'`;
    this.identity = this.createIdentity(name, args);
    this.places = new Map(args.consumers.map((one) => [one, pulumi.interpolate`${args.vault.vaultUri}secrets/${secretName(one)}`]));
    this.initProgram = this.programOf(name, args);
    this.registerOutputs({ keys: Object.fromEntries([...this.places].map(([one]) => [one, this.keyPlace(one)])) });
  }

  /** Where a consumer's keys are kept, as `{"current":"…","previous":"…"}`. Throws when it is not one of the consumers. */
  keyPlace(consumer: string): VaultKeyPlace {
    const uri = this.places.get(consumer);
    if (uri === undefined)
      throw new Error(`${this.label} knows no '${consumer}', it has ${[...this.places.keys()].join(', ')}; add it to consumers`);
    return { kind: 'key-vault-secret', uri };
  }

  private createIdentity(name: string, { resourceGroupName, location, principalPath, tags }: ConsumerKeysArgs): WorkloadIdentity {
    return new WorkloadIdentity(name, { resourceGroupName, location, principalPath, tags }, { parent: this });
  }

  private programOf(name: string, args: ConsumerKeysArgs): InitProgram {
    const { vault, state } = args;
    const writeSecrets = assignRole(
      `${name}-write-secrets`,
      {
        principal: this.identity,
        // Nothing smaller makes a secret, and a secret that is not there yet cannot be a scope.
        role: 'Key Vault Secrets Officer',
        scope: { id: vault.vaultId, path: `ConsumerKeys/${name}/vault` },
      },
      { parent: this },
    );
    return {
      name: 'bootstrap',
      command: args.command ?? DEFAULT_COMMAND,
      environment: {
        LLM_GATEWAY_CONSUMERS: this.consumersVariable(),
        LLM_GATEWAY_TABLE_ENDPOINT: state.tableEndpoint,
        LLM_GATEWAY_TABLE: state.tableName,
      },
      identity: this.identity,
      after: [writeSecrets, state.grants.bootstrap(this.identity)],
    };
  }

  private consumersVariable(): pulumi.Output<string> {
    const consumers = [...this.places].map(([name, uri]) => uri.apply((secret): KeyConsumer => ({ name, secret })));
    return pulumi.all(consumers).apply((all) => JSON.stringify(all));
  }
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`ConsumerKeys '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

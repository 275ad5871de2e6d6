import { expect } from 'vitest';
import type { AwsAccount } from './aws-account.ts';
import type { CdkApp, CdkCli } from './cdk-cli.ts';
import type { Emulator, PlantedFailure } from './emulator.ts';
import { type Inventory, inventory, without } from './inventory.ts';
import { expectStacksToBeTrue, resourcesOf, type StackResource, statefulIds } from './stacks.ts';

/** One account in one region, from bootstrap to destruction. */
export class Rehearsal {
  readonly aws: AwsAccount;
  readonly #cdk: CdkCli;
  readonly #emulator: Emulator;
  /** What is there and in no stack of ours: of the bootstrap, of a failed creation, of somebody else. */
  #others: Inventory = {};
  /** By stack and logical id, the physical ids of what keeps data. */
  #ids: Record<string, string> = {};

  constructor(emulator: Emulator, account: string, region: string) {
    this.#emulator = emulator;
    this.aws = emulator.account(account, region);
    this.#cdk = emulator.cdk(account, region);
  }

  /** With the CDK of this checkout, or with that of a project. */
  async bootstrap(project?: string): Promise<void> {
    const { code, output } = await this.#cdk.bootstrap(project);
    expect(code, output).toBe(0);
    await this.settles();
  }

  /** What exists now was there before. */
  async settles(): Promise<void> {
    this.#others = await inventory(this.aws);
  }

  /** Deploys all stacks; returns what the CLI said. */
  async deploys(app: CdkApp): Promise<string> {
    const { code, output } = await this.#cdk.deploy(app);
    expect(code, output).toBe(0);
    return output;
  }

  /** A deployment that must not succeed, by itself or by a failure that is planted in a type. */
  async failsToDeploy(app: CdkApp, failure?: PlantedFailure): Promise<string> {
    const deploy = () => this.#cdk.deploy(app);
    const { code, output } = await (failure ? this.#emulator.failing(failure, deploy) : deploy());
    expect(code, output).not.toBe(0);
    return output;
  }

  async destroys(app: CdkApp): Promise<void> {
    const { code, output } = await this.#cdk.destroy(app);
    expect(code, output).toBe(0);
  }

  async failsToDestroy(app: CdkApp): Promise<string> {
    const { code, output } = await this.#cdk.destroy(app);
    expect(code, output).not.toBe(0);
    return output;
  }

  /** The stacks are what exists, both ways; from now on nothing that keeps data may move. */
  async begins(): Promise<StackResource[]> {
    const resources = await expectStacksToBeTrue(this.aws, this.#others);
    this.#ids = statefulIds(resources);
    return resources;
  }

  /** The stacks are what exists, both ways, and nothing that keeps data has moved. */
  async expectNothingLost(): Promise<StackResource[]> {
    const resources = await expectStacksToBeTrue(this.aws, this.#others);
    expect(statefulIds(resources)).toEqual(this.#ids);
    return resources;
  }

  /** What exists beside what was there before and what the stacks hold now, by type. */
  async leftovers(): Promise<Inventory> {
    const held: Record<string, string[]> = {};
    for (const { type, physicalId } of await resourcesOf(this.aws)) held[type] = [...(held[type] ?? []), physicalId];
    return without(without(await inventory(this.aws), this.#others), held);
  }

  /** From now on the leftovers count as there before. */
  accept(leftovers: Inventory): void {
    const types = new Set([...Object.keys(this.#others), ...Object.keys(leftovers)]);
    this.#others = Object.fromEntries([...types].map((type) => [type, [...(this.#others[type] ?? []), ...(leftovers[type] ?? [])]]));
  }

  /** The physical ids that the stacks hold now, of some types. */
  async held(types: readonly string[]): Promise<Inventory> {
    const held: Record<string, string[]> = {};
    for (const { type, physicalId } of await resourcesOf(this.aws)) {
      if (types.includes(type)) held[type] = [...(held[type] ?? []), physicalId].sort();
    }
    return held;
  }

  /** The one resource of a type, or the first of several. */
  async first(type: string, logicalId = ''): Promise<StackResource> {
    const found = (await resourcesOf(this.aws)).find((resource) => resource.type === type && resource.logicalId.startsWith(logicalId));
    if (found === undefined) throw new Error(`no stack holds a ${type} ${logicalId}`);
    return found;
  }
}

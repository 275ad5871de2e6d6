import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stage, Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { nameSuffix, pascalCase, physicalName, secretName } from '../../spec/names.ts';
import type { PlatformOutputs } from '../../spec/outputs.ts';
import type { AwsSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import { type AuditLock, DataBuckets } from '../data/index.ts';
import { Guardrail } from '../guardrail/index.ts';
import { PlatformKey } from '../keys/index.ts';
import type { INetwork } from '../network/index.ts';
import { ExternalSecret, type IExternalSecret } from '../secrets/index.ts';
import { ManagedModel } from '../serving/index.ts';
import { guardrailContent } from './guardrail-content.ts';
import { modelRouting } from './model-routing.ts';
import { platformNetwork } from './platform-network.ts';
import { platformOutputs, publishOutputs } from './platform-outputs.ts';
import { PlatformStacks } from './platform-stacks.ts';

export interface LlmPlatformProps {
  /** What `parsePlatformSpec` returned for one environment. */
  readonly spec: PlatformSpec;
}

/**
 * A whole platform for one environment: reads a resolved spec and wires blocks, in stacks of their own.
 *
 * Takes an `App` or a `Stage` and makes the stacks `<name>-<environment>-network`, `-data` and `-serving` in it; one without a resource is
 * not made. What the file cannot say is done on the public children, or with the blocks in a stack of one's own.
 */
export class LlmPlatform extends Construct {
  readonly spec: PlatformSpec;
  /** The stacks by part. */
  readonly stacks: PlatformStacks;
  /** Absent where the file says `none`. */
  readonly network?: INetwork;
  /** The platform's own key. Absent where every use has a given one. */
  readonly key?: PlatformKey;
  /** Absent where the file has no `data`. */
  readonly buckets?: DataBuckets;
  readonly secrets: ReadonlyMap<string, IExternalSecret>;
  readonly guardrails: ReadonlyMap<string, Guardrail>;
  readonly models: ReadonlyMap<string, ManagedModel>;
  /** What the platform tells those who build on it; values are tokens until the deployment. */
  readonly outputs: PlatformOutputs;
  private readonly aws: AwsSpec;

  constructor(scope: Stage, id: string, { spec }: LlmPlatformProps) {
    super(scope, id);
    this.spec = spec;
    this.aws = awsSpec(scope, spec);
    this.stacks = new PlatformStacks(scope, id, spec, this.aws);
    this.network = platformNetwork(this.stacks, spec, this.aws);
    this.key = this.createKey();
    this.buckets = this.createBuckets();
    this.secrets = this.createSecrets();
    this.guardrails = this.createGuardrails();
    this.models = this.createModels();
    this.outputs = platformOutputs(this);
    publishOutputs(this.stacks, this.outputs);
  }

  /** A model by its alias. Throws when the file has none of that name. */
  model(alias: string): ManagedModel {
    return named(this.models, alias, 'models');
  }

  /** A credential by its name. Throws when the file has none of that name. */
  secret(name: string): IExternalSecret {
    return named(this.secrets, name, 'secrets');
  }

  private createKey(): PlatformKey | undefined {
    const { data, secrets } = this.aws.encryptionKeys;
    const makesSecrets = Object.values(this.aws.secrets).some(({ existing }) => !existing);
    const isNeeded = (this.spec.data && !data) || (makesSecrets && !secrets);
    if (!isNeeded) return undefined;
    const { rotationDays, deletionWindowDays } = this.spec.keys;
    return new PlatformKey(this.stacks.stack('data'), 'Key', {
      description: `Data of ${this.spec.name} (${this.spec.environment})`,
      rotationPeriod: Duration.days(rotationDays),
      pendingWindow: Duration.days(deletionWindowDays),
      removalPolicy: this.removalPolicy(),
    });
  }

  private createBuckets(): DataBuckets | undefined {
    const { data } = this.spec;
    if (!data) return undefined;
    const stack = this.stacks.stack('data');
    const { logBucket } = this.aws;
    const retention = Object.entries(data.retentionDays).map(([role, days]) => [role, Duration.days(days)]);
    return new DataBuckets(stack, 'Buckets', {
      roles: data.buckets,
      encryptionKey: this.givenKey('data') ?? this.key?.key,
      retention: Object.fromEntries(retention),
      noncurrentDays: data.softDeleteDays,
      ...(data.buckets.includes('audit') ? { auditLock: auditLock(data.auditLock) } : {}),
      ...(logBucket ? { accessLogs: s3.Bucket.fromBucketName(stack, 'LogBucket', logBucket.name) } : {}),
      removalPolicy: data.removal === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  private createSecrets(): ReadonlyMap<string, IExternalSecret> {
    const secrets = Object.entries(this.aws.secrets);
    if (secrets.length === 0) return new Map();
    const scope = new Construct(this.stacks.stack('data'), 'Secrets');
    return new Map(
      secrets.map(([name, { maxAgeDays, description, existing }]) => {
        const id = pascalCase(name);
        // The platform's own key cannot be what an existing secret is encrypted with.
        if (existing)
          return [name, ExternalSecret.fromAttributes(scope, id, { secretCompleteArn: existing, encryptionKey: this.givenKey('secrets') })];
        return [
          name,
          new ExternalSecret(scope, id, {
            maxAgeDays,
            description,
            secretName: secretName(this.spec, name),
            encryptionKey: this.givenKey('secrets') ?? this.key?.key,
            removalPolicy: this.namedRemovalPolicy(),
          }),
        ];
      }),
    );
  }

  private createGuardrails(): ReadonlyMap<string, Guardrail> {
    const { name: platform, environment, naming } = this.spec;
    const guardrails = Object.entries(this.spec.guardrails);
    if (guardrails.length === 0) return new Map();
    const scope = new Construct(this.stacks.stack('serving'), 'Guardrails');
    return new Map(
      guardrails.map(([name, guardrail]) => {
        const guardrailName = physicalName(
          'guardrail',
          [platform, environment, name],
          nameSuffix(naming, environment, `guardrails/${name}`),
        );
        return [
          name,
          new Guardrail(scope, pascalCase(name), { guardrailName, version: guardrail.version, ...guardrailContent(guardrail) }),
        ];
      }),
    );
  }

  private createModels(): ReadonlyMap<string, ManagedModel> {
    const { name: platform, environment, naming, tags } = this.spec;
    const models = Object.entries(this.aws.models);
    if (models.length === 0) return new Map();
    const scope = new Construct(this.stacks.stack('serving'), 'Models');
    return new Map(
      models.map(([alias, { model, use, offer, guardrail }]) => {
        // The source is part of the name: a replacement is made before the old profile is deleted.
        const suffix = nameSuffix(naming, environment, `models/${alias}/${offer.profileId ?? offer.modelId}`);
        const managed = new ManagedModel(scope, pascalCase(alias), {
          inferenceProfileName: physicalName('inference-profile', [platform, environment, alias], suffix),
          modelId: offer.modelId,
          routing: modelRouting(offer),
          use,
          ...(guardrail
            ? { guardrail: named(this.guardrails, guardrail, 'guardrails'), guardrailEnforcement: 'any-published' as const }
            : {}),
        });
        Tags.of(managed).add(tags.names.model, model);
        return [alias, managed];
      }),
    );
  }

  /** The key that the file gives for a use, if any. */
  private givenKey(use: 'data' | 'secrets'): kms.IKey | undefined {
    const arn = this.aws.encryptionKeys[use];
    if (!arn) return undefined;
    const stack = this.stacks.stack('data');
    const id = `${pascalCase(use)}Key`;
    return (stack.node.tryFindChild(id) as kms.IKey | undefined) ?? kms.Key.fromKeyArn(stack, id, arn);
  }

  /** What may be lost goes with its environment, everything else stays. */
  private removalPolicy(): RemovalPolicy {
    return this.spec.profile === 'ephemeral' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
  }

  /**
   * The same for what carries a physical name. What a failed first deployment has just made, still empty, is taken back with it, or the
   * name would be taken when the deployment is tried again.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   */
  private namedRemovalPolicy(): RemovalPolicy {
    const policy = this.removalPolicy();
    return policy === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : policy;
  }
}

function awsSpec(scope: Construct, spec: PlatformSpec): AwsSpec {
  if (!Stage.isStage(scope)) {
    throw new Error(
      `LlmPlatform makes stacks of its own and needs an App or a Stage as its scope, got '${scope.node.path}'; in a stack of yours use the blocks, such as DataBuckets or ManagedModel`,
    );
  }
  if (!spec.clouds.aws) {
    throw new Error(
      `The platform '${spec.name}' is not deployed on aws, clouds names ${Object.keys(spec.clouds).join(', ')}; add clouds.aws`,
    );
  }
  return spec.clouds.aws;
}

function named<T>(map: ReadonlyMap<string, T>, name: string, what: string): T {
  const found = map.get(name);
  if (found === undefined)
    throw new Error(
      `The platform has no '${name}' in ${what}, it has ${[...map.keys()].join(', ') || 'none'}; add it to ${what} in the file`,
    );
  return found;
}

function auditLock(lock: NonNullable<PlatformSpec['data']>['auditLock']): AuditLock {
  switch (lock.kind) {
    case 'none':
      return { kind: 'none' };
    case 'removable':
      return { kind: 'governance', days: lock.days };
    case 'permanent':
      return { kind: 'compliance', days: lock.days };
  }
}

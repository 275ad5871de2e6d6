import { Certificate } from '@pulumi/azure-native/app/certificate.js';
import type { ContainerApp } from '@pulumi/azure-native/app/containerApp.js';
import { ManagedCertificate } from '@pulumi/azure-native/app/managedCertificate.js';
import type { ManagedEnvironment } from '@pulumi/azure-native/app/managedEnvironment.js';
import * as pulumi from '@pulumi/pulumi';
import { WorkloadIdentity } from '../identity/index.ts';
import type { DnsRecord } from './dns-zone.ts';
import { createApp } from './gateway-app.ts';
import { type GatewayDomain, relativeName, zoneOf } from './gateway-domain.ts';
import { createEnvironment, createPrivateNames } from './gateway-environment.ts';
import type { ServerlessGatewayArgs } from './serverless-gateway-args.ts';
import { serverlessGatewayFaults } from './serverless-gateway-faults.ts';

/** What the app's address leads to, for whoever keeps the DNS records of a private gateway. */
export interface PrivateDnsNeeds {
  /** The name of the zone. */
  readonly zoneName: pulumi.Output<string>;
  /** What `*` in it leads to. */
  readonly address: pulumi.Output<string>;
}

/**
 * The gateway program in one app of Azure Container Apps, scaled to zero where `minReplicas` says nothing else: HTTPS alone, its own
 * identity for models, registry and table, and no key or secret in program, state or environment.
 *
 * It is billed while a replica runs, and for the load balancer and addresses of a network of yours. Group, location, network and going to
 * or from `private` replace the environment; `appName` replaces the app. Everything else makes a new revision, which takes over when it is
 * healthy. A call may have a silence of 240 seconds at most, the first byte included, which the program's comments on streams break.
 *
 * @see https://learn.microsoft.com/azure/container-apps/overview
 */
export class ServerlessGateway extends pulumi.ComponentResource {
  /** Who the program is. */
  readonly identity: WorkloadIdentity;
  /** The environment, to reach further than this block does. */
  readonly environment: ManagedEnvironment;
  /** The app itself. @default - absent while there is no image */
  readonly app?: ContainerApp;
  /** What OpenAI clients take as their base URL. @default - absent while there is no image */
  readonly baseUrl?: pulumi.Output<string>;
  /** What to do so that the app is made. @default - absent when there is an image */
  readonly nextStep?: pulumi.Output<string>;
  /** The records that the name of one's own needs, by their whole names. @default - absent without a domain */
  readonly dnsRecords?: readonly DnsRecord[];
  /** What somebody else's zone has to say. @default - absent where the gateway is not private, or keeps its names itself */
  readonly privateDns?: PrivateDnsNeeds;

  constructor(name: string, args: ServerlessGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, serverlessGatewayFaults(args));
    super('llm-infra-kit:azure:ServerlessGateway', name, {}, opts);
    this.identity = this.createIdentity(name, args);
    const rights = this.grantRights(args);
    this.environment = this.createEnvironment(name, args);
    const names = this.createNames(name, args);
    if (args.access.kind === 'private' && args.access.dns === 'elsewhere') this.privateDns = this.privateDnsNeeds();
    if (args.domain) this.dnsRecords = this.recordsOf(args.domain, args.appName);
    if (args.image === undefined) {
      this.nextStep = nextStep(args);
    } else {
      this.app = this.createApp(name, args, args.image, [...rights, ...names]);
      this.baseUrl = this.baseUrlOf(args);
    }
    this.registerOutputs({ baseUrl: this.baseUrl, nextStep: this.nextStep, dnsRecords: this.dnsRecords, privateDns: this.privateDns });
  }

  private createIdentity(name: string, { resourceGroupName, location, principalPath, tags }: ServerlessGatewayArgs): WorkloadIdentity {
    return new WorkloadIdentity(name, { resourceGroupName, location, principalPath, tags }, { parent: this });
  }

  private grantRights({ state, registry, models = [], secrets = [], consumerKeys }: ServerlessGatewayArgs): readonly pulumi.Resource[] {
    return [
      state.grants.serve(this.identity),
      registry.grants.pull(this.identity),
      ...models.map(({ grants }) => grants.invoke(this.identity)),
      ...secrets.map(({ grants }) => grants.read(this.identity)),
      ...(consumerKeys?.initProgram.after ?? []),
    ];
  }

  private createEnvironment(name: string, args: ServerlessGatewayArgs): ManagedEnvironment {
    const certificateIdentity = args.domain?.kind === 'vault-certificate' ? this.identity.identityId : undefined;
    const environment = createEnvironment(name, args, certificateIdentity, { parent: this });
    args.logWorkspace?.diagnose(name, environment.id);
    return environment;
  }

  private createNames(name: string, args: ServerlessGatewayArgs): readonly pulumi.Resource[] {
    const { access, network } = args;
    if (access.kind !== 'private' || access.dns === 'elsewhere' || network === undefined) return [];
    return createPrivateNames(name, args, this.environment, network.vnetId, { parent: this });
  }

  private privateDnsNeeds(): PrivateDnsNeeds {
    return { zoneName: this.environment.defaultDomain, address: this.environment.staticIp };
  }

  // An environment has its verification id and its domain before there is any app.
  private recordsOf({ hostName }: GatewayDomain, appName: string): readonly DnsRecord[] {
    const verification = this.environment.customDomainConfiguration.apply((domain) => domain?.customDomainVerificationId ?? '');
    return [
      { name: `asuid.${hostName}`, type: 'TXT', value: verification },
      { name: hostName, type: 'CNAME', value: this.ownHost(appName) },
    ];
  }

  private ownHost(appName: string): pulumi.Output<string> {
    return pulumi.interpolate`${appName}.${this.environment.defaultDomain}`;
  }

  private createApp(name: string, args: ServerlessGatewayArgs, image: string, after: readonly pulumi.Resource[]): ContainerApp {
    const { environment, identity } = this;
    const { domain } = args;
    const records = domain ? this.createRecords(name, domain) : [];
    const customDomains = domain ? this.bindings(name, args, domain) : [];
    const app = createApp(name, args, { environment, identity, image, customDomains }, { parent: this, dependsOn: [...after, ...records] });
    if (customDomains.some(({ bindingType }) => bindingType === 'Auto') && domain) this.createFreeCertificate(name, args, domain, app);
    return app;
  }

  private createRecords(name: string, domain: GatewayDomain): readonly pulumi.Resource[] {
    const zone = zoneOf(domain);
    if (zone === undefined) return [];
    return (this.dnsRecords ?? []).map((record) =>
      zone.addRecord(`${name}-${record.type.toLowerCase()}`, { ...record, name: relativeName(record.name, zone) }, { parent: this }),
    );
  }

  private bindings(name: string, args: ServerlessGatewayArgs, domain: GatewayDomain) {
    const { hostName } = domain;
    switch (domain.kind) {
      case 'own-zone':
        return [{ name: hostName, bindingType: 'Auto' }];
      case 'foreign-zone':
        return domain.records === 'made' ? [{ name: hostName, bindingType: 'Auto' }] : [];
      case 'vault-certificate':
        return [{ name: hostName, bindingType: 'SniEnabled', certificateId: this.createCertificate(name, args, domain).id }];
    }
  }

  // Bound by the app's `Auto`; without the name on an app Azure refuses it (RequireCustomHostnameInEnvironment), so it comes last.
  // https://github.com/microsoft/azure-container-apps/issues/796
  private createFreeCertificate(
    name: string,
    { resourceGroupName, location, tags }: ServerlessGatewayArgs,
    { hostName }: GatewayDomain,
    app: ContainerApp,
  ): ManagedCertificate {
    return new ManagedCertificate(
      name,
      {
        resourceGroupName,
        environmentName: this.environment.name,
        location,
        properties: { subjectName: hostName, domainControlValidation: 'CNAME' },
        tags,
      },
      { parent: this, dependsOn: [app] },
    );
  }

  private createCertificate(
    name: string,
    { resourceGroupName, location, tags }: ServerlessGatewayArgs,
    { certificate }: Extract<GatewayDomain, { readonly kind: 'vault-certificate' }>,
  ): Certificate {
    return new Certificate(
      name,
      {
        resourceGroupName,
        environmentName: this.environment.name,
        location,
        properties: { certificateKeyVaultProperties: { identity: this.identity.identityId, keyVaultUrl: certificate.secretUri } },
        tags,
      },
      { parent: this, dependsOn: [certificate.grants.read(this.identity)] },
    );
  }

  private baseUrlOf({ appName, domain }: ServerlessGatewayArgs): pulumi.Output<string> {
    const bound = domain && !(domain.kind === 'foreign-zone' && domain.records === 'missing');
    return pulumi.interpolate`https://${bound ? domain.hostName : this.ownHost(appName)}/v1`;
  }
}

function nextStep({ registry }: ServerlessGatewayArgs): pulumi.Output<string> {
  return pulumi.interpolate`The gateway has no image yet. Run 'llm-infra images', which names the image and the command that fills ${registry.loginServer}, then pass the image by its digest and deploy again.`;
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`ServerlessGateway '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

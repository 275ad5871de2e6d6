import { ContainerApp } from '@pulumi/azure-native/app/containerApp.js';
import type { ManagedEnvironment } from '@pulumi/azure-native/app/managedEnvironment.js';
import * as pulumi from '@pulumi/pulumi';
import type { WorkloadIdentity } from '../identity/index.ts';
import { ipRestrictions } from './access.ts';
import { sizeFaults, timingFaults, timingOf } from './config-timing.ts';
import { WORKLOAD_PROFILE } from './gateway-environment.ts';
import type { InitProgram } from './init-program.ts';
import type { ServerlessGatewayArgs } from './serverless-gateway-args.ts';
import { DEFAULT_MAX_REPLICAS } from './serverless-gateway-faults.ts';

/** The port of the program: constructs/runtime/gateway/programs/container.ts. */
const PORT = 8080;
const CONFIG_VARIABLE = 'LLM_GATEWAY_CONFIG';
const DEFAULT_CONCURRENT_REQUESTS = 4;
const DEFAULT_CPU = 0.5;
const MEMORY_GIB_PER_CPU = 2;

/** What an app needs beside the args of its gateway. */
export interface GatewayAppParts {
  readonly environment: ManagedEnvironment;
  readonly identity: WorkloadIdentity;
  /** The image within the registry, by digest. */
  readonly image: string;
  readonly customDomains: readonly {
    readonly name: string;
    readonly bindingType: string;
    readonly certificateId?: pulumi.Input<string>;
  }[];
}

/** The app: one revision at a time, made only when everything in `opts.dependsOn` is there. */
export function createApp(
  name: string,
  args: ServerlessGatewayArgs,
  parts: GatewayAppParts,
  opts: pulumi.CustomResourceOptions,
): ContainerApp {
  const { resourceGroupName, location, appName, registry, access, consumerKeys, tags } = args;
  const { environment, identity } = parts;
  const init = consumerKeys?.initProgram;
  const image = pulumi.interpolate`${registry.loginServer}/${parts.image}`;
  const timing = pulumi.output(args.config).apply((config) => {
    refuseLate(name, timingFaults(config, args));
    return timingOf(config, args);
  });
  return new ContainerApp(
    name,
    {
      resourceGroupName,
      location,
      containerAppName: appName,
      environmentId: environment.id,
      workloadProfileName: WORKLOAD_PROFILE,
      identity: { type: 'UserAssigned', userAssignedIdentities: [identity.identityId, ...(init ? [init.identity.identityId] : [])] },
      configuration: {
        activeRevisionsMode: 'Single',
        // No token of the bootstrap's identity for the program that answers calls, and the other way round.
        // https://learn.microsoft.com/azure/container-apps/managed-identity#control-managed-identity-availability
        identitySettings: [
          { identity: identity.identityId, lifecycle: 'Main' },
          ...(init ? [{ identity: init.identity.identityId, lifecycle: 'Init' }] : []),
        ],
        registries: [{ server: registry.loginServer, identity: identity.identityId }],
        ingress: {
          // In an internal environment this is the network, not the internet: https://learn.microsoft.com/azure/container-apps/networking
          external: true,
          targetPort: PORT,
          transport: 'http',
          allowInsecure: false,
          traffic: [{ latestRevision: true, weight: 100 }],
          ipSecurityRestrictions: ipRestrictions(access),
          customDomains: [...parts.customDomains],
        },
      },
      template: {
        terminationGracePeriodSeconds: timing.terminationGracePeriodSeconds,
        ...(init ? { initContainers: [initContainer(init, image)] } : {}),
        containers: [
          {
            name: 'gateway',
            image,
            resources: resourcesOf(args),
            env: variables(programEnvironment(name, args, identity)),
            probes: PROBES,
          },
        ],
        scale: {
          minReplicas: args.minReplicas ?? 0,
          maxReplicas: args.maxReplicas ?? DEFAULT_MAX_REPLICAS,
          cooldownPeriod: timing.cooldownSeconds,
          rules: [
            { name: 'calls', http: { metadata: { concurrentRequests: String(args.concurrentRequests ?? DEFAULT_CONCURRENT_REQUESTS) } } },
          ],
        },
      },
      tags,
    },
    // An app stays in its environment, and its name is taken until it is gone.
    { ...opts, replaceOnChanges: ['environmentId'], deleteBeforeReplace: true },
  );
}

function programEnvironment(name: string, { config, state }: ServerlessGatewayArgs, identity: WorkloadIdentity) {
  const text = pulumi.output(config).apply((known) => {
    const json = JSON.stringify(known);
    refuseLate(name, sizeFaults(CONFIG_VARIABLE, json));
    return json;
  });
  return {
    [CONFIG_VARIABLE]: text,
    LLM_GATEWAY_TABLE_ENDPOINT: state.tableEndpoint,
    LLM_GATEWAY_TABLE: state.tableName,
    AZURE_CLIENT_ID: identity.clientId,
  };
}

function initContainer({ name, command, environment, identity }: InitProgram, image: pulumi.Output<string>) {
  return {
    name,
    image,
    command: [...command],
    resources: { cpu: 0.25, memory: '0.5Gi' },
    env: variables({ ...environment, AZURE_CLIENT_ID: identity.clientId }),
  };
}

function variables(environment: Readonly<Record<string, pulumi.Input<string>>>) {
  return Object.entries(environment).map(([name, value]) => ({ name, value }));
}

function resourcesOf({ cpu = DEFAULT_CPU }: ServerlessGatewayArgs) {
  return { cpu, memory: `${cpu * MEMORY_GIB_PER_CPU}Gi` };
}

const SOCKET = { port: PORT };

/**
 * /health asks for the rows as well, and fails while a replica stops: it decides who gets calls, and when a new revision takes over. It
 * must not decide who is killed: a table that cannot be read, or a role that Azure does not heed yet, is not mended by a restart, which
 * would end every stream.
 */
const PROBES = [
  { type: 'Startup', tcpSocket: SOCKET, periodSeconds: 2, timeoutSeconds: 1, failureThreshold: 10 },
  { type: 'Readiness', httpGet: { path: '/health', port: PORT, scheme: 'HTTP' }, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 },
  { type: 'Liveness', tcpSocket: SOCKET, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
];

function refuseLate(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`ServerlessGateway '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}

import { createRequire } from 'node:module';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import type { ConfigureRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import proto from '@pulumi/pulumi/proto/provider_pb.js';
import type { StandInCloud } from './cloud.ts';
import { StandInProvider } from './provider.ts';
import { Empty, type RunningServer, serve, unary } from './sdk.ts';

const { version } = createRequire(import.meta.url)('@pulumi/azure-native/package.json') as { readonly version: string };

/** Serves the stand-in for azure-native; the engine attaches to its port by `PULUMI_DEBUG_PROVIDERS=azure-native:<port>`. */
export function serveStandIn(cloud: StandInCloud): Promise<RunningServer> {
  const provider = new StandInProvider(cloud);
  return serve(services.ResourceProviderService, {
    handshake: unary(() => filled(new proto.ProviderHandshakeResponse(), (response) => response.setAcceptSecrets(true))),
    getPluginInfo: unary(() => filled(new plugin.PluginInfo(), (response) => response.setVersion(version))),
    checkConfig: unary((request: { getNews(): never }) =>
      filled(new proto.CheckResponse(), (response) => response.setInputs(request.getNews())),
    ),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: ConfigureRequest) => {
      refuseOtherSubscription(cloud, request);
      return filled(new proto.ConfigureResponse(), (response) => {
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
      });
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    check: unary(provider.check.bind(provider)),
    diff: unary(provider.diff.bind(provider)),
    create: unary(provider.create.bind(provider)),
    update: unary(provider.update.bind(provider)),
    read: unary(provider.read.bind(provider)),
    delete: unary(provider.delete.bind(provider)),
    invoke: unary(provider.invoke.bind(provider)),
  });
}

/** The imaginary Azure has one subscription. */
function refuseOtherSubscription({ subscriptionId }: StandInCloud, request: ConfigureRequest): void {
  const asked = request.getArgs()?.toJavaScript().subscriptionId;
  if (asked !== undefined && asked !== subscriptionId) throw new Error(`SubscriptionNotFound: there is no subscription '${String(asked)}'`);
}

function filled<T extends object>(message: T, fill: (message: T) => void): T {
  fill(message);
  return message;
}

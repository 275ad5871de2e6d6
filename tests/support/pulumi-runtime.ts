/**
 * Runs a Pulumi program as `pulumi up` and `pulumi preview` do: by the `@pulumi/pulumi/cmd/run` that the program's own folder finds, with
 * this process in the place of the engine. What the program registers over the wire is recorded by the recorder's monitor. Flags and
 * variables are those of Pulumi's language host (sdk/nodejs/cmd/pulumi-language-nodejs/main.go of pulumi/pulumi).
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Recording } from '../../constructs/azure/recorder/index.ts';
import { RecordingMonitor } from '../../constructs/azure/recorder/monitor.ts';
import { foreignEnvironment } from '../package/support/run.ts';

export interface RuntimeOptions {
  /** The folder of the program, where Pulumi.yaml lies. */
  readonly folder: string;
  /** `main` of Pulumi.yaml. @default '.' - what package.json says */
  readonly main?: string;
  /** `runtime.options.typescript` of Pulumi.yaml: whether Pulumi compiles the program, by the ts-node that it brings. @default true */
  readonly typescript?: boolean;
  /** `runtime.options.nodeargs` of Pulumi.yaml. @default - none */
  readonly nodeargs?: readonly string[];
  readonly project: string;
  readonly stack: string;
  /** Configuration by its whole key: `azure-native:location`. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** Whether it is `pulumi preview`. @default false */
  readonly dryRun?: boolean;
  /** The subscription in the ids of what is made. @default - the recorder's own */
  readonly subscriptionId?: string;
}

export interface RuntimeResult {
  readonly code: number | null;
  /** What the engine would show as errors. */
  readonly errors: readonly string[];
  readonly stderr: string;
  readonly recording: Recording;
}

export async function runPulumi(options: RuntimeOptions): Promise<RuntimeResult> {
  const { folder, main = '.', typescript = true, nodeargs = [], project, stack, config = {}, dryRun = false, subscriptionId } = options;
  const app = createRequire(join(folder, 'package.json'));
  const failures = new Set<unknown>();
  const monitor = new RecordingMonitor({ project, stack, ...(subscriptionId ? { subscriptionId } : {}) }, failures);
  const errors: string[] = [];
  const engine = await startEngine(createRequire(app.resolve('@pulumi/pulumi/package.json')), monitor, errors);
  try {
    const { code, stderr } = await startNode(
      [
        ...[...nodeargs, app.resolve('@pulumi/pulumi/cmd/run'), `--monitor=${engine.address}`, `--engine=${engine.address}`],
        ...[`--project=${project}`, `--stack=${stack}`, '--organization=organization', '--parallel=16'],
        ...[`--pwd=${folder}`, `--root-directory=${folder}`, ...(dryRun ? ['--dry-run'] : []), main],
      ],
      {
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: '[]',
        PULUMI_NODEJS_TYPESCRIPT: String(typescript),
      },
    );
    if (failures.size > 0) throw new AggregateError([...failures], [...failures].join('\n'));
    return { code, errors, stderr, recording: monitor.recording() };
  } finally {
    engine.stop();
  }
}

type Respond = (error: unknown, response?: unknown) => void;
type Method = (request: never, respond: Respond) => void;

interface Registered {
  getUrn(): string;
  getId(): string;
  getObject(): { toJavaScript(): object };
}

/** The two services of an engine, as far as a program that makes no look-ups calls them. */
async function startEngine(sdk: NodeJS.Require, monitor: RecordingMonitor, errors: string[]) {
  const grpc = sdk('@grpc/grpc-js');
  const resource = sdk('./proto/resource_pb.js');
  const engine = sdk('./proto/engine_pb.js');
  const { Struct } = sdk('google-protobuf/google/protobuf/struct_pb.js');
  const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js');

  const server = new grpc.Server();
  server.addService(
    sdk('./proto/resource_grpc_pb.js').ResourceMonitorService,
    implementation({
      supportsFeature: (request, respond) =>
        monitor.supportsFeature(request, (error, answer) => {
          const response = new resource.SupportsFeatureResponse();
          response.setHassupport((answer as { getHassupport(): boolean }).getHassupport());
          respond(error, response);
        }),
      registerResource: (request, respond) =>
        monitor.registerResource(request, (error, answer) => {
          const registered = answer as Registered;
          const response = new resource.RegisterResourceResponse();
          response.setUrn(registered.getUrn());
          response.setId(registered.getId());
          response.setObject(Struct.fromJavaScript(registered.getObject().toJavaScript()));
          respond(error, response);
        }),
      registerResourceOutputs: (request, respond) => monitor.registerResourceOutputs(request, (error) => respond(error, new Empty())),
      signalAndWaitForShutdown: (_, respond) => respond(null, new Empty()),
    }),
  );
  server.addService(
    sdk('./proto/engine_grpc_pb.js').EngineService,
    implementation({
      log: (request: { getSeverity(): number; getMessage(): string }, respond) => {
        if (request.getSeverity() === engine.LogSeverity.ERROR) errors.push(request.getMessage());
        respond(null, new Empty());
      },
      getRootResource: (_, respond) => respond(null, new engine.GetRootResourceResponse()),
      setRootResource: (_, respond) => respond(null, new engine.SetRootResourceResponse()),
    }),
  );

  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

function implementation(methods: Readonly<Record<string, Method>>) {
  const adapted = Object.entries(methods).map(([name, method]) => [
    name,
    ({ request }: { readonly request: never }, respond: Respond) => method(request, respond),
  ]);
  return Object.fromEntries(adapted);
}

function startNode(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, args, { env: foreignEnvironment(env), stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise<{ readonly code: number | null; readonly stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

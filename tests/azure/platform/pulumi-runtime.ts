/**
 * Pulumi's own language runtime (`@pulumi/pulumi/cmd/run`, which `pulumi up` starts), with this process in the place of the engine: what a
 * program registers over the wire is recorded by the recorder's monitor.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { RecordingMonitor } from '../../../constructs/azure/recorder/monitor.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(join(ROOT, 'package.json'));
const sdk = createRequire(require.resolve('@pulumi/pulumi/package.json'));

export interface RuntimeOptions {
  /** The program, from the root of the checkout. */
  readonly program: string;
  readonly project: string;
  readonly stack: string;
  /** Configuration by its whole key: `azure-native:location`. */
  readonly config?: Readonly<Record<string, string>>;
  readonly dryRun?: boolean;
  readonly subscriptionId?: string;
}

export interface RuntimeResult {
  readonly code: number | null;
  /** What the engine would show as errors. */
  readonly errors: readonly string[];
  readonly stderr: string;
  readonly recording: Recording;
}

interface RegisterAnswer {
  readonly getUrn: () => string;
  readonly getId: () => string;
  readonly getObject: () => { toJavaScript(): object };
}
type Call = { readonly request: never };
type Callback = (error: unknown, response?: unknown) => void;

/** Runs a program as `pulumi up` does, or as `pulumi preview`. */
export async function runProgram(options: RuntimeOptions): Promise<RuntimeResult> {
  const { program, project, stack, config = {}, dryRun = false, subscriptionId } = options;
  const failures = new Set<unknown>();
  const monitor = new RecordingMonitor({ project, stack, ...(subscriptionId ? { subscriptionId } : {}) }, failures);
  const errors: string[] = [];
  const { port, stop } = await serve(monitor, errors);
  const address = `127.0.0.1:${port}`;
  try {
    const { code, stderr } = await start(
      ['--conditions=source', '--import', require.resolve('tsx'), sdk.resolve('./cmd/run/index.js')],
      [
        ...[`--monitor=${address}`, `--engine=${address}`, `--project=${project}`, `--stack=${stack}`, '--organization=organization'],
        ...[`--pwd=${join(ROOT, dirname(program))}`, `--root-directory=${join(ROOT, dirname(program))}`, '--parallel=16'],
        ...(dryRun ? ['--dry-run'] : []),
        join(ROOT, program),
      ],
      { PULUMI_CONFIG: JSON.stringify(config), PULUMI_CONFIG_SECRET_KEYS: '[]', PULUMI_NODEJS_TYPESCRIPT: 'false' },
    );
    if (failures.size > 0) throw new AggregateError([...failures], [...failures].join('\n'));
    return { code, errors, stderr, recording: monitor.recording() };
  } finally {
    stop();
  }
}

async function serve(monitor: RecordingMonitor, errors: string[]): Promise<{ readonly port: number; readonly stop: () => void }> {
  const grpc = sdk('@grpc/grpc-js');
  const { ResourceMonitorService } = sdk('./proto/resource_grpc_pb.js');
  const { EngineService } = sdk('./proto/engine_grpc_pb.js');
  const resource = sdk('./proto/resource_pb.js');
  const engine = sdk('./proto/engine_pb.js');
  const { Struct } = sdk('google-protobuf/google/protobuf/struct_pb.js');
  const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js');
  const answering =
    (fill: (request: never, done: Callback) => void) =>
    ({ request }: Call, done: Callback): void =>
      fill(request, done);
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    supportsFeature: answering((request, done) =>
      monitor.supportsFeature(request, (error, answer) => {
        const response = new resource.SupportsFeatureResponse();
        response.setHassupport((answer as { getHassupport(): boolean }).getHassupport());
        done(error, response);
      }),
    ),
    registerResource: answering((request, done) =>
      monitor.registerResource(request, (error, answer) => {
        const { getUrn, getId, getObject } = answer as RegisterAnswer;
        const response = new resource.RegisterResourceResponse();
        response.setUrn(getUrn());
        response.setId(getId());
        response.setObject(Struct.fromJavaScript(getObject().toJavaScript()));
        done(error, response);
      }),
    ),
    registerResourceOutputs: answering((request, done) => monitor.registerResourceOutputs(request, (error) => done(error, new Empty()))),
    signalAndWaitForShutdown: answering((_, done) => done(null, new Empty())),
  });
  server.addService(EngineService, {
    log: answering((request: { getSeverity(): number; getMessage(): string }, done) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) errors.push(request.getMessage());
      done(null, new Empty());
    }),
    getRootResource: answering((_, done) => done(null, new engine.GetRootResourceResponse())),
    setRootResource: answering((_, done) => done(null, new engine.SetRootResourceResponse())),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { port, stop: () => server.forceShutdown() };
}

function start(node: readonly string[], args: readonly string[], env: NodeJS.ProcessEnv) {
  const { NODE_OPTIONS: _vitest, ...inherited } = process.env;
  const child = spawn(process.execPath, [...node, ...args], { env: { ...inherited, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise<{ readonly code: number | null; readonly stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

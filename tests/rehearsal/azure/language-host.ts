/**
 * A language host for Node programs: what the Pulumi CLI starts to run a program, in place of `pulumi-language-nodejs`, whose module no
 * registry serves. It speaks pulumirpc.LanguageRuntime and runs the SDK's own `cmd/run`, so that programs run as they do anywhere.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import services from '@pulumi/pulumi/proto/language_grpc_pb.js';
import type { LanguageHandshakeRequest, ProgramInfo, RunRequest } from '@pulumi/pulumi/proto/language_pb.js';
import language from '@pulumi/pulumi/proto/language_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import { serve, unary } from './stand-in/sdk.ts';

/** The program said what is wrong and the engine has told it (RUNNING_PROCESS_EXIT_CODE of cmd/run). */
const BAIL = 32;

let engine = process.argv[2] ?? '';
const running = new Set<ChildProcess>();

function stop(): never {
  for (const child of running) child.kill();
  process.exit(0);
}

/** From where the program's own packages are found. */
const from = (folder: string) => createRequire(join(folder, 'package.json'));

function nodeOptions(info: ProgramInfo | undefined): readonly string[] {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  return String(options.nodeargs ?? '')
    .split(/\s+/)
    .filter(Boolean);
}

async function runProgram(request: RunRequest): Promise<object> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getPwd();
  const args = [
    ...nodeOptions(info),
    from(folder).resolve('@pulumi/pulumi/cmd/run'),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--root-directory=${info?.getRootDirectory()}`,
    `--stack=${request.getStack()}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ['--dry-run'] : []),
    info?.getEntryPoint() || '.',
  ];
  const code = await nodeProcess(args, request);
  const response = new language.RunResponse();
  if (code === BAIL) response.setBail(true);
  else if (code !== 0) response.setError(`the program ended with ${code}`);
  return response;
}

function nodeProcess(args: readonly string[], request: RunRequest): Promise<number | null> {
  const config = Object.fromEntries(request.getConfigMap().toArray());
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(request.getInfo()?.getOptions()?.toJavaScript().typescript ?? true),
  };
  const child = spawn(process.execPath, args, { cwd: request.getPwd(), env, stdio: ['ignore', 'inherit', 'inherit'] });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
}

const { port } = await serve(services.LanguageRuntimeService, {
  handshake: unary((request: LanguageHandshakeRequest) => {
    engine = request.getEngineAddress() || engine;
    return new language.LanguageHandshakeResponse();
  }),
  getPluginInfo: unary(() => new plugin.PluginInfo()),
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  about: unary(() => new language.AboutResponse()),
  run: unary(runProgram),
});

// The engine holds the other end: when it is gone, so is everything that was started here.
process.stdin.resume().on('end', stop);
// It reads the port from the first line.
console.log(port);

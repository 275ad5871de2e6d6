/**
 * Runs a Pulumi program without an engine, a provider or a cloud, and records what it registers.
 *
 * This is the only file that reaches into what @pulumi/pulumi does not promise: the store of its runtime and the wait for its calls.
 * tests/azure/recorder/self-test.test.ts holds them against the installed SDK. The program runs in a store of its own, so that neither
 * another recording nor a Pulumi runtime in the same process notices.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import * as pulumi from '@pulumi/pulumi';
import * as pulumiSettings from '@pulumi/pulumi/runtime/settings.js';
import * as pulumiState from '@pulumi/pulumi/runtime/state.js';
import { FEATURES, RecordingMonitor, STACK_TYPE } from './monitor.ts';
import type { PulumiProgram, RecordOptions } from './record-options.ts';
import type { Recording } from './recording.ts';
import { collectingRejections } from './rejections.ts';

/**
 * Runs a program to its end and returns every registration.
 *
 * Rejects with whatever the program, an `apply` in it or one of the options' functions throws; several faults come as one
 * AggregateError. Resources made after the program has ended and every registration has been answered are not seen.
 */
export async function record(program: PulumiProgram, options: RecordOptions): Promise<Recording> {
  const runtime = runtimeInternals();
  const failures = new Set<unknown>();
  const monitor = new RecordingMonitor(options, failures);
  const store = runtime.createStore(monitor, options);
  const run = () => runtime.storage.run(store, () => runProgram(program, options, runtime, store, failures));
  await collectingRejections(failures, run).catch((error: unknown) => failures.add(error));
  if (failures.size > 0) throw failureOf([...failures]);
  return monitor.recording();
}

/** Whether the caller runs within a recording, so that nothing of what it registers is ever made. */
export function isRecording(): boolean {
  const store = runtimeInternals().storage.getStore();
  return typeof store === 'object' && store !== null && recordingStores.has(store);
}

const recordingStores = new WeakSet<object>();

async function runProgram(program: PulumiProgram, options: RecordOptions, runtime: Runtime, store: Store, failures: Set<unknown>) {
  pulumi.runtime.setAllConfig(
    configOf(options),
    Object.keys(options.secretConfig ?? {}).map((key) => namespaced(key, options.project)),
  );
  const root = new RootStack(`${options.project}-${options.stack}`, async (stack) => {
    store.stackResource = stack;
    try {
      return (await program()) ?? {};
    } catch (error) {
      failures.add(error);
      return {};
    }
  });
  await within(
    options.timeoutSeconds ?? 60,
    store,
    root.end().then(() => drain(runtime, store)),
  );
}

function configOf({ config, secretConfig, project }: RecordOptions): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...config, ...secretConfig }).map(([key, value]) => [namespaced(key, project), value]));
}

function namespaced(key: string, project: string): string {
  return key.includes(':') ? key : `${project}:${key}`;
}

function failureOf(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  const texts = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new AggregateError(
    failures,
    `The Pulumi program failed in ${failures.length} places:\n${texts.map((text) => `- ${text}`).join('\n')}`,
  );
}

type Run = (stack: RootStack) => Promise<Record<string, unknown>>;

/** The parent of everything that names no parent. Runs the program as its own initialisation, as the stack of `pulumi up` does. */
class RootStack extends pulumi.ComponentResource<void> {
  constructor(name: string, run: Run) {
    super(STACK_TYPE, name, { run });
  }

  protected override async initialize({ run }: { readonly run: Run }): Promise<void> {
    this.registerOutputs(await run(this));
  }

  end(): Promise<void> {
    return this.getData();
  }
}

/** Waits until no registration is under way and none follows from the last answers. */
async function drain({ waitForRPCs }: Runtime, { settings }: Store): Promise<void> {
  let seen: unknown;
  do {
    seen = settings.rpcDone;
    await waitForRPCs();
    // One turn of the event loop: what an `apply` does with the last answers, and rejections nobody waits for.
    await new Promise((resolve) => setImmediate(resolve));
  } while (settings.rpcDone !== seen);
}

/** Also keeps the process alive: Node ends without a word when nothing but promises is left. */
async function within(seconds: number, store: Store, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const waiting = [...store.leakCandidates].map(({ _debugCtx }) => _debugCtx).filter((context) => context?.startsWith('resource:'));
      reject(
        new Error(
          `The Pulumi program did not end within ${seconds} s; still open: ${[...new Set(waiting)].sort().join(', ') || 'the program itself'}; ` +
            'look for resources that wait for each other and for promises that never settle, or raise timeoutSeconds',
        ),
      );
    }, seconds * 1000);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

// ---- what @pulumi/pulumi does not promise ----

interface Store {
  readonly settings: { rpcDone: unknown; monitor: unknown; options: Record<string, unknown> };
  readonly leakCandidates: ReadonlySet<{ readonly _debugCtx?: string }>;
  config: Record<string, string>;
  stackResource: unknown;
}

interface Runtime {
  readonly storage: AsyncLocalStorage<unknown>;
  readonly waitForRPCs: () => Promise<void>;
  readonly createStore: (monitor: RecordingMonitor, options: RecordOptions) => Store;
}

function runtimeInternals(): Runtime {
  const { LocalStore } = pulumiState as unknown as { readonly LocalStore?: new () => Store };
  const { waitForRPCs } = pulumiSettings as unknown as { readonly waitForRPCs?: () => Promise<void> };
  const storage = (globalThis as { readonly asyncLocalStorage?: AsyncLocalStorage<unknown> }).asyncLocalStorage;
  if (!LocalStore || !waitForRPCs || !storage) {
    const missing = Object.entries({ LocalStore, waitForRPCs, asyncLocalStorage: storage }).filter(([, value]) => !value);
    throw new Error(
      `this @pulumi/pulumi has no ${missing.map(([name]) => name).join(' and no ')}, which the recorder needs; ` +
        'the kit is tested with @pulumi/pulumi 3.248: install that version',
    );
  }
  return {
    storage,
    waitForRPCs,
    createStore: (monitor, { organization, project, stack, preview }) => {
      const store = new LocalStore();
      // A new store copies the environment of a `pulumi up` that may be running around it: every part of it is set here.
      store.settings.monitor = monitor;
      store.settings.options = {
        organization: organization ?? 'organization',
        project,
        stack,
        dryRun: preview ?? false,
        rootDirectory: '',
        cacheDynamicProviders: false,
        legacyApply: false,
        maximumProcessListeners: 30,
      };
      store.config = {};
      recordingStores.add(store);
      return Object.assign(store, FEATURES);
    },
  };
}

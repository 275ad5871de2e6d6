import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import * as settings from '@pulumi/pulumi/runtime/settings.js';
import * as state from '@pulumi/pulumi/runtime/state.js';
import { afterEach, expect, test, vi } from 'vitest';
import { record } from '../../../constructs/azure/recorder/index.ts';
import { RecordingMonitor } from '../../../constructs/azure/recorder/monitor.ts';

type Answerer = (this: RecordingMonitor, request: never, callback: (error: unknown, response?: object) => void) => void;

afterEach(() => vi.restoreAllMocks());

// What constructs/azure/recorder takes from @pulumi/pulumi without a promise. When an upgrade of the SDK fails here, read the named place
// in the new version, adapt the recorder and this test, and raise the version last.

const sdk = (path: string) => readFileSync(new URL(`../../../node_modules/@pulumi/pulumi/${path}`, import.meta.url), 'utf8');
const requests = sdk('proto/resource_pb.js');

test('the SDK is the version that the recorder was read against', () => {
  expect(JSON.parse(sdk('package.json')).version).toBe('3.248.0');
});

test('the runtime has its store, its storage and its wait', () => {
  expect(state).toHaveProperty('LocalStore');
  expect(settings).toHaveProperty('waitForRPCs');
  expect(globalThis).toHaveProperty('asyncLocalStorage');
});

test('a store has the fields that a recording sets, and no new ones', () => {
  const { LocalStore } = state as unknown as { LocalStore: new () => Record<string, unknown> & { settings: object } };
  const store = new LocalStore();
  expect(Object.keys(store).sort()).toMatchInlineSnapshot(`
    [
      "config",
      "leakCandidates",
      "logErrorCount",
      "packageRefs",
      "resourceModules",
      "resourcePackages",
      "settings",
      "stackResource",
      "supportsAliasSpecs",
      "supportsDeletedWith",
      "supportsErrorHooks",
      "supportsInvokeTransforms",
      "supportsOutputValues",
      "supportsParameterization",
      "supportsReplaceWith",
      "supportsResourceHooks",
      "supportsResourceReferences",
      "supportsSecrets",
      "supportsTransforms",
      "terminated",
    ]
  `);
  expect(Object.keys(store.settings).sort()).toMatchInlineSnapshot(`
    [
      "featureSupport",
      "options",
      "rpcDone",
    ]
  `);
  expect(Object.keys((store.settings as { options: object }).options).sort()).toMatchInlineSnapshot(`
    [
      "cacheDynamicProviders",
      "dryRun",
      "engineAddr",
      "legacyApply",
      "maximumProcessListeners",
      "monitorAddr",
      "organization",
      "project",
      "rootDirectory",
      "stack",
      "syncDir",
    ]
  `);
});

// `registerPackage` and `signalAndWaitForShutdown` are for features that the recorder switches off and for the engine's own end;
// `getResource` is an invoke.
test('the monitor is asked for nothing new', () => {
  const calls = ['runtime/resource.js', 'runtime/invoke.js', 'runtime/settings.js', 'runtime/callbacks.js'].flatMap((path) =>
    [...sdk(path).matchAll(/\b(?:monitor|monitorRef|monitorClient|mon)\.(\w+)\(/g)].map(([, name]) => name),
  );
  expect([...new Set(calls)].sort()).toMatchInlineSnapshot(`
    [
      "call",
      "close",
      "getResource",
      "invoke",
      "readResource",
      "registerPackage",
      "registerResource",
      "registerResourceOutputs",
      "signalAndWaitForShutdown",
      "supportsFeature",
    ]
  `);
});

test.each([
  ['RegisterResourceRequest', ['getType', 'getName', 'getParent', 'getProvider', 'getCustom', 'getObject', 'getDependenciesList']],
  ['RegisterResourceRequest', ['getPropertydependenciesMap', 'getProtect', 'getRetainondelete', 'getIgnorechangesList', 'getAliasesList']],
  ['RegisterResourceRequest', ['getAdditionalsecretoutputsList']],
  ['ReadResourceRequest', ['getType', 'getName', 'getParent', 'getProvider', 'getId', 'getProperties', 'getDependenciesList']],
  ['RegisterResourceOutputsRequest', ['getUrn', 'getOutputs']],
  ['ResourceInvokeRequest', ['getTok', 'getArgs']],
  ['ResourceCallRequest', ['getTok', 'getArgs']],
  ['SupportsFeatureRequest', ['getId']],
])('%s has %j', (message, getters) => {
  const missing = getters.filter((getter) => !requests.includes(`${message}.prototype.${getter} = `));
  expect(missing).toEqual([]);
});

test('the answers have what later SDKs ask for: 3.270 wants to know of each resource whether it was passed over', async () => {
  const answers: { readonly getUnknown: () => unknown }[] = [];
  for (const method of ['registerResource', 'readResource'] as const) {
    const original = RecordingMonitor.prototype[method] as Answerer;
    const listening: Answerer = function (this: RecordingMonitor, request, callback) {
      original.call(this, request, (error, answer) => {
        answers.push(answer as (typeof answers)[number]);
        callback(error, answer);
      });
    };
    vi.spyOn(RecordingMonitor.prototype, method).mockImplementation(listening as never);
  }
  class Thing extends pulumi.CustomResource {}
  const program = () => void [new Thing('kit:test:Thing', 'made'), new Thing('kit:test:Thing', 'read', {}, { id: 'there' })];
  await record(program, { project: 'self', stack: 'test' });
  expect(answers.length).toBe(3);
  for (const { getUnknown } of answers) expect(getUnknown()).toBe(false);
});

test('secrets, unknowns and resources have the marks of the wire format', () => {
  const { specialSigKey, specialSecretSig, specialResourceSig, unknownValue } = pulumi.runtime as unknown as Record<string, string>;
  const wire = readFileSync(new URL('../../../constructs/azure/recorder/wire.ts', import.meta.url), 'utf8');
  for (const mark of [specialSigKey, specialSecretSig, specialResourceSig, unknownValue]) expect(wire).toContain(`'${mark}'`);
});

test('a recording sees the options, markers and dependencies of a whole program', async () => {
  class Thing extends pulumi.CustomResource {
    declare readonly value: pulumi.Output<string>;
    constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
      super('kit:test:Thing', name, { value: undefined, ...inputs }, opts);
    }
  }
  const program = () => {
    const first = new Thing(
      'first',
      { secret: pulumi.secret('hidden') },
      { protect: true, retainOnDelete: true, ignoreChanges: ['value'] },
    );
    const second = new Thing('second', { of: first.id, whole: first }, { dependsOn: [first], aliases: [{ name: 'was' }] });
    return { second: second.urn };
  };
  expect(await record(program, { project: 'self', stack: 'test', preview: true })).toMatchInlineSnapshot(`
    {
      "outputs": {
        "second": "urn:pulumi:test::self::kit:test:Thing::second",
      },
      "preview": true,
      "project": "self",
      "resources": [
        {
          "additionalSecretOutputs": [],
          "aliases": [],
          "custom": true,
          "dependencies": [],
          "existing": false,
          "ignoreChanges": [
            "value",
          ],
          "inputs": {
            "secret": {
              "$secret": "string",
            },
          },
          "name": "first",
          "propertyDependencies": {},
          "protect": true,
          "retainOnDelete": true,
          "type": "kit:test:Thing",
          "urn": "urn:pulumi:test::self::kit:test:Thing::first",
        },
        {
          "additionalSecretOutputs": [],
          "aliases": [
            {
              "name": "was",
            },
          ],
          "custom": true,
          "dependencies": [
            "urn:pulumi:test::self::kit:test:Thing::first",
          ],
          "existing": false,
          "ignoreChanges": [],
          "inputs": {
            "of": {
              "$unknown": true,
            },
            "whole": {
              "$resource": "urn:pulumi:test::self::kit:test:Thing::first",
            },
          },
          "name": "second",
          "propertyDependencies": {
            "of": [
              "urn:pulumi:test::self::kit:test:Thing::first",
            ],
            "whole": [
              "urn:pulumi:test::self::kit:test:Thing::first",
            ],
          },
          "protect": false,
          "retainOnDelete": false,
          "type": "kit:test:Thing",
          "urn": "urn:pulumi:test::self::kit:test:Thing::second",
        },
      ],
      "stack": "test",
    }
  `);
});

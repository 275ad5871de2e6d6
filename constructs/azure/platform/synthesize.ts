import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesisFinding, SynthesizedPlatform, SynthesizedResource } from '../../plan/synthesized.ts';
import { footprintOfRecording } from '../../replacement/index.ts';
import type { PlatformSpec } from '../../spec/platform-spec.ts';
import { type ArmFinding, type ArmTemplate, armTemplate, checkArm, loadArmSchemas, renderArmTemplate } from '../arm/index.ts';
import { type Recording, record } from '../recorder/index.ts';
import { ARM_SCHEMAS_FOLDER } from './arm-schemas-folder.cjs';
import { registerPlatform } from './platform-program.ts';
import { untestedSdks } from './tested-sdks.ts';

/** The file that the ARM-shaped template is written to. */
const TEMPLATE_FILE = 'template.json';

/**
 * Writes what the Pulumi program of a platform registers to a folder, in the shape of an ARM template, and says what is in it. Nothing is
 * deployed, and neither the Pulumi CLI nor a provider is needed.
 *
 * Each resource is held against the published ARM schema of its API version; what is found is returned, and whether the SDKs are tested.
 */
export async function synthesizePlatform(spec: PlatformSpec, outdir: string): Promise<SynthesizedPlatform> {
  const recording = await recordPlatform(spec);
  const template = armTemplate(recording);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, TEMPLATE_FILE), renderArmTemplate(template));
  const stack = `${spec.name}-${spec.environment}`;
  return {
    cloud: 'azure',
    templates: [{ stack, file: TEMPLATE_FILE, template }],
    resources: resourcesOf(template, recording, stack),
    registrations: recording.resources,
    kept: footprintOfRecording(recording),
    outputs: Object.keys(template.outputs).map((output) => ({ stack, output })),
    validation: 'ran',
    findings: [...untestedSdks(), ...checkArm(template, loadArmSchemas(ARM_SCHEMAS_FOLDER)).map(synthesisFinding)],
  };
}

/** What the program of a platform registers in the stack that is named after its environment. */
export function recordPlatform(spec: PlatformSpec): Promise<Recording> {
  const { name: project, environment: stack } = spec;
  const { subscription } = spec.clouds.azure ?? {};
  return record(() => ({ platform: registerPlatform(spec).outputs }), {
    project,
    stack,
    ...(subscription === undefined ? {} : { subscriptionId: subscription }),
  });
}

/** The block that a resource belongs to, by the component that the platform holds it in. */
const BLOCKS: Readonly<Record<string, string>> = {
  ResourceGroups: 'groups',
  LogWorkspace: 'monitoring',
  ExistingLogWorkspace: 'monitoring',
  NewNetwork: 'network',
  ExistingNetwork: 'network',
  FlowLogs: 'network',
  DataBuckets: 'data',
  KeyVault: 'secrets',
  ExternalSecret: 'secrets',
  WorkloadIdentity: 'identity',
  Guardrail: 'guardrail',
  ModelAccount: 'serving',
  Registry: 'registry',
};

function resourcesOf({ resources }: ArmTemplate, recording: Recording, stack: string): SynthesizedResource[] {
  const byUrn = new Map(recording.resources.map((resource) => [resource.urn, resource]));
  const above = (urn: string | undefined): { readonly type: string; readonly name: string }[] => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    return resource ? [...above(resource.parent), resource] : [];
  };
  return resources.map(({ type, pulumi }) => {
    const path = above(pulumi.urn);
    const { urn } = pulumi;
    return { stack, logicalId: logicalIdOf(urn), type, path: path.map(({ name }) => name).join('/'), block: blockOf(path), urn };
  });
}

/** A guardrail's resources are its own, though an account holds it. */
function blockOf(path: readonly { readonly type: string }[]): string {
  const blocks = path.flatMap(({ type }) => BLOCKS[type.split(':').at(-1) ?? ''] ?? []);
  return (blocks.includes('guardrail') ? 'guardrail' : blocks[0]) ?? 'shared';
}

const logicalIdOf = (urn: string): string => urn.slice(urn.lastIndexOf('::') + '::'.length);

function synthesisFinding({ rule, severity, type, message, urn, path }: ArmFinding): SynthesisFinding {
  return { rule, severity, source: `ARM schema ${type}`, message, template: TEMPLATE_FILE, logicalId: logicalIdOf(urn), path };
}

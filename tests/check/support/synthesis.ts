import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { inject, vi } from 'vitest';
import type { PlacedResource } from '../../../constructs/policy/register.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

/** A subject after its synthesis. */
export interface Assembly {
  readonly name: string;
  readonly app: App;
  readonly folder: string;
  /** The files of its templates, with the resources by logical id. */
  readonly templates: readonly { readonly file: string; readonly resources: ReadonlyMap<string, PlacedResource> }[];
}

/** Every assembly, and the folder that holds all of them. */
export interface Synthesis {
  readonly folder: string;
  readonly assemblies: readonly Assembly[];
}

let made: Promise<Synthesis> | undefined;

/** The one synthesis that all tools share. */
export function synthesis(): Promise<Synthesis> {
  made ??= synthesize(SUBJECTS);
  return made;
}

/** Synthesises subjects, each into a folder of its own below one of this call. */
export async function synthesize(subjects: readonly Subject[]): Promise<Synthesis> {
  const folder = mkdtempSync(join(inject('assemblies'), 'synthesis-'));
  const assemblies: Assembly[] = [];
  for (const [index, subject] of subjects.entries()) assemblies.push(await assemble(subject, join(folder, String(index))));
  return { folder, assemblies };
}

async function assemble({ name, createApp }: Subject, outdir: string): Promise<Assembly> {
  const app = await createApp(outdir);
  // CDK prints its report; here it is read from the file.
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    app.synth();
  } catch (error) {
    // An error of the validation ends a synthesis when everything is written; the report says more.
    if (!existsSync(join(outdir, 'validation-report.json'))) throw error;
  } finally {
    print.mockRestore();
  }
  const stacks = app.node.findAll().filter(Stack.isStack);
  return { name, app, folder: outdir, templates: stacks.map((stack) => ({ file: stack.templateFile, resources: resourcesOf(stack) })) };
}

function resourcesOf(stack: Stack): ReadonlyMap<string, PlacedResource> {
  const resources = stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter((resource) => resource.stack === stack)
    .map((resource): [string, PlacedResource] => [
      String(stack.resolve(resource.logicalId)),
      { type: resource.cfnResourceType, path: resource.node.path },
    ]);
  return new Map(resources);
}

/** The templates as CloudFormation will read them. */
export function templatePaths({ assemblies }: Synthesis): string[] {
  return assemblies.flatMap(({ folder, templates }) => templates.map(({ file }) => join(folder, file)));
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

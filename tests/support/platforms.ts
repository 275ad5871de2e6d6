import { App, type Stage } from 'aws-cdk-lib/core';
import { LlmPlatform } from '../../constructs/aws/platform/index.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { definePlatform, parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import type { Profile } from '../../constructs/spec/vocabulary.ts';
import { type CfnResourceJson, FLAG_SETS } from './stacks.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

/** A platform with every part, in an environment of each profile. Its seed is its own, so that CloudFormation would take it. */
export const PLATFORM: PlatformFile = definePlatform({
  version: 1,
  name: 'support-assistant',
  owner: { team: 'support', email: 'llm-platform@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'k7m2-q9xd-4tbn' },
  clouds: { aws: { region: REGION } },
  environments: {
    ephemeral: { profile: 'ephemeral', data: { auditLock: { kind: 'none' } } },
    dev: { profile: 'dev' },
    prod: { profile: 'prod', clouds: { aws: { account: ACCOUNT } } },
  },
  models: {
    assistant: { kind: 'managed', model: 'claude-sonnet-5.5' },
    embedder: { kind: 'managed', model: 'titan-embed-v2', dimensions: 1024 },
  },
  data: { pii: 'redact' },
  secrets: { 'openai-key': { maxAgeDays: 90 }, 'wandb-key': { maxAgeDays: 180 } },
});

/** The spec of the platform after a JSON Merge Patch, for the environment of a profile. */
export function specOf(patch: object = {}, environment: Profile = 'dev'): PlatformSpec {
  return parsePlatformSpec(mergePatch(PLATFORM, patch) as PlatformFile, { environment });
}

export interface TestPlatformOptions {
  /** The environment, named by its profile. @default 'dev' */
  readonly environment?: Profile;
  /** Feature flags of the app around the platform. @default 'all' */
  readonly flags?: keyof typeof FLAG_SETS;
}

export interface TestPlatform {
  readonly app: App;
  readonly platform: LlmPlatform;
}

/** An app without version reporting and asset metadata. */
export function testApp({ flags = 'all' }: Pick<TestPlatformOptions, 'flags'> = {}): App {
  return new App({ analyticsReporting: false, context: { ...FLAG_SETS[flags] } });
}

/** The platform after a JSON Merge Patch, in an app of its own. */
export function testPlatform(patch: object = {}, { environment = 'dev', flags = 'all' }: TestPlatformOptions = {}): TestPlatform {
  const app = testApp({ flags });
  return { app, platform: new LlmPlatform(app, 'Platform', { spec: specOf(patch, environment) }) };
}

export interface TemplateJson {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: string }>>;
  readonly Rules?: Readonly<Record<string, { readonly Assertions: readonly { Assert: unknown; AssertDescription: string }[] }>>;
  readonly Resources: Readonly<Record<string, CfnResourceJson>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: unknown }>>;
}

/** The templates of an app or a stage by the id of their stack. */
export function templatesOf(stage: Stage): Readonly<Record<string, TemplateJson>> {
  // Forced: a test may synthesise, change something and look again.
  const { stacks } = stage.synth({ force: true });
  return Object.fromEntries(stacks.map(({ id, template }) => [id, template as TemplateJson]));
}

const made = new Map<string, Readonly<Record<string, TemplateJson>>>();

/** The templates of the platform after a JSON Merge Patch. Many tests look at the same ones, so each is made once. */
export function platformTemplates(patch: object = {}, options: TestPlatformOptions = {}): Readonly<Record<string, TemplateJson>> {
  const wanted = JSON.stringify([patch, options]);
  const templates = made.get(wanted) ?? templatesOf(testPlatform(patch, options).app);
  made.set(wanted, templates);
  return templates;
}

/** The resources of a type in all templates, by logical id. */
export function resourcesIn(templates: Readonly<Record<string, TemplateJson>>, type: string): readonly [string, CfnResourceJson][] {
  return Object.values(templates).flatMap(({ Resources }) => Object.entries(Resources).filter(([, { Type }]) => Type === type));
}

/** The types that the templates hold, each once and sorted. */
export function typesIn(templates: Readonly<Record<string, TemplateJson>>): string[] {
  return [...new Set(Object.values(templates).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)))].sort();
}

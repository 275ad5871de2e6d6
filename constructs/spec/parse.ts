import { CATALOG_DATE } from '../catalog/index.ts';
import { checkClouds } from './checks/clouds.ts';
import { checkCollisions } from './checks/collisions.ts';
import { checkData } from './checks/data.ts';
import type { Draft } from './checks/draft.ts';
import { checkExemptions } from './checks/exemptions.ts';
import { checkGuardrails } from './checks/guardrails.ts';
import { checkModels } from './checks/models.ts';
import { checkNetwork } from './checks/network.ts';
import { checkSecrets } from './checks/secrets.ts';
import { checkTags } from './checks/tags.ts';
import { textFaults } from './checks/texts.ts';
import { describeValue, type Fault, formatPath, SpecError } from './fault.ts';
import { nearestNames } from './nearest.ts';
import { type OverlaidData, overlay } from './overlay.ts';
import type { PlatformFile } from './platform-file.ts';
import type { PlatformSpec } from './platform-spec.ts';
import { resolvePlatform } from './resolve/platform.ts';
import { OVERLAID, platformSchema } from './schema/platform.ts';
import { type DataFault, schemaFaults, valueAt } from './schema-faults.ts';
import { objectDocument, readYaml, type SourceDocument } from './yaml-document.ts';

export interface ParseOptions {
  /** The environment whose overlay is applied. */
  readonly environment: string;
  /** Name of the file, for the faults. @default - 'platform' */
  readonly file?: string;
  /** The day against which retirements and expiries are judged, YYYY-MM-DD. @default - the catalogue's own date, so that nothing changes with the calendar */
  readonly asOf?: string;
}

/** A platform file read once: its environments, and what is wrong in each. */
export interface CheckedPlatform {
  /** The environments that the file names, in its order. */
  readonly environments: readonly string[];
  /** The specs of the environments without errors. */
  readonly specs: ReadonlyMap<string, PlatformSpec>;
  /** Every fault of every environment, each once, in the order of the file. */
  readonly faults: readonly Fault[];
}

/**
 * Reads a platform for one environment: every default filled, the overlay applied, every part held against the others.
 *
 * @param source the text of a YAML file, or a platform made with `definePlatform`
 * @throws SpecError with all faults at once
 */
export function parsePlatformSpec(source: string | PlatformFile, options: ParseOptions): PlatformSpec {
  const document = typeof source === 'string' ? readYaml(source) : objectDocument(source);
  const faults = fileFaults(document);
  const names = environmentNames(document.data);
  if (document.data !== undefined && !names.includes(options.environment)) {
    faults.push(unknownEnvironment(options.environment, names, document));
  }
  if (faults.some((fault) => fault.code === 'CFG-101') || document.data === undefined) throw new SpecError(faults, options.file);
  const result = checkEnvironment(document, options.environment, options.asOf ?? CATALOG_DATE);
  const all = mergeFaults([faults, result.faults]);
  if (!result.spec || all.some(isError)) throw new SpecError(all, options.file);
  return result.spec;
}

/** Checks a platform for all its environments, or one of them, and throws nothing for a wrong file. */
export function checkPlatform(source: string | PlatformFile, options: Partial<ParseOptions> = {}): CheckedPlatform {
  const document = typeof source === 'string' ? readYaml(source) : objectDocument(source);
  const faults = fileFaults(document);
  const names = environmentNames(document.data);
  if (document.data === undefined) return { environments: [], specs: new Map(), faults };
  if (options.environment !== undefined && !names.includes(options.environment)) {
    return { environments: names, specs: new Map(), faults: [...faults, unknownEnvironment(options.environment, names, document)] };
  }
  const chosen = options.environment === undefined ? names : [options.environment];
  const results = chosen.map((name) => ({ name, ...checkEnvironment(document, name, options.asOf ?? CATALOG_DATE) }));
  const all =
    results.length > 0
      ? mergeFaults([faults, ...results.map((result) => result.faults)], chosen)
      : [...faults, ...withoutEnvironment(document)];
  const specs = faults.some(isError) ? [] : results.flatMap(({ name, spec }) => (spec ? [[name, spec] as const] : []));
  return { environments: names, specs: new Map(specs), faults: all };
}

/** States a platform in TypeScript with the editor's help; `parsePlatformSpec` checks it. */
export function definePlatform(platform: PlatformFile): PlatformFile {
  return platform;
}

const isError = (fault: Fault): boolean => fault.severity === 'error';

/** What is wrong with the file as such, whatever the environment. */
function fileFaults(document: SourceDocument): Fault[] {
  if (document.data === undefined) return [...document.faults];
  const place = placer(document);
  const faults = textFaults(document.data).map((fault) => place(fault, fault.path));
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data)) {
    faults.push(
      place(
        {
          path: [],
          severity: 'error',
          code: 'CFG-002',
          message: 'a platform file is a map',
          got: describeValue(document.data),
          allowed: 'version, name, owner, …',
          remedy: "Write one with 'llm-infra init <folder>'.",
        },
        [],
      ),
    );
  }
  for (const name of environmentNames(document.data)) {
    const entry = valueAt(document.data, ['environments', name]);
    for (const key of ['version', 'name', 'environments']) {
      if (valueAt(entry, [key]) === undefined) continue;
      const path = ['environments', name, key];
      faults.push(
        place(
          {
            path,
            severity: 'error',
            code: 'CFG-103',
            message: `'${key}' is the same in every environment`,
            allowed: OVERLAID.join(', '),
            remedy: 'Take it out of the overlay.',
          },
          path,
        ),
      );
    }
  }
  return [...document.faults, ...faults];
}

function environmentNames(data: unknown): string[] {
  const environments = valueAt(data, ['environments']);
  return typeof environments === 'object' && environments !== null && !Array.isArray(environments) ? Object.keys(environments) : [];
}

function unknownEnvironment(environment: string, names: readonly string[], document: SourceDocument): Fault {
  const [nearest] = nearestNames(environment, names, 1);
  return placer(document)(
    {
      path: ['environments'],
      severity: 'error',
      code: 'CFG-101',
      message: 'no such environment',
      got: describeValue(environment),
      allowed: names.join(', ') || 'none is defined',
      remedy: nearest ? `Did you mean '${nearest}'?` : 'Name an environment of the file, or add this one.',
    },
    ['environments'],
  );
}

/** A file without environments is still checked for its shape. */
function withoutEnvironment(document: SourceDocument): Fault[] {
  const { faults } = checkEnvironment(document, '', CATALOG_DATE);
  const none: DataFault = {
    path: ['environments'],
    severity: 'error',
    code: 'CFG-003',
    message: 'no environment is named',
    allowed: 'a map by name',
    remedy: "Add a line such as 'environments: { dev: { profile: dev } }'.",
  };
  const named = faults.some((fault) => fault.path === 'environments');
  return named ? faults : [...faults, placer(document)(none, none.path)];
}

function checkEnvironment(document: SourceDocument, environment: string, asOf: string): { spec?: PlatformSpec; faults: Fault[] } {
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data)) return { faults: [] };
  const overlaid = overlay(document.data as Record<string, unknown>, environment);
  const place = placer(document, overlaid, environment);
  const parsed = platformSchema.safeParse(overlaid.data);
  const shape = parsed.success ? [] : schemaFaults(platformSchema, overlaid.data, parsed.error.issues);
  const faults: Fault[] = shape.map((fault) => place(fault, overlaid.sourcePath(fault.path)));

  const file = withoutFaulty(
    overlaid.data,
    shape.map((fault) => fault.path),
  ) as Partial<PlatformFile>;
  const profile = file.environments?.[environment]?.profile;
  const draft: Draft = {
    file,
    environment,
    asOf,
    ...(profile ? { profile } : {}),
    report: (fault) => faults.push(place({ severity: 'error', ...fault }, overlaid.sourcePath(fault.path))),
  };
  for (const check of [
    checkClouds,
    checkTags,
    checkNetwork,
    checkData,
    checkSecrets,
    checkGuardrails,
    checkModels,
    checkExemptions,
    checkCollisions,
  ])
    check(draft);
  if (faults.some(isError) || !profile) return { faults };
  return { spec: resolvePlatform({ file: file as PlatformFile, environment, profile, asOf, warnings: faults }), faults };
}

/** Takes out what has no right shape: an entry of a map by name, or else a whole part. */
function withoutFaulty(data: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  const copy = structuredClone(data) as Record<string, unknown>;
  for (const path of paths) {
    const byName = ['models', 'secrets', 'guardrails', 'environments', 'clouds'].includes(String(path[0]));
    const [part, entry] = path;
    const parent = valueAt(copy, [String(part)]);
    if (byName && entry !== undefined && typeof parent === 'object' && parent !== null)
      delete (parent as Record<PropertyKey, unknown>)[entry];
    else if (part !== undefined) delete copy[String(part)];
  }
  return copy;
}

/** Turns a fault of the data into one of the file: the path as written there, line and column. */
function placer(document: SourceDocument, overlaid?: OverlaidData, environment?: string) {
  return (fault: DataFault, path: readonly PropertyKey[]): Fault => {
    const fromOverlay = overlaid?.isOverlaid(fault.path) ?? false;
    return { ...fault, path: formatPath(path), ...(fromOverlay && environment ? { environment } : {}), ...document.locate(path) };
  };
}

/**
 * Joins the faults of several environments. A fault of the file's body that each environment has stands once and without an environment;
 * one that some have names the first.
 */
function mergeFaults(lists: readonly (readonly Fault[])[], environments: readonly string[] = []): Fault[] {
  const merged = new Map<string, { fault: Fault; count: number; first: string | undefined }>();
  for (const [index, list] of lists.entries()) {
    for (const fault of list) {
      const key = JSON.stringify([fault.code, fault.path, fault.message, fault.got]);
      const entry = merged.get(key);
      if (entry) entry.count += 1;
      else merged.set(key, { fault, count: 1, first: index === 0 ? undefined : environments[index - 1] });
    }
  }
  const faults = [...merged.values()].map(({ fault, count, first }) =>
    fault.environment || first === undefined || count === environments.length ? fault : { ...fault, environment: first },
  );
  const hidden = new Set(faults.filter((fault) => fault.code === 'CFG-008').map((fault) => fault.path));
  // A name with a strange character breaks its pattern as well; the character is the better news.
  const clear = faults.filter((fault) => fault.code !== 'CFG-106' || !hidden.has(fault.path));
  return clear.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

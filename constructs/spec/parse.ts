import { CATALOG_DATE } from '../catalog/index.ts';
import { checkDraft } from './checks/check-draft.ts';
import { describeValue, type Fault, SpecError } from './fault.ts';
import { withoutFaultyParts } from './faulty-parts.ts';
import { environmentNames, fileFaults, isMap } from './file-faults.ts';
import { type EnvironmentFaults, inOrder, mergeFaults } from './merge-faults.ts';
import { objectDocument } from './object-document.ts';
import { type OverlaidData, overlay } from './overlay.ts';
import { placeFault } from './place-faults.ts';
import type { PlatformFile } from './platform-file.ts';
import type { PlatformSpec } from './platform-spec.ts';
import { resolvePlatform } from './resolve/platform.ts';
import { OVERLAID, platformSchema } from './schema/platform.ts';
import { type DataFault, schemaFaults } from './schema-faults.ts';
import type { SourceDocument } from './source-document.ts';
import { readYaml } from './yaml-document.ts';

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
  const { specs, faults } = checkPlatform(source, options);
  const spec = specs.get(options.environment);
  if (!spec) throw new SpecError(faults, options.file);
  return spec;
}

/** Checks a platform for all its environments, or one of them, and throws nothing for a wrong file. */
export function checkPlatform(source: string | PlatformFile, options: Partial<ParseOptions> = {}): CheckedPlatform {
  const asOf = dayOf(options.asOf);
  const document = typeof source === 'string' ? readYaml(source) : objectDocument(source);
  const { data } = document;
  if (data === undefined) return { environments: [], specs: new Map(), faults: mergeFaults(document.faults, []) };

  const ofFile = fileFaults(data, options.environment).map((fault) => placeFault(fault, document));
  if (!isMap(data)) return { environments: [], specs: new Map(), faults: mergeFaults(ofFile, []) };

  const environments = environmentNames(data);
  const chosen = environments.filter((name) => options.environment === undefined || name === options.environment);
  const checked = chosen.map((environment) => checkEnvironment(document, data, environment, asOf));
  // Without an environment the file's body is still checked.
  const ofBody = chosen.length === 0 ? checkEnvironment(document, data, undefined, asOf).faults : [];
  const specs = ofFile.some(isError) ? [] : checked.flatMap(({ environment, spec }) => (spec ? [[environment, spec] as const] : []));
  return { environments, specs: new Map(specs), faults: mergeFaults([...ofFile, ...ofBody], checked) };
}

/** States a platform in TypeScript with the editor's help; `parsePlatformSpec` checks it. */
export function definePlatform(platform: PlatformFile): PlatformFile {
  return platform;
}

const isError = (fault: Fault): boolean => fault.severity === 'error';

function dayOf(asOf: string | undefined): string {
  if (asOf === undefined) return CATALOG_DATE;
  if (/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return asOf;
  throw new RangeError(`asOf must be a day as YYYY-MM-DD, got ${describeValue(asOf)}; pass a day such as '${CATALOG_DATE}'`);
}

interface CheckedEnvironment extends EnvironmentFaults {
  readonly spec?: PlatformSpec;
}

function checkEnvironment(
  document: SourceDocument,
  file: Readonly<Record<string, unknown>>,
  environment: string | undefined,
  asOf: string,
): CheckedEnvironment {
  const overlaid = overlay(file, environment);
  const name = environment ?? '';
  const found: DataFault[] = [];
  const parsed = platformSchema.safeParse(overlaid.data);
  if (!parsed.success) found.push(...schemaFaults(platformSchema, overlaid.data, parsed.error.issues).map(inOverlay(overlaid)));
  const { data, isFaulty } = withoutFaultyParts(
    platformSchema,
    overlaid.data,
    found.map(({ path }) => path),
  );
  found.push(...overlaid.idleNulls.map(idleNull));

  const sound = data as Partial<PlatformFile>;
  const profile = sound.environments?.[name]?.profile;
  checkDraft({
    file: sound,
    isFaulty: (...path) => isFaulty(path),
    environment: name,
    asOf,
    ...(profile ? { profile } : {}),
    report: (fault) => found.push({ severity: 'error', ...fault }),
  });
  const faults = inOrder(found.map((fault) => placeFault(fault, document, { overlaid, environment: name })));
  if (faults.some(isError) || !profile) return { environment: name, faults };
  const spec = resolvePlatform({ file: sound as PlatformFile, environment: name, profile, asOf, warnings: faults });
  return { environment: name, faults, spec };
}

/** An overlay has other keys than the file's body. */
function inOverlay({ isOverlaid }: OverlaidData) {
  return (fault: DataFault): DataFault => {
    const isKey = fault.path.length === 1 && ['CFG-001', 'CFG-100'].includes(fault.code);
    return isKey && isOverlaid(fault.path) ? { ...fault, allowed: ['profile', ...OVERLAID].join(', ') } : fault;
  };
}

function idleNull(path: readonly PropertyKey[]): DataFault {
  return {
    path,
    severity: 'warning',
    code: 'CFG-108',
    message: 'null takes out what the file does not have',
    got: 'null',
    allowed: 'null for what stands in the body of the file',
    remedy: 'Check the spelling, or take it out of the overlay.',
  };
}

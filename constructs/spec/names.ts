import { createHash } from 'node:crypto';
import type { NamingSpec, PlatformSpec } from './platform-spec.ts';

/** Length and characters that a type's physical name may have. One row a type; facts with their source. */
export interface NameRule {
  readonly least: number;
  readonly most: number;
  /** What a name cannot have, with the words for it. */
  readonly faults: readonly (readonly [found: RegExp, words: string])[];
  /** The whole rule in words. */
  readonly words: string;
  /** Joins the parts of a name. */
  readonly separator: '-' | '';
}

export const NAME_RULES = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  's3-bucket': {
    least: 3,
    most: 63,
    faults: [
      [/[^a-z0-9.-]/, 'a character other than lower-case letters, digits, dots and dashes'],
      [/^[.-]|[.-]$/, 'a dot or a dash at an end'],
      [/\.\./, 'two dots in a row'],
      [/^\d+\.\d+\.\d+\.\d+$/, 'the form of an IP address'],
      [/^(?:xn--|sthree-|amzn-s3-demo-)/, 'a reserved beginning (xn--, sthree-, amzn-s3-demo-)'],
      [/(?:-s3alias|--ol-s3|--x-s3|\.mrap)$/, 'a reserved ending (-s3alias, --ol-s3, --x-s3, .mrap)'],
    ],
    words: '3 to 63 lower-case letters, digits, dots and dashes, a letter or digit at both ends',
    separator: '-',
  },
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  'storage-account': {
    least: 3,
    most: 24,
    faults: [[/[^a-z0-9]/, 'a character other than lower-case letters and digits']],
    words: '3 to 24 lower-case letters and digits',
    separator: '',
  },
  'key-vault': {
    least: 3,
    most: 24,
    faults: [
      [/[^a-zA-Z0-9-]/, 'a character other than letters, digits and dashes'],
      [/^[^a-zA-Z]/, 'no letter at the beginning'],
      [/-$/, 'a dash at the end'],
      [/--/, 'two dashes in a row'],
    ],
    words: '3 to 24 letters, digits and single dashes, a letter first, no dash last',
    separator: '-',
  },
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry
  registry: {
    least: 5,
    most: 50,
    faults: [[/[^a-zA-Z0-9]/, 'a character other than letters and digits']],
    words: '5 to 50 letters and digits',
    separator: '',
  },
  // A label of a domain name, since the account's name is its subdomain: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
  'ai-account': {
    least: 2,
    most: 63,
    faults: [
      [/[^a-z0-9-]/, 'a character other than lower-case letters, digits and dashes'],
      [/^-|-$/, 'a dash at an end'],
    ],
    words: '2 to 63 lower-case letters, digits and dashes, no dash first or last',
    separator: '-',
  },
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
  'resource-group': {
    least: 1,
    most: 90,
    faults: [
      [/[^\w.()-]/, 'a character other than letters, digits and - _ . ( )'],
      [/\.$/, 'a dot at the end'],
    ],
    words: '1 to 90 letters, digits and - _ . ( ), no dot last',
    separator: '-',
  },
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: no dash and six characters at the end
  secret: {
    least: 1,
    most: 512,
    faults: [
      [/[^A-Za-z0-9/_+=.@-]/, 'a character other than letters, digits and / _ + = . @ -'],
      [/-.{6}$/, 'a dash and six characters at the end, as Secrets Manager adds them'],
    ],
    words: '1 to 512 of A-Z a-z 0-9 / _ + = . @ -, not ending with a dash and six characters',
    separator: '-',
  },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateInferenceProfile.html
  'inference-profile': {
    least: 1,
    most: 64,
    faults: [
      [/[^0-9a-zA-Z _-]/, 'a character other than letters, digits, spaces, dashes and underscores'],
      [/^[ _-]|[ _-]{2}/, 'a separator at the beginning, or two in a row'],
    ],
    words: '1 to 64 letters and digits with single spaces, dashes or underscores',
    separator: '-',
  },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html
  guardrail: {
    least: 1,
    most: 50,
    faults: [[/[^0-9a-zA-Z_-]/, 'a character other than letters, digits, dashes and underscores']],
    words: '1 to 50 letters, digits, dashes and underscores',
    separator: '-',
  },
} as const satisfies Record<string, NameRule>;

export type NamedType = keyof typeof NAME_RULES;

/** Types that exist already and that a file names. */
export type ExistingType = 's3-bucket' | 'storage-account' | 'key-vault' | 'registry' | 'resource-group';
/** Types that the kit names. */
export type OwnType = Exclude<NamedType, 's3-bucket' | 'secret'>;

/** What breaks a name's rule, or undefined. */
export function nameFault(type: NamedType, name: string): string | undefined {
  const { least, most, faults }: NameRule = NAME_RULES[type];
  if (name.length < least || name.length > most) return `${name.length} characters`;
  return faults.find(([found]) => found.test(name))?.[1];
}

/** A legal name near an illegal one, for the remedy. */
export function correctedName(type: ExistingType, name: string): string {
  const { least, most, separator }: NameRule = NAME_RULES[type];
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  // A letter first and single separators keep clear of all but the reserved names, and none of those ends in a letter like this one.
  const plain = words
    .join(separator)
    .replace(/^[-0-9]+/, '')
    .replace(RESERVED_START, '')
    .slice(0, most)
    .replace(/-+$/, '');
  const ending = RESERVED_END.test(plain) ? 'x' : '';
  return `${plain.slice(0, most - ending.length)}${ending}`.padEnd(least, 'x');
}

const RESERVED_START = /^(?:sthree-|amzn-s3-demo-)+[-0-9]*/;
const RESERVED_END = /-s3alias$/;

const SUFFIX_LENGTH = 8;

/**
 * The suffix that makes a physical name the platform's own: a hash of seed, environment, block and generation. Nothing random, no clock;
 * raising the generation gives another name where the old one is still held by soft delete.
 */
export function nameSuffix(naming: NamingSpec, environment: string, block: string): string {
  const text = JSON.stringify([naming.seed, environment, block, naming.generation]);
  return createHash('sha256').update(text).digest('hex').slice(0, SUFFIX_LENGTH);
}

/** The construct id of an entry of the file: `openai-key` becomes `OpenaiKey`. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** A physical name from parts and suffix, shortened in front of the suffix to what the type takes. */
export function physicalName(type: OwnType, parts: readonly string[], suffix: string): string {
  const { most, separator }: NameRule = NAME_RULES[type];
  const words = parts.flatMap((part) => part.split('-')).join(separator);
  return [words.slice(0, most - suffix.length - separator.length).replace(/-+$/, ''), suffix].join(separator);
}

/** The physical name of a credential: people set its value, so they must be able to name it. */
export function secretName(platform: Pick<PlatformSpec, 'name' | 'environment' | 'naming'>, secret: string): string {
  const suffix = nameSuffix(platform.naming, platform.environment, `secrets/${secret}`);
  return `${platform.name}/${platform.environment}/${secret}-${suffix}`;
}

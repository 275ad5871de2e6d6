import { createHash } from 'node:crypto';
import type { NamingSpec, PlatformSpec } from './platform-spec.ts';

/** Length and characters that a type's physical name may have. One row a type; facts with their source. */
export interface NameRule {
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly words: string;
}

export const NAME_RULES = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; the kit takes no dots, which break TLS wildcards
  's3-bucket': {
    least: 3,
    most: 63,
    pattern: /^(?!xn--)(?!sthree-)(?!amzn-s3-demo-)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?<!-s3alias)(?<!--ol-s3)(?<!--x-s3)$/,
    words:
      '3 to 63 lower-case letters, digits and dashes, no dot, not starting with xn--, sthree- or amzn-s3-demo-, not ending with -s3alias, --ol-s3 or --x-s3',
  },
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  'storage-account': { least: 3, most: 24, pattern: /^[a-z0-9]+$/, words: '3 to 24 lower-case letters and digits' },
  'key-vault': {
    least: 3,
    most: 24,
    pattern: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]*[a-zA-Z0-9]$/,
    words: '3 to 24 letters, digits and single dashes, a letter first, no dash last',
  },
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: no dash and six characters at the end
  secret: {
    least: 1,
    most: 512,
    pattern: /^[A-Za-z0-9/_+=.@-]+(?<!-.{6})$/,
    words: '1 to 512 of A-Z a-z 0-9 / _ + = . @ -, not ending with a dash and six characters',
  },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateInferenceProfile.html
  'inference-profile': {
    least: 1,
    most: 64,
    pattern: /^(?:[0-9a-zA-Z][ _-]?)+$/,
    words: '1 to 64 letters and digits with single spaces, dashes or underscores',
  },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html
  guardrail: { least: 1, most: 50, pattern: /^[0-9a-zA-Z_-]+$/, words: '1 to 50 letters, digits, dashes and underscores' },
} as const satisfies Record<string, NameRule>;

export type NamedType = keyof typeof NAME_RULES;

/** What breaks a name's rule, or undefined. */
export function nameFault(type: NamedType, name: string): string | undefined {
  const rule: NameRule = NAME_RULES[type];
  if (name.length < rule.least || name.length > rule.most) return `${name.length} characters`;
  if (!rule.pattern.test(name)) return 'its characters or their order';
  return undefined;
}

/** A legal name near an illegal one, for the remedy. */
export function correctedName(type: NamedType, name: string): string {
  const rule: NameRule = NAME_RULES[type];
  const dashes = type === 'storage-account' ? '' : '-';
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, dashes)
    .replace(/^(?:xn|sthree|amzn-s3-demo)-/, '')
    .replace(/(?:-s3alias|-ol-s3|-x-s3)$/, '')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, rule.most)
    .replace(/-+$/, '');
  return plain.padEnd(rule.least, 'x');
}

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
export function physicalName(type: NamedType, parts: readonly string[], suffix: string): string {
  const rule: NameRule = NAME_RULES[type];
  return `${parts
    .join('-')
    .slice(0, rule.most - suffix.length - 1)
    .replace(/-+$/, '')}-${suffix}`;
}

/** The physical name of a credential: people set its value, so they must be able to name it. */
export function secretName(platform: Pick<PlatformSpec, 'name' | 'environment' | 'naming'>, secret: string): string {
  const suffix = nameSuffix(platform.naming, platform.environment, `secrets/${secret}`);
  return `${platform.name}/${platform.environment}/${secret}-${suffix}`;
}

/** The oldest version of each package that the kit takes; a newer one of the same major is taken too. A test holds them against package.json. */
export const OLDEST_VERSIONS = {
  '@pulumi/azure-native': '3.28.0',
  '@pulumi/policy': '1.21.0',
  '@pulumi/pulumi': '3.248.0',
  'aws-cdk-lib': '2.262.0',
  constructs: '10.5.0',
} as const;

export type PeerName = keyof typeof OLDEST_VERSIONS;

/** What npm is asked for: `^3.248.0`. */
export const rangeOf = (name: PeerName): string => `^${OLDEST_VERSIONS[name]}`;

/** Whether the kit takes a version: not older than the oldest, and of its major. */
export function takesVersion(name: PeerName, version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbersOf(version);
  const [oldestMajor = 0, oldestMinor = 0, oldestPatch = 0] = numbersOf(OLDEST_VERSIONS[name]);
  return major === oldestMajor && (minor > oldestMinor || (minor === oldestMinor && patch >= oldestPatch));
}

/** What stands behind a dash is left out: a trial of 3.248.0 is taken for it. */
const numbersOf = (version: string): number[] => (version.split('-')[0] ?? '').split('.').map(Number);

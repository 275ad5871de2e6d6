/** The version of the kit itself; a test holds it against package.json. */
export const KIT_VERSION = '0.1.0';

/** What a new project is made with: the versions that the kit was tested with. A test holds them against package.json. */
export const TOOL_VERSIONS = {
  '@pulumi/azure-native': '3.28.0',
  // Pinned: later ones ask for a newer Node.
  '@pulumi/pulumi': '3.248.0',
  // Pinned: npm's newest is an old line that cannot read what current aws-cdk-lib writes.
  'aws-cdk': '2.1148.1',
  'aws-cdk-lib': '2.276.0',
  constructs: '10.8.1',
  tsx: '^4.23.15',
} as const;

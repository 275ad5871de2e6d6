import { getVersion as azureNativeVersion } from '@pulumi/azure-native/utilities.js';
import { version as pulumiVersion } from '@pulumi/pulumi/version.js';
import type { SynthesisFinding } from '../../plan/synthesized.ts';

type SdkName = '@pulumi/azure-native' | '@pulumi/pulumi';

/** The SDKs that the tests run with; a test holds them against package.json. */
export const TESTED_SDKS = { '@pulumi/azure-native': '3.28.0', '@pulumi/pulumi': '3.248.0' } as const satisfies Record<SdkName, string>;

/** What another version may change without a word: the recorder reaches into the one SDK, the API versions are the other's. */
const AT_RISK = {
  '@pulumi/azure-native': 'the schemas may not be those of the API versions that it sends',
  '@pulumi/pulumi': 'the recording may lack something that it registers',
} as const satisfies Record<SdkName, string>;

/**
 * Tells of an SDK that the kit is not tested with: its findings, or that there are none, then say less. A patch is taken for tested, since it
 * corrects faults alone (https://www.pulumi.com/registry/packages/azure-native/version-guide/).
 */
export function untestedSdks(
  installed: Readonly<Record<SdkName, string>> = { '@pulumi/azure-native': azureNativeVersion(), '@pulumi/pulumi': pulumiVersion },
): readonly SynthesisFinding[] {
  return (Object.keys(TESTED_SDKS) as SdkName[])
    .filter((name) => minorOf(installed[name]) !== minorOf(TESTED_SDKS[name]))
    .map((name) => ({
      rule: 'untested-sdk',
      severity: 'warning',
      source: 'llm-infra-kit',
      message: `${name} ${installed[name]} is installed and ${TESTED_SDKS[name]} is tested: ${AT_RISK[name]}; run 'npm install ${name}@${TESTED_SDKS[name]}' to be sure`,
    }));
}

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TESTED_SDKS, untestedSdks } from '../../../constructs/azure/platform/tested-sdks.ts';

test('The SDKs that count as tested are those of package.json', () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  for (const [name, version] of Object.entries(TESTED_SDKS)) expect({ name, version }).toEqual({ name, version: devDependencies[name] });
});

test('The SDKs that these tests run with are told nothing of', () => {
  expect(untestedSdks()).toEqual([]);
});

test('A patch of a tested SDK is told nothing of', () => {
  expect(untestedSdks({ '@pulumi/azure-native': '3.28.7', '@pulumi/pulumi': '3.248.1' })).toEqual([]);
});

test('An untested SDK is a warning that says what is at risk and what to install', () => {
  expect(untestedSdks({ '@pulumi/azure-native': '3.32.0', '@pulumi/pulumi': '3.270.0' })).toEqual([
    {
      rule: 'untested-sdk',
      severity: 'warning',
      source: 'llm-infra-kit',
      message:
        '@pulumi/azure-native 3.32.0 is installed and 3.28.0 is tested: the schemas may not be those of the API versions that it sends; ' +
        "run 'npm install @pulumi/azure-native@3.28.0' to be sure",
    },
    {
      rule: 'untested-sdk',
      severity: 'warning',
      source: 'llm-infra-kit',
      message:
        '@pulumi/pulumi 3.270.0 is installed and 3.248.0 is tested: the recording may lack something that it registers; ' +
        "run 'npm install @pulumi/pulumi@3.248.0' to be sure",
    },
  ]);
});

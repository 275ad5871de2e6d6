import { expect, test } from 'vitest';
import type { ForeignApp, Installation } from './foreign-app.ts';

export type Cloud = 'aws' | 'azure';

/** What a user installs beside the kit. */
const PEERS = {
  aws: ['aws-cdk-lib', 'constructs'],
  azure: ['@pulumi/azure-native', '@pulumi/pulumi'],
} satisfies Record<Cloud, readonly string[]>;

/** Packages that a user of the other cloud must never get. */
const STRANGERS = {
  aws: /node_modules\/@pulumi\//,
  azure: /node_modules\/(aws-cdk|aws-cdk-lib|constructs|@aws-cdk\/.*)$/,
} satisfies Record<Cloud, RegExp>;

/** What holds for the installation of the kit in any app, whatever the app's shape. */
export function testsInstallation(cloud: Cloud, app: ForeignApp, added: () => Installation): void {
  test("installs nothing of the other cloud's, and no zod", () => {
    expect(app.installed().filter((path) => STRANGERS[cloud].test(path) || /node_modules\/zod$/.test(path))).toEqual([]);
  });

  test('adds at most 12 packages and 15 MB', () => {
    expect(added().packages).toContain('node_modules/llm-infra-kit');
    expect(added().packages.length).toBeLessThanOrEqual(12);
    expect(added().megabytes).toBeLessThanOrEqual(15);
  });

  test.each(PEERS[cloud])('keeps one copy of %s', (peer) => {
    expect(app.installed().filter((path) => path.endsWith(`node_modules/${peer}`))).toEqual([`node_modules/${peer}`]);
  });
}

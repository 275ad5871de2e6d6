import { FEATURE_FLAGS } from '../feature-flags.ts';

/**
 * What the kit's own app sets for itself, whatever the CDK CLI or a cdk.json says, so that `cdk synth` and `llm-infra synth` write equal
 * templates: the feature flags, and no metadata of paths, assets and versions.
 */
export const APP_CONTEXT: Readonly<Record<string, unknown>> = {
  ...FEATURE_FLAGS,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:version-reporting': false,
};

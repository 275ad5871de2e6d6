/**
 * The logical ids of what is dear to lose, by stack: public contract. A change of an id makes CloudFormation create a new resource and
 * give up the old one, with the data, the value or the address that it holds.
 */
const DATA = {
  KeyE447D366: 'AWS::KMS::Key',
  BucketsRaw686CB728: 'AWS::S3::Bucket',
  BucketsCurated3112A365: 'AWS::S3::Bucket',
  BucketsQuarantine81103B59: 'AWS::S3::Bucket',
  BucketsFeedback267AA112: 'AWS::S3::Bucket',
  BucketsArtifactsB9EE6400: 'AWS::S3::Bucket',
  BucketsLogsF3E46FAF: 'AWS::S3::Bucket',
  BucketsAudit0C61E492: 'AWS::S3::Bucket',
  SecretsOpenaiKey8392B101: 'AWS::SecretsManager::Secret',
  SecretsWandbKeyAE3E0647: 'AWS::SecretsManager::Secret',
};

const NETWORK = {
  LogsKey195F8DFC: 'AWS::KMS::Key',
  Network1C6012B5: 'AWS::EC2::VPC',
  NetworkAppZone169AC6D44: 'AWS::EC2::Subnet',
  NetworkAppZone2BE920E9B: 'AWS::EC2::Subnet',
  NetworkAppZone31131D538: 'AWS::EC2::Subnet',
  NetworkServingZone1BB0C69EA: 'AWS::EC2::Subnet',
  NetworkServingZone24651B79D: 'AWS::EC2::Subnet',
  NetworkServingZone3911068D4: 'AWS::EC2::Subnet',
  NetworkDataZone1C651F2D6: 'AWS::EC2::Subnet',
  NetworkDataZone2F69392AD: 'AWS::EC2::Subnet',
  NetworkDataZone353E7A38E: 'AWS::EC2::Subnet',
  NetworkEndpointSubnetsZone1D671D702: 'AWS::EC2::Subnet',
  NetworkEndpointSubnetsZone21A2F2D15: 'AWS::EC2::Subnet',
  NetworkEndpointSubnetsZone3DF5B064C: 'AWS::EC2::Subnet',
  NetworkFlowLogsLogGroup625EB2BC: 'AWS::Logs::LogGroup',
  NetworkDefaultSecurityGroupLogGroupAEB81622: 'AWS::Logs::LogGroup',
};

const SERVING = {
  GuardrailsStandard674FF8B4: 'AWS::Bedrock::Guardrail',
  ModelsAssistantAC6300A0: 'AWS::Bedrock::ApplicationInferenceProfile',
  ModelsEmbedder011F964C: 'AWS::Bedrock::ApplicationInferenceProfile',
};

/** The stateful resources of examples/support-assistant by environment and stack. */
export const FROZEN_IDS = {
  dev: { PlatformData: DATA, PlatformServing: SERVING },
  prod: { PlatformData: DATA, PlatformNetwork: NETWORK, PlatformServing: SERVING },
};

/** The types that the table lists. */
export const STATEFUL_TYPES: readonly string[] = [
  ...new Set(Object.values(FROZEN_IDS).flatMap((stacks) => Object.values(stacks).flatMap((ids) => Object.values(ids)))),
];

/** The physical names of the platform in tests/support/platforms.ts, whose seed never changes. */
export const FROZEN_NAMES = {
  dev: {
    SecretsOpenaiKey8392B101: 'support-assistant/dev/openai-key-b87fd292',
    SecretsWandbKeyAE3E0647: 'support-assistant/dev/wandb-key-5841b15f',
    GuardrailsStandard674FF8B4: 'support-assistant-dev-standard-4a2316c4',
    ModelsAssistantAC6300A0: 'support-assistant-dev-assistant-d9a8bb01',
    ModelsEmbedder011F964C: 'support-assistant-dev-embedder-cd0067bd',
  },
  prod: {
    SecretsOpenaiKey8392B101: 'support-assistant/prod/openai-key-9136a614',
    SecretsWandbKeyAE3E0647: 'support-assistant/prod/wandb-key-cf03e614',
    GuardrailsStandard674FF8B4: 'support-assistant-prod-standard-9231349b',
    ModelsAssistantAC6300A0: 'support-assistant-prod-assistant-580a9413',
    ModelsEmbedder011F964C: 'support-assistant-prod-embedder-e060f015',
  },
};

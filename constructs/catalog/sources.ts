import type { IsoDate } from './catalog-date.ts';

/** What a row rests on. */
export interface Source {
  /** A page of the vendor, or a public list in words. */
  readonly from: string;
  /** The day of the edition that was read. */
  readonly date: IsoDate;
}

/** Every source of the catalogue, so that a row names its own by key and one edition is updated in one place. */
export const SOURCES = {
  /** The 34 commercial regions and their partition. */
  awsPartitions: { from: 'botocore 1.43.107, endpoint partitions', date: '2026-11-23' },
  /** Regions of the public cloud with their country; which need a support request. */
  azureRegions: { from: 'https://learn.microsoft.com/azure/reliability/regions-list', date: '2026-11-23' },
  /** Bedrock types that CloudFormation does not offer everywhere. */
  cloudFormationSchemas: { from: 'CloudFormation resource schemas by region, as packed in cfn-lint 1.51.0', date: '2026-11-23' },

  /** Regions, profiles and the destinations of each source region, as the service's own API answers in the 17 default regions. */
  bedrockApi: {
    from: 'Bedrock ListFoundationModels and ListInferenceProfiles, 17 regions (list in YutaOkoshi/aws-bedrock-quick-reference)',
    date: '2026-10-07',
  },
  /** The same API in 27 regions, among them opt-in ones; the earlier of the two lists. */
  bedrockApiOptIn: {
    from: 'Bedrock ListFoundationModels and ListInferenceProfiles, 27 regions (lists in awslabs/bedrock-usage-analyzer)',
    date: '2026-04-20',
  },
  claudeProfiles: {
    from: 'profiles by source region in aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock',
    date: '2026-07-18',
  },
  geographicInference: {
    from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html',
    date: '2026-11-23',
  },
  bedrockLifecycle: { from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle-legacy.html', date: '2026-10-08' },
  sonnet55Card: {
    from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-sonnet-5-5.html',
    date: '2026-10-06',
  },
  opus55Card: {
    from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-5-5.html',
    date: '2026-09-22',
  },
  haiku45Card: {
    from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-4-5.html',
    date: '2026-10-06',
  },
  nova2LiteCard: { from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-amazon-nova-2-lite.html', date: '2026-10-06' },
  titanEmbeddings: { from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html', date: '2026-11-23' },
  cohereEmbedV3: { from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html', date: '2026-11-23' },
  cohereEmbedV4: { from: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html', date: '2026-11-23' },

  /** Which Foundry model stands in which region under which deployment type. */
  foundryRegions: {
    from: 'https://learn.microsoft.com/azure/foundry/foundry-models/concepts/models-sold-directly-by-azure-region-availability',
    date: '2026-10-05',
  },
  /** Lifecycle stage, retirement date and replacement of each Foundry model version. */
  foundryRetirement: { from: 'https://learn.microsoft.com/azure/foundry/openai/concepts/model-retirement-schedule', date: '2026-10-05' },
  foundryClaude: { from: 'https://learn.microsoft.com/azure/foundry/foundry-models/concepts/claude-models', date: '2026-09-21' },
  foundryClaudeRegions: {
    from: 'https://learn.microsoft.com/azure/foundry/foundry-models/how-to/use-foundry-models-claude',
    date: '2026-06-23',
  },
  foundryCapabilities: {
    from: 'https://learn.microsoft.com/azure/foundry/foundry-models/concepts/models-sold-directly-by-azure',
    date: '2026-10-05',
  },
  /** Smallest size and step of provisioned throughput by model. */
  foundryProvisioned: {
    from: 'https://learn.microsoft.com/azure/foundry/openai/how-to/provisioned-throughput-onboarding',
    date: '2026-04-07',
  },
  /** What `properties.model.format` is called for models that are not of OpenAI. */
  foundryFormats: { from: 'az cognitiveservices account list-models, as public templates use it', date: '2026-11-23' },
  /** Context and output limits of models whose vendor page was not readable. */
  modelLimits: { from: 'npm @earendil-works/pi-ai 1.5.2, model catalogue', date: '2026-11-10' },
  openAiEmbeddings: { from: 'https://learn.microsoft.com/azure/foundry/openai/how-to/embeddings', date: '2026-11-23' },
} as const satisfies Record<string, Source>;

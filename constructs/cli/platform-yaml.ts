import type { Cloud } from '../spec/vocabulary.ts';

interface YamlOptions {
  readonly name: string;
  readonly seed: string;
  readonly clouds: readonly Cloud[];
}

/** What a new platform file says for each cloud. */
const PARTS = {
  aws: {
    place: '{ region: eu-central-1 }',
    ofProd: '{ account: "111122223333" }',
    chat: 'claude-sonnet-5.5',
    embedding: 'titan-embed-v2',
  },
  azure: {
    // Without a network nobody reaches vault, storage and models but from these ranges.
    place: '{ location: swedencentral } # also allowedCidrs: ["203.0.113.7"], who may call without a network',
    ofProd: '{ subscription: 00000000-0000-4000-8000-000000000000 }',
    chat: 'gpt-5.1',
    embedding: 'text-embedding-3-large',
  },
} as const satisfies Record<Cloud, object>;

const ALIAS_NOTES = {
  aws: "An app calls the alias's inference profile",
  azure: 'An app calls the alias as the deployment of the AI account',
} as const satisfies Record<Cloud, string>;

const BUCKET_NOTES = { aws: 'bucket', azure: 'container' } as const satisfies Record<Cloud, string>;

/** A commented platform file to start from. */
export function platformYaml({ name, seed, clouds }: YamlOptions): string {
  const perCloud = (key: keyof (typeof PARTS)[Cloud]): string => {
    const [only, ...others] = clouds;
    if (only && others.length === 0) return PARTS[only][key];
    return `{ ${clouds.map((cloud) => `${cloud}: ${PARTS[cloud][key]}`).join(', ')} }`;
  };
  const lines = (key: 'place' | 'ofProd', indent: string): string =>
    clouds.map((cloud) => `${indent}${cloud}: ${PARTS[cloud][key]}`).join('\n');
  return `# yaml-language-server: $schema=./node_modules/llm-infra-kit/dist/schema.json
# One file, every environment. 'npx llm-infra check' says what is wrong with it, 'npx llm-infra plan' what it makes.
version: 1
name: ${name}

# Who answers for the platform. Becomes tags on every resource.
owner: { team: my-team, email: my-team@example.com, costCenter: "0000" }

# How sensitive the data is: public, internal, confidential or restricted.
dataClassification: confidential

# Where data may be kept and processed. Regions and models outside of it are refused.
residency: eu

# The physical names are made from this. Keep it; raise 'generation' when a deleted name is still held.
naming: { seed: ${seed} }

clouds:
${lines('place', '  ')}

# Each environment takes everything below and changes what it names (JSON Merge Patch).
environments:
  dev: { profile: dev }
  # prod:
  #   profile: prod
  #   clouds: { ${clouds.map((cloud) => `${cloud}: ${PARTS[cloud].ofProd}`).join(', ')} }

# Models by alias. ${clouds.map((cloud) => ALIAS_NOTES[cloud]).join('; ')}; the guardrail 'standard' is attached to chat models.
models:
  assistant: { kind: managed, model: ${perCloud('chat')} }
  embedder: { kind: managed, model: ${perCloud('embedding')}, dimensions: 1024 }

# One private ${clouds.map((cloud) => BUCKET_NOTES[cloud]).join(' or ')} for each role of data. Days are counted from the writing of an object.
data:
  retentionDays: { raw: 365, feedback: 180 }
  pii: redact

# Credentials of outside providers are made empty; 'npx llm-infra secrets -e dev' prints how to set them.
# secrets:
#   openai-key: { maxAgeDays: 90 }
`;
}

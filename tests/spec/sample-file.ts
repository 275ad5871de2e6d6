/** The vocabulary in one file, with the parts that later releases bring. */
export const SAMPLE_FILE = `version: 1
name: support-assistant
owner: { team: support, email: llm-platform@example.com, costCenter: "4711" }
dataClassification: confidential
residency: eu
naming: { seed: example-seed }
clouds:
  aws:   { region: eu-central-1 }
  azure: { location: swedencentral }
environments:
  dev:  { profile: dev }
  prod: { profile: prod, clouds: { aws: { account: "111122223333" } } }
models:
  assistant: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } }
  drafts:    { kind: self-hosted, model: meta-llama/Llama-3.1-8B-Instruct, quantization: fp8, contextTokens: 16384,
               replicas: { min: 1, max: 4 } }
  openai:    { kind: external, provider: openai, model: gpt-5.5, auth: { kind: api-key, secret: openai-key },
               residencyException: { reason: contract with EU processing, approvedBy: dpo, expires: 2027-06-30 } }
  embedder:  { kind: managed, model: { aws: titan-embed-v2, azure: text-embedding-3-large }, dimensions: 1024 }
routes:
  chat:   { split: { assistant: 90, drafts: 10 }, stickyBy: user, fallbacks: [openai],
            experiment: { name: drafts-vs-assistant, metric: accuracy, minimumEffect: 0.02 } }
  embed:  { model: embedder }
gateway:      { kind: serverless, access: private, auth: { apiKeys: true, jwt: [{ issuer: "https://login.example.com", audiences: [llm] }] } }
consumers:    { support-web: { routes: [chat, embed], tokensPerMinute: 60000, tokensPerMonth: 50000000, stores: [kb] } }
vectorStores: { kb: { aws: { kind: s3-vectors }, azure: { kind: pgvector }, embeddedBy: embedder, distance: cosine } }
data:         { retentionDays: { raw: 365, feedback: 180, audit: 2555 }, pii: redact }
secrets:      { openai-key: { maxAgeDays: 90 } }
slo:          { availabilityPercent: 99.5, latencyP95Millis: 4000, windowDays: 28 }
budget:       { monthlyAmount: 2000, currency: USD, alertAtPercent: [50, 80, 100] }
kpis:         { first-response-time: { route: chat, unit: minutes, baseline: 30, target: 21 } }
alerts:       { email: [oncall@example.com] }
exemptions:   [{ rule: GW-04, environment: dev, reason: no public address, expires: 2027-03-01 }]
`;

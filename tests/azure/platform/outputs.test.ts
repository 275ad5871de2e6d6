import { describe, expect, test } from 'vitest';
import { recordingOf } from '../support/platforms.ts';

describe('The outputs', () => {
  test('of a platform are one stack output in the form of the contract', async () => {
    expect((await recordingOf()).outputs).toMatchInlineSnapshot(`
      {
        "platform": {
          "buckets": {
            "artifacts": "https://datadevsupportas82d577c1.blob.core.windows.net/artifacts",
            "audit": "https://auditdevsupportafc85d972.blob.core.windows.net/audit",
            "curated": "https://datadevsupportas82d577c1.blob.core.windows.net/curated",
            "feedback": "https://datadevsupportas82d577c1.blob.core.windows.net/feedback",
            "quarantine": "https://datadevsupportas82d577c1.blob.core.windows.net/quarantine",
            "raw": "https://datadevsupportas82d577c1.blob.core.windows.net/raw",
          },
          "cloud": "azure",
          "environment": "dev",
          "models": {
            "assistant": {
              "endpoint": "https://support-assistant-dev-37ab00e0.openai.azure.com/",
              "id": "assistant",
              "provider": "azure-openai",
            },
            "embedder": {
              "dimensions": 1024,
              "endpoint": "https://support-assistant-dev-37ab00e0.openai.azure.com/",
              "id": "embedder",
              "provider": "azure-openai",
            },
          },
          "name": "support-assistant",
          "region": "swedencentral",
          "secrets": {
            "openai-key": {
              "kind": "key-vault-secret",
              "uri": "https://dev-support-ass-afb5b6af.vault.azure.net/secrets/support-assistant-dev-openai-key-b87fd292",
            },
            "wandb-key": {
              "kind": "key-vault-secret",
              "uri": "https://dev-support-ass-afb5b6af.vault.azure.net/secrets/support-assistant-dev-wandb-key-5841b15f",
            },
          },
          "version": 1,
        },
      }
    `);
  });

  test('lack the parts that a platform has not', async () => {
    const bare = { models: null, data: null, secrets: null };
    expect((await recordingOf(bare)).outputs).toEqual({
      platform: { version: 1, name: 'support-assistant', environment: 'dev', cloud: 'azure', region: 'swedencentral' },
    });
  });

  test('name the buckets of the file alone', async () => {
    const { outputs } = await recordingOf({ data: { buckets: ['raw', 'audit'] } });
    expect(Object.keys((outputs.platform as { buckets: object }).buckets)).toEqual(['audit', 'raw']);
  });
});

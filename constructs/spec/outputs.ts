import type { BucketRole } from './bucket-roles.ts';
import type { Cloud } from './vocabulary.ts';

/** Where a credential lies; its value is never in an output. */
export type KeyPlace =
  /** AWS Secrets Manager; the credential is the field of the JSON value. */
  | { readonly kind: 'secrets-manager'; readonly arn: string; readonly field: string }
  /** Azure Key Vault; the URI has no version. */
  | { readonly kind: 'key-vault-secret'; readonly uri: string };

/** How an app names a model that it calls. */
export interface ModelOutput {
  readonly provider: 'bedrock' | 'azure-openai';
  /** What the provider calls it: an inference profile's ARN, a deployment's name. */
  readonly id: string;
  /** Where the provider is called: the base address of the AI account on Azure. Absent on AWS, where the region says it. */
  readonly endpoint?: string;
  /** The guardrail that each call must carry, absent where none is attached. */
  readonly guardrail?: { readonly id: string; readonly version: string };
  /** Length of the vectors of an embedding model. */
  readonly dimensions?: number;
}

/**
 * What a platform tells those who build on it, the same on every cloud, version 1. A part that the platform has not is absent.
 *
 * On AWS each leaf is a stack output, and each top key a parameter `/llm-infra/<name>/<environment>/<key>`; on Azure the whole is one
 * stack output `platform`.
 */
export interface PlatformOutputs {
  readonly version: 1;
  readonly name: string;
  readonly environment: string;
  readonly cloud: Cloud;
  readonly region: string;
  /** Models by alias. */
  readonly models?: Readonly<Record<string, ModelOutput>>;
  /** Buckets by role: the name of the S3 bucket, the URL of the blob container. */
  readonly buckets?: Readonly<Partial<Record<BucketRole, string>>>;
  /** Credentials of outside providers by name. */
  readonly secrets?: Readonly<Record<string, KeyPlace>>;
}

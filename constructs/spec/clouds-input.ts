export interface CloudsInput {
  /** What to deploy on AWS. @default - nothing */
  readonly aws?: AwsInput;
  /** What to deploy on Azure. @default - nothing */
  readonly azure?: AzureInput;
}

export interface AwsInput {
  /** The region of everything. A change makes a new platform there and leaves the old one behind. */
  readonly region: string;
  /** The account, 12 digits in quotes; a deployment with credentials of another one is refused. @default - that of the credentials */
  readonly account?: string;
  /** ARN of the managed policy that bounds every role. @default - no boundary */
  readonly permissionsBoundary?: string;
  /** Existing KMS keys, by what they encrypt; a key ARN, no alias. @default - the platform's own key */
  readonly encryptionKeys?: EncryptionKeysInput;
  /** An existing bucket that takes the access logs, in the same account and region. Giving one leaves the platform's own behind. @default - the platform's own `logs` bucket */
  readonly logBucket?: LogBucketInput;
}

export interface EncryptionKeysInput {
  /** Encrypts the data buckets. @default - the platform's own key */
  readonly data?: string;
  /** Encrypts the secrets. @default - the platform's own key */
  readonly secrets?: string;
  /** Encrypts the flow logs. Giving one gives up the platform's own. @default - a key of the platform's own */
  readonly logs?: string;
}

export interface LogBucketInput {
  /** The bucket's name; its policy must let S3 deliver access logs. */
  readonly name: string;
  /** Where the bucket lies, to be held against the platform's region. @default - not checked */
  readonly region?: string;
}

export interface AzureInput {
  /** The location of everything. A change replaces everything. */
  readonly location: string;
  /** The subscription, a GUID; a deployment to another one is refused. @default - that of the credentials */
  readonly subscription?: string;
  /** Existing resource groups, by what they hold. A change replaces everything in them. @default - the platform's own groups */
  readonly resourceGroups?: ResourceGroupsInput;
  /** An existing Log Analytics workspace that takes all diagnostics, of any subscription. Giving one leaves the platform's own behind. @default - the platform's own workspace */
  readonly logWorkspace?: LogWorkspaceInput;
  /** An existing storage account that takes the flow logs, in the same location. Giving one leaves the platform's own behind. @default - the platform's own `logs` account */
  readonly flowLogStorage?: FlowLogStorageInput;
  /** An existing key vault that holds the secrets, of the same subscription. A change replaces all secrets by empty ones. @default - the platform's own vault */
  readonly keyVault?: KeyVaultInput;
  /** Where the images of containers come from. A change leaves the platform's own registry behind. @default - nowhere: no container runs */
  readonly registry?: RegistryInput;
  /** Public addresses and ranges that may call vault, storage and models without a network. @default - nobody but services of Azure */
  readonly allowedCidrs?: readonly string[];
}

export interface ResourceGroupsInput {
  /** Name of the group of vault, storage and logs: what must not be lost. @default - `<name>-<environment>-data`, made */
  readonly data?: string;
  /** Name of the group of everything else. @default - `<name>-<environment>-run`, made */
  readonly run?: string;
}

export interface LogWorkspaceInput {
  /** Its ARM id. */
  readonly id: string;
}

export interface FlowLogStorageInput {
  /** Its ARM id. */
  readonly id: string;
}

export interface KeyVaultInput {
  /** Its ARM id: the roles on it are assigned there. */
  readonly id: string;
}

export type RegistryInput =
  /** One of the platform's own; paid by the day. */
  | { readonly kind: 'new' }
  /** One that is there already, of any subscription. */
  | {
      readonly kind: 'existing';
      /** Its ARM id. */
      readonly id: string;
      /** Its host name, as `az acr show --query loginServer` says it. */
      readonly loginServer: string;
    }
  | { readonly kind: 'none' };

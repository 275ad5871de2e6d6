import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { KeyUseGrants } from '../keys/index.ts';
import { COUNT_ACTIONS, QUERY_ACTIONS, WRITE_ROW_ACTIONS } from './perms.ts';

/** The program's partitions, by what is in them: constructs/runtime/gateway/aws/dynamodb-state.ts writes the same. */
const COUNTERS = 'counter#*';
const KEY_HASHES = 'keys';
const KILL_FLAGS = 'kill';

/**
 * What principals may do with the gateway's rows, by verb, through their own policies alone. Every verb reaches its own partitions and no
 * other: whoever answers calls can neither add a key nor end a kill flag.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export class GatewayStateGrants {
  private readonly table: dynamodb.ITable;
  private readonly encryptionKey: kms.IKey | undefined;

  constructor(table: dynamodb.ITable, encryptionKey: kms.IKey | undefined) {
    this.table = table;
    this.encryptionKey = encryptionKey;
  }

  /** Read the hashes of keys: what the authorizer does. */
  authenticate(grantee: iam.IGrantable): iam.Grant {
    return this.withKey(grantee, [this.on(grantee, QUERY_ACTIONS, KEY_HASHES)]);
  }

  /** Read hashes and kill flags, and count: what the function that answers calls does. */
  serve(grantee: iam.IGrantable): iam.Grant {
    return this.withKey(grantee, [this.on(grantee, QUERY_ACTIONS, KEY_HASHES, KILL_FLAGS), this.on(grantee, COUNT_ACTIONS, COUNTERS)]);
  }

  /** Read, write and take out hashes of keys: what the bootstrap and a rotation do. */
  bootstrap(grantee: iam.IGrantable): iam.Grant {
    return this.withKey(grantee, [this.on(grantee, [...QUERY_ACTIONS, ...WRITE_ROW_ACTIONS], KEY_HASHES)]);
  }

  /** Throw kill flags and take them back. */
  switch(grantee: iam.IGrantable): iam.Grant {
    return this.withKey(grantee, [this.on(grantee, [...QUERY_ACTIONS, ...WRITE_ROW_ACTIONS], KILL_FLAGS)]);
  }

  private on(grantee: iam.IGrantable, actions: readonly string[], ...partitions: readonly string[]): iam.Grant {
    const grant = iam.Grant.addToPrincipal({
      grantee,
      actions: [...actions],
      resourceArns: [this.table.tableArn],
      // Every one of these actions names a partition key, so that the key of the condition is always there.
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
    });
    grant.assertSuccess();
    return grant;
  }

  // DynamoDB opens the table's own key in the name of who reads or writes.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
  private withKey(grantee: iam.IGrantable, grants: readonly iam.Grant[]): iam.Grant {
    const all = this.encryptionKey ? [...grants, KeyUseGrants.fromKey(this.encryptionKey).encryptDecrypt(grantee, 'dynamodb')] : grants;
    return all.reduce((one, other) => one.combine(other));
  }
}

import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { GatewayStateGrants } from './state-grants.ts';

/** The rows that all instances of a gateway share: counters by consumer, hashes of keys, kill flags. */
export interface IGatewayState extends IConstruct {
  readonly tableName: string;
  readonly tableArn: string;
  /** What principals may do with the rows, by verb. */
  readonly grants: GatewayStateGrants;
}

export interface GatewayStateAttributes {
  /** A table with the string keys `pk` and `sk`, and time to live on `expires`. */
  readonly tableArn: string;
  /** The customer key of the table; it must trust its account's IAM policies. @default - DynamoDB's own key */
  readonly encryptionKey?: kms.IKey;
}

export interface GatewayStateProps {
  /** Encrypts the table. Another key re-encrypts it in place. @default - DynamoDB's own key, which costs nothing */
  readonly encryptionKey?: kms.IKey;
  /** A name of 3 to 255 letters, digits or _ . -. Changing it replaces the table, without its rows. @default - CloudFormation makes one */
  readonly tableName?: string;
  /** How many days the table can be brought back to any second, 1 to 35. Billed by what the table holds. @default 35 */
  readonly recoveryDays?: number;
  /** What happens to the table when its stack is deleted. Anything but DESTROY also protects it from being deleted by hand. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The state of a gateway in one DynamoDB table, apart from the gateway itself: that can be deleted and deployed again, and every key is
 * still known and every month's use still counted.
 *
 * Billed by reads, writes and what it holds; nothing at rest but the rows. Only `tableName` replaces it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export class GatewayState extends Construct implements IGatewayState {
  /** A table that exists already. Nothing is looked up and nothing about it is changed. */
  static fromAttributes(scope: Construct, id: string, attributes: GatewayStateAttributes): IGatewayState {
    return new ExistingState(scope, id, attributes);
  }

  readonly tableName: string;
  readonly tableArn: string;
  readonly grants: GatewayStateGrants;
  /** The table itself, to reach further than this block does. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string, props: GatewayStateProps = {}) {
    super(scope, id);
    this.refuse(faultsOf(props));
    // A reference: grants of the level-2 table add statements to the policy of a key that they can reach.
    const key = props.encryptionKey && kms.Key.fromKeyArn(this, 'Key', props.encryptionKey.keyArn);
    this.table = this.createTable(props, key);
    this.tableName = this.table.tableName;
    this.tableArn = this.table.tableArn;
    this.grants = new GatewayStateGrants(this.table, key);
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length > 0) throw new Error(`GatewayState '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
  }

  // Keys and the attribute of the time to live are the program's: constructs/runtime/gateway/aws/dynamodb-state.ts.
  private createTable({ tableName, recoveryDays = 35, removalPolicy }: GatewayStateProps, key: kms.IKey | undefined): dynamodb.Table {
    const policy = removalPolicy ?? RemovalPolicy.RETAIN;
    return new dynamodb.Table(this, 'Resource', {
      tableName,
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recoveryDays },
      ...(key ? { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: key } : {}),
      // A protected table would stop the deletion of a stack that is meant to take it along.
      deletionProtection: policy !== RemovalPolicy.DESTROY,
      removalPolicy: policy,
    });
  }
}

class ExistingState extends Construct implements IGatewayState {
  readonly tableName: string;
  readonly tableArn: string;
  readonly grants: GatewayStateGrants;

  constructor(scope: Construct, id: string, { tableArn, encryptionKey }: GatewayStateAttributes) {
    super(scope, id);
    const table = dynamodb.Table.fromTableAttributes(this, 'Resource', { tableArn, encryptionKey });
    this.tableName = table.tableName;
    this.tableArn = tableArn;
    this.grants = new GatewayStateGrants(table, encryptionKey);
  }
}

// Names and periods: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html and
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html
function faultsOf({ tableName, recoveryDays, removalPolicy }: GatewayStateProps): string[] {
  const faults: string[] = [];
  if (tableName !== undefined && !Token.isUnresolved(tableName) && !/^[\w.-]{3,255}$/.test(tableName)) {
    faults.push(
      `tableName must be 3 to 255 letters, digits or _ . -, got '${tableName.slice(0, 80)}' (${tableName.length}); replace the others by -`,
    );
  }
  const days = recoveryDays ?? 35;
  if (!Token.isUnresolved(days) && !(Number.isInteger(days) && days >= 1 && days <= 35)) {
    faults.push(`recoveryDays must be 1 to 35 whole days, got ${days}; 35 is the longest`);
  }
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    faults.push("removalPolicy is 'snapshot', which a table cannot have; use RETAIN or DESTROY");
  }
  return faults;
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiKeys } from '../../../constructs/runtime/gateway/auth/api-keys.ts';
import { DynamoDbState } from '../../../constructs/runtime/gateway/aws/dynamodb-state.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import type { CustomResourceEvent } from '../../../constructs/runtime/gateway-bootstrap/cloudformation.ts';
import { CONSUMER_KEYS_TEMPLATE } from '../../../constructs/runtime/gateway-bootstrap/key-secret.ts';
import { handler } from '../../../constructs/runtime/gateway-bootstrap/programs/lambda.ts';

interface Item {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}

/** Secrets Manager, DynamoDB and the address of CloudFormation's answers, as far as the program speaks with them. */
class Cloud {
  readonly secrets = new Map([['arn:web', CONSUMER_KEYS_TEMPLATE]]);
  readonly tokens = new Set<string>();
  rows: Item[] = [];
  readonly calls: string[] = [];
  answers: { readonly headers: NodeJS.Dict<string | string[]>; readonly body: Record<string, unknown> }[] = [];
  /** Answers to give before the right ones, by operation. */
  readonly failures = new Map<string, { status: number; type: string }[]>();
  answerStatus = 200;
  url = '';
  readonly server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (request.url === '/answer?signed=1') {
      this.answers.push({ headers: request.headers, body });
      response.writeHead(this.answerStatus).end();
      return;
    }
    expect(request.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/(?:secretsmanager|dynamodb)\/aws4_request/,
    );
    const operation = String(request.headers['x-amz-target']);
    this.calls.push(operation);
    const failure = this.failures.get(operation)?.shift();
    if (failure)
      response.writeHead(failure.status).end(JSON.stringify({ __type: `com.amazonaws#${failure.type}`, message: 'with a secret' }));
    else response.writeHead(200).end(JSON.stringify(this.serve(operation, body)));
  });

  private serve(operation: string, body: Record<string, unknown>): object {
    switch (operation) {
      case 'secretsmanager.GetSecretValue':
        return { SecretString: this.secrets.get(body.SecretId as string) };
      case 'secretsmanager.PutSecretValue':
        this.secrets.set(body.SecretId as string, body.SecretString as string);
        this.tokens.add(body.ClientRequestToken as string);
        return {};
      case 'DynamoDB_20120810.Query': {
        expect(body).toMatchObject({ TableName: 'gateway', ConsistentRead: true });
        // Two rows a page.
        const start = Number((body.ExclusiveStartKey as { at?: number } | undefined)?.at ?? 0);
        const own = this.rows.filter(({ pk }) => pk.S === 'keys');
        return { Items: own.slice(start, start + 2), ...(own.length > start + 2 ? { LastEvaluatedKey: { at: start + 2 } } : {}) };
      }
      case 'DynamoDB_20120810.PutItem':
        this.rows = [...this.without(body.Item as Item), body.Item as Item];
        return {};
      case 'DynamoDB_20120810.DeleteItem':
        this.rows = this.without(body.Key as Item);
        return {};
      default:
        throw new Error(`the stand-in knows no ${operation}`);
    }
  }

  private without({ pk, sk }: Item): Item[] {
    return this.rows.filter((row) => row.pk.S !== pk.S || row.sk.S !== sk.S);
  }
}

let cloud: Cloud;
beforeEach(async () => {
  cloud = new Cloud();
  cloud.server.listen(0, '127.0.0.1');
  await once(cloud.server, 'listening');
  cloud.url = `http://127.0.0.1:${(cloud.server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  cloud.server.closeAllConnections();
  cloud.server.close();
  await once(cloud.server, 'close');
});

const STEPS = [{ kind: 'consumer-keys', table: 'gateway', consumers: [{ name: 'web', secret: 'arn:web' }] }];

function event(changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return {
    RequestType: 'Create',
    ResponseURL: `${cloud.url}/answer?signed=1`,
    StackId: 'arn:stack',
    RequestId: 'request',
    LogicalResourceId: 'Bootstrap',
    ResourceProperties: { Steps: STEPS },
    ...changes,
  };
}

/** Whom the gateway's own reader of the table takes the holder of a key for. */
function holderOf(key: string) {
  const credentials = async () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  const state = new DynamoDbState({ region: 'eu-central-1', endpoint: cloud.url, table: 'gateway', credentials, clock: systemClock });
  return new ApiKeys(state, 30, systemClock).consumerOf(key);
}

test('a deployment makes a key that the gateway finds in the table, and is told so', async () => {
  await handler(event());
  const { current } = JSON.parse(cloud.secrets.get('arn:web') ?? '{}');
  expect(await holderOf(current)).toBe('web');
  expect([...cloud.tokens]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(JSON.stringify(cloud.rows)).not.toContain(current);
  expect(cloud.answers).toHaveLength(1);
  expect(cloud.answers[0]?.body).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'llm-infra-bootstrap',
    StackId: 'arn:stack',
    RequestId: 'request',
    LogicalResourceId: 'Bootstrap',
  });
  expect(cloud.answers[0]?.headers).not.toHaveProperty('content-type');
});

test('an update keeps the physical id, and reads every page of the table', async () => {
  cloud.rows = ['a', 'b', 'c'].map((name) => ({
    pk: { S: 'keys' },
    sk: { S: `${name}#current` },
    consumer: { S: name },
    slot: { S: 'current' },
  }));
  await handler(event({ RequestType: 'Update', PhysicalResourceId: 'earlier' }));
  expect(cloud.answers[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'earlier' });
  expect(cloud.calls.filter((call) => call.endsWith('.Query'))).toHaveLength(2);
  expect(cloud.rows).toHaveLength(4);
});

test('deleting does nothing', async () => {
  await handler(event({ RequestType: 'Delete', PhysicalResourceId: 'llm-infra-bootstrap' }));
  expect(cloud.calls).toEqual([]);
  expect(cloud.answers[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'llm-infra-bootstrap' });
});

test('a slot that was emptied leaves the table', async () => {
  await handler(event());
  cloud.rows.push({ pk: { S: 'keys' }, sk: { S: 'web#previous' }, consumer: { S: 'web' }, slot: { S: 'previous' } } as Item);
  await handler(event({ RequestType: 'Update' }));
  expect(cloud.rows.map(({ sk }) => sk.S)).toEqual(['web#current']);
});

test('what passes is tried again', async () => {
  cloud.failures.set('secretsmanager.PutSecretValue', [{ status: 400, type: 'ThrottlingException' }]);
  cloud.failures.set('DynamoDB_20120810.PutItem', [{ status: 500, type: 'InternalServerError' }]);
  await handler(event());
  expect(cloud.answers[0]?.body.Status).toBe('SUCCESS');
  expect(cloud.tokens.size).toBe(1);
});

test('what does not pass fails the deployment, with the operation and no text of the service', async () => {
  cloud.failures.set('secretsmanager.GetSecretValue', [{ status: 400, type: 'AccessDeniedException' }]);
  await handler(event());
  expect(cloud.answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'secretsmanager GetSecretValue: AccessDeniedException' });
  expect(cloud.rows).toEqual([]);
});

test('a step of another release fails the deployment instead of being passed over', async () => {
  await handler(event({ ResourceProperties: { Steps: [{ kind: 'vector-index' }] } }));
  expect(cloud.answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: "the bootstrap knows no step 'vector-index'" });
  await handler(event({ ResourceProperties: {} }));
  expect(cloud.answers[1]?.body).toMatchObject({ Status: 'FAILED', Reason: 'the property Steps is no list' });
});

test('an answer that CloudFormation does not take is an error, so that Lambda tries again', async () => {
  cloud.answerStatus = 403;
  await expect(handler(event())).rejects.toThrow('CloudFormation took no answer: 403');
});

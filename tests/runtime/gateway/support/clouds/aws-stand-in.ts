import type { ServerResponse } from 'node:http';
import { bodyOf, listening } from '../programs/listening.ts';
import { type CloudStandIn, Rows } from './cloud-stand-in.ts';

type Value = { readonly S: string } | { readonly N: string };
type Item = Record<string, Value>;

const PARAMETER = '/llm-infra/gateway/config';

/** AWS as a function of ours meets it, behind one address as emulators are: a parameter, secrets and a DynamoDB table. */
export async function awsStandIn(): Promise<CloudStandIn> {
  const secrets = new Map<string, string>();
  const rows = new Rows<Item>();
  let parameter = '';
  let down = false;
  const server = await listening(async (request, response) => {
    const [service = '', action = ''] = String(request.headers['x-amz-target']).split('.');
    const input = JSON.parse((await bodyOf(request)).toString());
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential='))
      return fault(response, 403, 'MissingAuthenticationToken');
    if (service === 'AmazonSSM') return json(response, 200, { Parameter: { Name: input.Name, Value: parameter } });
    if (service === 'secretsmanager') {
      const SecretString = secrets.get(input.SecretId);
      return SecretString === undefined
        ? fault(response, 400, 'ResourceNotFoundException')
        : json(response, 200, { ARN: input.SecretId, SecretString });
    }
    if (down) return fault(response, 500, 'InternalServerError');
    if (action === 'Query') return json(response, 200, { Items: rows.in(input.ExpressionAttributeValues[':pk'].S) });
    if (action === 'UpdateItem') return update(rows, input, response);
    return fault(response, 400, 'UnknownOperationException');
  });
  const item = (pk: string, sk: string, texts: object): Item =>
    Object.fromEntries(Object.entries({ pk, sk, ...texts }).map(([name, S]) => [name, { S }]));
  return {
    environment: (config) => {
      parameter = config;
      return {
        AWS_REGION: 'eu-central-1',
        AWS_ENDPOINT_URL: server.url,
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret-of-the-role',
        AWS_SESSION_TOKEN: 'session-of-the-role',
        LLM_GATEWAY_CONFIG_PARAMETER: PARAMETER,
        LLM_GATEWAY_TABLE: 'gateway',
      };
    },
    secret: (name, text) => {
      const arn = `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}`;
      secrets.set(arn, text);
      return { kind: 'secrets-manager', arn };
    },
    setKeys: (hashes) => rows.replace('keys', Object.fromEntries(hashes.map((hash, at) => [String(at), item('keys', String(at), hash)]))),
    setFlags: (flags) =>
      rows.replace(
        'kill',
        Object.fromEntries(
          flags.map((flag) => {
            const sk = flag.kind === 'all' ? 'all' : `${flag.kind}#${flag.name}`;
            return [sk, item('kill', sk, { since: flag.since })];
          }),
        ),
      ),
    setTableDown: (value) => {
      down = value;
    },
    close: server.close,
  };
}

interface Update {
  readonly Key: { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues: Item;
}

/**
 * UpdateItem for `ADD` and `SET` of one attribute each and for conditions of comparisons joined by OR; another expression is refused, so
 * that a change of the program shows. Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
function update(rows: Rows<Item>, input: Update, response: ServerResponse): void {
  const { Key, UpdateExpression, ConditionExpression = '', ExpressionAttributeValues: values } = input;
  const found = rows.get(Key.pk.S, Key.sk.S);
  const number = (value: Value | undefined) => (value !== undefined && 'N' in value ? Number(value.N) : Number.NaN);
  const holds = (clause: string): boolean => {
    const [, absent] = /^attribute_not_exists\((\w+)\)$/.exec(clause) ?? [];
    if (absent !== undefined) return found?.[absent] === undefined;
    const [, name = '', comparison, value = ''] = /^(\w+) (<=|>=) (:\w+)$/.exec(clause) ?? [];
    if (comparison === '<=') return number(found?.[name]) <= number(values[value]);
    if (comparison === '>=') return number(found?.[name]) >= number(values[value]);
    throw new Error(`a condition that the stand-in does not know: ${clause}`);
  };
  try {
    if (ConditionExpression !== '' && !ConditionExpression.split(' OR ').some(holds)) {
      json(response, 400, { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', Item: found });
      return;
    }
    const next: Item = { ...found, pk: Key.pk, sk: Key.sk };
    const [, added = '', addend = '', , set = '', value = ''] = /^ADD (\w+) (:\w+)( SET (\w+) = (:\w+))?$/.exec(UpdateExpression) ?? [];
    if (added === '') throw new Error(`an update that the stand-in does not know: ${UpdateExpression}`);
    next[added] = { N: String((found?.[added] === undefined ? 0 : number(found[added])) + number(values[addend])) };
    const held = values[value];
    if (held !== undefined) next[set] = held;
    rows.set(Key.pk.S, Key.sk.S, next);
    json(response, 200, {});
  } catch (error) {
    fault(response, 400, `ValidationException ${String(error)}`);
  }
}

function fault(response: ServerResponse, status: number, type: string): void {
  json(response, status, { __type: type });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}

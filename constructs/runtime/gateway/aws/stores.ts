import { call, jsonOf } from '../upstreams/http-call.ts';
import type { SecretReader } from '../upstreams/provider-secrets.ts';
import { type AwsCredentials, signedHeaders } from './signer.ts';

export interface AwsStoreOptions {
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Other addresses of the services, by service: an emulator. */
  readonly endpoint?: string;
}

const PATIENCE_MILLIS = 5000;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function secretsManager(options: AwsStoreOptions): SecretReader {
  return async (place) => {
    if (place.kind !== 'secrets-manager') throw new Error('a secret of another cloud');
    const { SecretString } = await post<{ SecretString?: string }>(options, 'secretsmanager', 'secretsmanager.GetSecretValue', {
      SecretId: place.arn,
    });
    if (SecretString === undefined) throw new Error('a secret has no text');
    return SecretString;
  };
}

/** The value of a parameter. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export async function parameter(options: AwsStoreOptions, name: string): Promise<string> {
  const { Parameter } = await post<{ Parameter?: { Value?: string } }>(options, 'ssm', 'AmazonSSM.GetParameter', { Name: name });
  if (Parameter?.Value === undefined) throw new Error(`the parameter ${name} has no value`);
  return Parameter.Value;
}

async function post<T>({ region, credentials, endpoint }: AwsStoreOptions, service: string, target: string, input: object): Promise<T> {
  const url = new URL('/', endpoint ?? `https://${service}.${region}.amazonaws.com`);
  const body = JSON.stringify(input);
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const signed = await signedHeaders({ service, region, url, headers, body }, credentials);
  const response = await call({ url, headers: signed, body, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`${target} answered ${response.statusCode}`);
  }
  return jsonOf<T>(response);
}

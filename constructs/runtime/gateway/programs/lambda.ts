import { authorizerHandler } from '../adapters/lambda-authorizer.ts';
import { type LambdaStreams, lambdaHandler } from '../adapters/lambda-streaming.ts';
import { DynamoDbState } from '../aws/dynamodb-state.ts';
import { environmentCredentials as credentials } from '../aws/signer.ts';
import { parameter, secretsManager } from '../aws/stores.ts';
import { parseConfig } from '../config/parse-config.ts';
import { systemClock } from '../core/clock.ts';
import { createGateway } from '../core/gateway.ts';
import { allOf, auditTrail } from '../evidence/audit.ts';
import { emfMetrics } from '../evidence/emf.ts';
import { assemble } from './assemble.ts';
import { line, required } from './environment.ts';

declare const awslambda: LambdaStreams;

// The configuration is one parameter whose name has its digest: environment variables end at 4 KB, and a rollback finds the old one.
const region = required('AWS_REGION');
// Set by emulators alone; every service is behind it then.
const endpoint = process.env.AWS_ENDPOINT_URL;
const place = { region, credentials, ...(endpoint ? { endpoint } : {}) };
const config = parseConfig(await parameter(place, required('LLM_GATEWAY_CONFIG_PARAMETER')));
const state = new DynamoDbState({ ...place, table: required('LLM_GATEWAY_TABLE'), clock: systemClock });
const evidence = allOf([emfMetrics(config.platform, line), auditTrail(line)]);
const parts = assemble(config, { state, readSecret: secretsManager(place), evidence, awsCredentials: credentials });

/** The function behind API Gateway, with response streaming. */
export const handler = lambdaHandler(createGateway(parts).handle, awslambda);

/** The authorizer in front of it: another function with the same code. */
export const authorizer = authorizerHandler(parts.authenticator);

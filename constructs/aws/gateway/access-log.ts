/**
 * A line of the access log: who called what, how it ended and how long each part took. No header, no query and no body, so neither a
 * prompt nor a key.
 *
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-streaming-troubleshoot.html
 */
const FIELDS = {
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  traceId: '$context.xrayTraceId',
  time: '$context.requestTimeEpoch',
  sourceIp: '$context.identity.sourceIp',
  consumer: '$context.authorizer.consumer',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  error: '$context.error.responseType',
  responseBytes: '$context.responseLength',
  responseMillis: '$context.responseLatency',
  authorizerStatus: '$context.authorizer.status',
  authorizerMillis: '$context.authorizer.latency',
  firewall: '$context.waf.status',
  integrationStatus: '$context.integration.status',
  integrationMillis: '$context.integration.latency',
  transferMode: '$context.integration.responseTransferMode',
  headersMillis: '$context.integration.timeToAllHeaders',
  firstByteMillis: '$context.integration.timeToFirstContent',
  tlsVersion: '$context.tlsVersion',
} as const;

export const ACCESS_LOG_FORMAT = JSON.stringify(FIELDS);

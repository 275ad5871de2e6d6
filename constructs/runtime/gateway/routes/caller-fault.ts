import { GatewayError } from '../core/gateway-error.ts';
import type { UpstreamError } from '../upstreams/upstream.ts';

/** What the caller is told of an upstream's fault: what it means and what to do, nothing of the provider's own text. */
export function callerFault(error: UpstreamError): GatewayError {
  switch (error.fault) {
    case 'throttled':
      return new GatewayError('rate_limit_error', {
        code: 'upstream_throttled',
        message: 'Every model of this route is throttled now; try again later.',
        retryAfterSeconds: Math.max(1, Math.ceil((error.retryAfterMillis ?? 1000) / 1000)),
      });
    case 'timed-out':
      return new GatewayError('timeout', { code: 'upstream_timeout', message: 'No model of this route answered in time.' });
    case 'rejected':
      return rejection(error);
    case 'filtered':
      return new GatewayError('invalid_request_error', {
        code: 'content_filter',
        message: 'A content filter of the model stopped the request.',
      });
    case 'unconfigured':
      return new GatewayError('service_unavailable', {
        code: 'model_not_configured',
        message: 'The secret of this route has no value yet; the platform team has the command from `llm-infra secrets`.',
      });
    case 'denied':
      return new GatewayError('upstream_error', {
        code: 'upstream_denied',
        message: 'The provider refused the gateway; the platform team must look at its access.',
      });
    case 'failed':
      return new GatewayError('upstream_error', { code: 'upstream_failed', message: 'Every model of this route failed.' });
  }
}

function rejection({ reason }: UpstreamError): GatewayError {
  if (reason === 'context_length_exceeded') {
    return new GatewayError('invalid_request_error', {
      code: reason,
      message: 'The request has more tokens than the model takes.',
      param: 'messages',
    });
  }
  return new GatewayError('invalid_request_error', {
    code: reason ?? 'upstream_rejected',
    message: 'The model does not take this request; a parameter or a message is not one that it knows.',
  });
}

/**
 * TLS 1.2 and 1.3 with key exchange that a quantum computer does not break, for clients that know it. A policy of this generation also
 * takes an endpoint access mode; `STRICT` is for regional endpoints, where a caller's TLS name is the host it asks for.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export const TLS_POLICY = 'SecurityPolicy_TLS13_1_2_PQ_2025_09';

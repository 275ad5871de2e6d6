import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';

const { ARRAY, OBJECT, STRING } = apigateway.JsonSchemaType;

// Longer than any route's name: what the program says of an unknown one helps more than a refusal here.
const MODEL: apigateway.JsonSchema = { type: STRING, minLength: 1, maxLength: 256 };

/**
 * The shapes that a body must have to reach the function; the program checks the rest and says more of it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function requestSchemas({ maxMessages }: GatewayConfig['limits']) {
  return {
    chat: {
      schema: apigateway.JsonSchemaVersion.DRAFT4,
      type: OBJECT,
      required: ['model', 'messages'],
      properties: { model: MODEL, messages: { type: ARRAY, minItems: 1, maxItems: maxMessages } },
    },
    embeddings: {
      schema: apigateway.JsonSchemaVersion.DRAFT4,
      type: OBJECT,
      required: ['model', 'input'],
      properties: { model: MODEL },
    },
  } satisfies Readonly<Record<string, apigateway.JsonSchema>>;
}

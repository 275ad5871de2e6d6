import { Unit } from 'aws-cdk-lib/aws-cloudwatch';

const name = { type: 'string', minLength: 1, maxLength: 255 };

/**
 * The embedded metric format as a JSON schema, written from the specification, whose own schema has the same constraints:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * It is stricter where the specification says more than its schema: "objects defined by this specification MUST NOT contain any additional
 * members", and at most 100 metrics. What the root node must have because a directive names it no schema can say.
 */
export const EMF_SCHEMA = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      additionalProperties: false,
      properties: {
        Timestamp: { type: 'integer' },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: name,
              Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 9, items: name } },
              Metrics: {
                type: 'array',
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: { Name: name, Unit: { enum: Object.values(Unit) } },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

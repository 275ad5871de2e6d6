/** Reading rows of the gateway's table, and counting in them. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html */
export const QUERY_ACTIONS = ['dynamodb:Query'] as const;
export const COUNT_ACTIONS = ['dynamodb:UpdateItem'] as const;

/** Writing whole rows and taking them out: hashes of keys, kill flags. */
export const WRITE_ROW_ACTIONS = ['dynamodb:DeleteItem', 'dynamodb:PutItem'] as const;

/** Filling a secret that holds the empty template. */
export const FILL_SECRET_ACTIONS = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'] as const;

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
export const READ_PARAMETER_ACTIONS = ['ssm:GetParameter'] as const;

/** Writing to a log group that exists. */
export const WRITE_LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

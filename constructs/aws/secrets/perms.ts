/** Reading the value of a secret and when it was last set. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html */
export const READ_SECRET_ACTIONS = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] as const;

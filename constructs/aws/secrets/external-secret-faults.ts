import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { ExternalSecretProps } from './external-secret.ts';

// As in a rotation schedule of Secrets Manager, 1 to 1000 days:
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
const MOST_AGE_DAYS = 1000;

// Name and description: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
const SECRET_NAME = /^[\w/+=.@-]{1,512}$/;
const LIKE_A_SUFFIX = /-.{6}$/;
const MOST_DESCRIPTION = 2048;

const COMPLETE_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]{1,512}-[A-Za-z0-9]{6}$/;

/** Everything that is wrong with the props, one sentence each. */
export function externalSecretFaults({ maxAgeDays, description, secretName, removalPolicy }: ExternalSecretProps): string[] {
  const faults: string[] = [];
  if (!Token.isUnresolved(maxAgeDays) && !(Number.isInteger(maxAgeDays) && maxAgeDays >= 1 && maxAgeDays <= MOST_AGE_DAYS)) {
    faults.push(`maxAgeDays must be 1 to ${MOST_AGE_DAYS} whole days, got ${maxAgeDays}; 90 is usual`);
  }
  if (description !== undefined && !Token.isUnresolved(description) && description.length > MOST_DESCRIPTION) {
    faults.push(`description must have at most ${MOST_DESCRIPTION} characters, got ${description.length}; shorten it`);
  }
  if (secretName !== undefined && !Token.isUnresolved(secretName)) faults.push(...nameFaults(secretName));
  if (removalPolicy === RemovalPolicy.SNAPSHOT)
    faults.push("removalPolicy is 'snapshot', which a secret cannot have; use RETAIN or DESTROY");
  return faults;
}

function nameFaults(name: string): string[] {
  if (!SECRET_NAME.test(name)) {
    return [
      `secretName must be 1 to 512 letters, digits or / _ + = . @ -, got '${name.slice(0, 80)}' (${name.length}); replace the others by -`,
    ];
  }
  if (LIKE_A_SUFFIX.test(name)) {
    return [
      `secretName '${name}' ends in a hyphen and six characters, as the suffix that Secrets Manager adds; end it otherwise, for example '${name}-value'`,
    ];
  }
  return [];
}

/** Whether a secret's ARN is whole: a partial one finds nothing where a name looks like it has a suffix. */
export function completeArnFaults(arn: string): string[] {
  if (Token.isUnresolved(arn) || COMPLETE_ARN.test(arn)) return [];
  return [
    `secretCompleteArn must be the whole ARN of a secret, with the six characters after its name, got '${arn.slice(0, 120)}'; copy it from 'aws secretsmanager describe-secret'`,
  ];
}

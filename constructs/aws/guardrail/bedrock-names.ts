import type { ContentFilter, FilterStrength, PiiAction, PiiKind } from '../../spec/guardrail-filters.ts';

// Bedrock's own names: enums GuardrailContentFilterType, GuardrailFilterStrength, GuardrailPiiEntityType and
// GuardrailSensitiveInformationAction of the Bedrock API (botocore 1.44.8, bedrock 2023-04-20).
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailPiiEntityConfig.html

export const BEDROCK_CONTENT_FILTERS = {
  hate: 'HATE',
  insults: 'INSULTS',
  sexual: 'SEXUAL',
  violence: 'VIOLENCE',
  misconduct: 'MISCONDUCT',
  'prompt-attack': 'PROMPT_ATTACK',
} as const satisfies Record<ContentFilter, string>;

export const BEDROCK_STRENGTHS = {
  none: 'NONE',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
} as const satisfies Record<FilterStrength, string>;

export const BEDROCK_ACTIONS = { block: 'BLOCK', anonymize: 'ANONYMIZE' } as const satisfies Record<PiiAction, string>;

export const BEDROCK_PII_ENTITIES = {
  address: 'ADDRESS',
  age: 'AGE',
  'aws-access-key': 'AWS_ACCESS_KEY',
  'aws-secret-key': 'AWS_SECRET_KEY',
  'ca-health-number': 'CA_HEALTH_NUMBER',
  'ca-social-insurance-number': 'CA_SOCIAL_INSURANCE_NUMBER',
  'card-cvv': 'CREDIT_DEBIT_CARD_CVV',
  'card-expiry': 'CREDIT_DEBIT_CARD_EXPIRY',
  'card-number': 'CREDIT_DEBIT_CARD_NUMBER',
  'driver-id': 'DRIVER_ID',
  email: 'EMAIL',
  iban: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  'ip-address': 'IP_ADDRESS',
  'license-plate': 'LICENSE_PLATE',
  'mac-address': 'MAC_ADDRESS',
  name: 'NAME',
  password: 'PASSWORD',
  phone: 'PHONE',
  pin: 'PIN',
  'swift-code': 'SWIFT_CODE',
  'uk-health-service-number': 'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  'uk-national-insurance-number': 'UK_NATIONAL_INSURANCE_NUMBER',
  'uk-taxpayer-reference-number': 'UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER',
  url: 'URL',
  'us-bank-account-number': 'US_BANK_ACCOUNT_NUMBER',
  'us-bank-routing-number': 'US_BANK_ROUTING_NUMBER',
  'us-passport-number': 'US_PASSPORT_NUMBER',
  'us-social-security-number': 'US_SOCIAL_SECURITY_NUMBER',
  'us-taxpayer-identification-number': 'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
  username: 'USERNAME',
  'vehicle-identification-number': 'VEHICLE_IDENTIFICATION_NUMBER',
} as const satisfies Record<PiiKind, string>;

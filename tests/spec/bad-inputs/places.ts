import { type BadInput, changed, inOverlay } from './fixture.ts';

const region = (
  row: number,
  what: string,
  name: string,
  fault: Pick<BadInput['fault'], 'code' | 'message' | 'allowed' | 'remedy'>,
): BadInput => ({
  row,
  what,
  yaml: changed('region: eu-central-1', `§region: ${name}`),
  fault: { path: 'clouds.aws.region', got: new RegExp(`^'${name}'$`), ...fault },
});

const location = (
  row: number,
  what: string,
  name: string,
  fault: Pick<BadInput['fault'], 'code' | 'message' | 'allowed' | 'remedy'>,
): BadInput => ({
  row,
  what,
  yaml: changed('location: swedencentral', `§location: ${name}`),
  fault: { path: 'clouds.azure.location', got: new RegExp(`^'${name}'$`), ...fault },
});

const OUTSIDE_ON_AWS = ['us-east-1', 'eu-west-2', 'eu-central-2'].map((name) =>
  region(20, `${name} with residency eu`, name, {
    code: 'CFG-020',
    message: /outside the residency 'eu'/,
    allowed: /^eu-central-1, eu-north-1/,
    remedy: /within 'eu'/,
  }),
);

const OUTSIDE_ON_AZURE = ['uksouth', 'norwayeast', 'switzerlandnorth', 'eastus'].map((name) =>
  location(20, `${name} with residency eu`, name, {
    code: 'CFG-020',
    message: /outside the residency 'eu'/,
    allowed: /swedencentral/,
    remedy: /within 'eu'/,
  }),
);

/** Rows 10, 11, 20 and 78: regions, residency, copies elsewhere. */
export const PLACES: readonly BadInput[] = [
  region(10, 'an unknown region', 'eu-wset-1', {
    code: 'CFG-010',
    allowed: /eu-west-1/,
    remedy: /Did you mean 'eu-west-1'\? .*list-regions/,
  }),
  region(10, 'a region of another partition', 'cn-north-1', {
    code: 'CFG-010',
    message: /China/,
    allowed: /eu-central-1/,
    remedy: /another region/,
  }),
  location(10, 'an unknown location', 'swedencentrall', {
    code: 'CFG-010',
    allowed: /swedencentral/,
    remedy: /Did you mean 'swedencentral'\? .*list-locations/,
  }),
  location(10, 'the display name of a location', 'Sweden Central', {
    code: 'CFG-010',
    allowed: /swedencentral/,
    remedy: /Did you mean 'swedencentral'/,
  }),
  region(11, 'a location of Azure on AWS', 'germanywestcentral', {
    code: 'CFG-011',
    message: /region of azure, not of aws/,
    allowed: /eu-central-1/,
    remedy: /such as 'eu-central-1'/,
  }),
  location(11, 'a region of AWS on Azure', 'eu-west-3', {
    code: 'CFG-011',
    message: /region of aws, not of azure/,
    allowed: /francecentral/,
    remedy: /such as 'francecentral'/,
  }),
  ...OUTSIDE_ON_AWS,
  ...OUTSIDE_ON_AZURE,
  {
    row: 20,
    what: 'a region outside the residency in an overlay',
    yaml: inOverlay('dev', 'clouds: { aws: { §region: us-east-1 } }'),
    fault: {
      code: 'CFG-020',
      path: 'environments.dev.clouds.aws.region',
      got: /us-east-1/,
      allowed: /eu-central-1/,
      remedy: /within 'eu'/,
    },
  },
  {
    row: 78,
    what: 'access logs in another region',
    yaml: changed('region: eu-central-1', 'region: eu-central-1, logBucket: { name: central-logs, §region: us-east-1 }'),
    fault: {
      code: 'CFG-078',
      path: 'clouds.aws.logBucket.region',
      message: /copied to another region/,
      got: /us-east-1/,
      allowed: /'eu-central-1', within residency 'eu'/,
      remedy: /eu-central-1/,
    },
  },
  {
    row: 78,
    what: 'a key in another region',
    yaml: changed(
      'region: eu-central-1',
      'region: eu-central-1, encryptionKeys: { §data: "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef" }',
    ),
    fault: {
      code: 'CFG-078',
      path: 'clouds.aws.encryptionKeys.data',
      message: /another region than the data/,
      got: /us-east-1/,
      allowed: /region eu-central-1/,
      remedy: /key in eu-central-1/,
    },
  },
];

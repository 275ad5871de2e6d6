import { added, type BadInput, changed, inOverlay, onAwsAlone } from './fixture.ts';

const EXISTING =
  'vpcId: vpc-0123456789abcdef0, vpcCidr: 10.0.0.0/16, availabilityZones: [eu-central-1a, eu-central-1b], subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1], existingEndpoints: [s3]';
const AWS_ALONE = onAwsAlone(added('network: { aws: { kind: existing, EXISTING } }'));
const existing = (from: string, to: string) => changed('EXISTING', changed(from, to, EXISTING), AWS_ALONE);

const range = (
  row: number,
  code: string,
  what: string,
  lines: string,
  path: string,
  fault: Omit<BadInput['fault'], 'code' | 'path'>,
): BadInput => ({
  row,
  what,
  yaml: added(`network: { kind: new, ${lines} }`),
  fault: { code, path: `network.${path}`, ...fault },
});

export const SUBNET_TWICE = existing(
  'subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]',
  'subnetIds: [subnet-0123456789abcdef0, §subnet-0123456789abcdef0]',
);

export const MALFORMED_VPC = existing('vpcId: vpc-0123456789abcdef0', '§vpcId: my-vpc');

/** Rows 45 and 69 to 71: ranges, zones, endpoints. */
export const NETWORK: readonly BadInput[] = [
  range(45, 'CFG-045', 'an allow list that lets everybody in', 'clientCidrs: [10.9.0.0/16, §0.0.0.0/0]', 'clientCidrs[1]', {
    message: /whole internet/,
    got: /0\.0\.0\.0\/0/,
    allowed: /\/8 or smaller/,
    remedy: /Name the ranges/,
  }),
  range(45, 'CFG-045', 'a peer that is the internet', 'peers: [§0.0.0.0/0]', 'peers[0]', {
    message: /whole internet/,
    got: /0\.0\.0\.0\/0/,
    allowed: /\/8 or smaller/,
    remedy: /Name the ranges/,
  }),
  range(
    45,
    'CFG-045',
    'a proxy that is the internet',
    'egress: { kind: proxy, url: "http://proxy.example.com:3128", §cidr: 0.0.0.0/0 }',
    'egress.cidr',
    { message: /whole internet/, got: /0\.0\.0\.0\/0/, allowed: /\/8 or smaller/, remedy: /Name the ranges/ },
  ),
  range(45, 'CFG-045', 'host bits', '§cidr: 10.42.7.1/16', 'cidr', {
    got: /10\.42\.7\.1/,
    allowed: /no host bits/,
    remedy: /starts at 10\.42\.0\.0\/16/,
  }),
  range(45, 'CFG-045', 'a number beyond 255', '§cidr: 10.420.0.0/16', 'cidr', {
    got: /10\.420/,
    allowed: /no host bits/,
    remedy: /0 to 255/,
  }),
  range(45, 'CFG-045', 'no range', '§cidr: 10.42.0.0', 'cidr', {
    got: /10\.42\.0\.0/,
    allowed: /10\.42\.0\.0\/16/,
    remedy: /address\/prefix/,
  }),
  range(69, 'CFG-069', 'a peer in the same range', 'cidr: 10.20.0.0/16, peers: [§10.20.128.0/17]', 'peers[0]', {
    message: /own range 10\.20\.0\.0\/16/,
    got: /10\.20\.128\.0\/17/,
    allowed: /apart/,
    remedy: /two ranges/,
  }),
  range(69, 'CFG-069', 'a peer in the default range', 'peers: [§10.42.0.0/20]', 'peers[0]', {
    message: /own range 10\.42\.0\.0\/16/,
    got: /10\.42\.0\.0\/20/,
    allowed: /apart/,
    remedy: /two ranges/,
  }),
  range(69, 'CFG-069', 'clients in the same range', 'clientCidrs: [§10.42.0.0/24]', 'clientCidrs[0]', {
    message: /own range 10\.42\.0\.0\/16/,
    got: /10\.42\.0\.0\/24/,
    allowed: /apart/,
    remedy: /two ranges/,
  }),
  range(69, 'CFG-069', 'a range larger than a VPC takes', '§cidr: 10.0.0.0/15', 'cidr', {
    message: /\/15/,
    got: /10\.0\.0\.0\/15/,
    allowed: /\/16 to \/22/,
    remedy: /smaller/,
  }),
  range(69, 'CFG-069', 'one zone', '§zones: 1', 'zones', { got: /^1$/, allowed: /2 to 3/, remedy: /two zones/ }),
  range(69, 'CFG-069', 'more gateways than zones', 'egress: { kind: nat, §gateways: 3 }', 'egress.gateways', {
    message: /3 gateways in 2 zones/,
    got: /^3$/,
    allowed: /1 to 2/,
    remedy: /one gateway a zone/,
  }),
  {
    row: 69,
    what: 'one zone of an existing network',
    yaml: existing(
      'availabilityZones: [eu-central-1a, eu-central-1b], subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]',
      '§availabilityZones: [eu-central-1a], subnetIds: [subnet-0123456789abcdef0]',
    ),
    fault: {
      code: 'CFG-069',
      path: 'network.aws.availabilityZones',
      message: /one failure/,
      got: /eu-central-1a/,
      allowed: /two zones/,
      remedy: /two zones/,
    },
  },
  {
    row: 69,
    what: 'one zone twice',
    yaml: existing('[eu-central-1a, eu-central-1b]', '[eu-central-1a, §eu-central-1a]'),
    fault: {
      code: 'CFG-069',
      path: 'network.aws.availabilityZones[1]',
      message: /same zone twice/,
      got: /eu-central-1a/,
      allowed: /once/,
      remedy: /each zone/,
    },
  },
  {
    row: 69,
    what: 'a zone of another region',
    yaml: existing('eu-central-1b', '§us-east-1a'),
    fault: {
      code: 'CFG-069',
      path: 'network.aws.availabilityZones[1]',
      message: /zone of eu-central-1/,
      got: /us-east-1a/,
      allowed: /eu-central-1a/,
      remedy: /of the region/,
    },
  },
  {
    row: 69,
    what: 'fewer subnets than zones',
    yaml: existing('subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]', '§subnetIds: [subnet-0123456789abcdef0]'),
    fault: {
      code: 'CFG-069',
      path: 'network.aws.subnetIds',
      message: /1 for 2 zones/,
      got: /subnet/,
      allowed: /one a zone/,
      remedy: /each zone/,
    },
  },
  range(70, 'CFG-070', 'a network too small for its subnets', '§cidr: 10.42.0.0/23', 'cidr', {
    message: /too small/,
    got: /512 addresses/,
    allowed: /\/16 to \/22: 1024 addresses/,
    remedy: /\/22 or larger/,
  }),
  {
    row: 71,
    what: 'prod without a network',
    yaml: inOverlay('prod', 'network: { §kind: none }'),
    environment: 'prod',
    fault: {
      code: 'CFG-071',
      path: 'environments.prod.network.kind',
      message: /prod is private/,
      got: /none/,
      allowed: /new, existing/,
      remedy: /kind: new/,
    },
  },
  {
    row: 71,
    what: 'restricted data without a network',
    yaml: changed('dataClassification: confidential', 'dataClassification: restricted', added('network: { §kind: none }')),
    fault: {
      code: 'CFG-071',
      path: 'network.kind',
      message: /restricted data is private/,
      got: /none/,
      allowed: /new, existing/,
      remedy: /kind: new/,
    },
  },
  {
    row: 71,
    what: 'an endpoint of a misspelt service',
    yaml: existing('existingEndpoints: [s3]', 'existingEndpoints: [s3, §bedrock-runtim]'),
    fault: {
      code: 'CFG-071',
      path: 'network.aws.existingEndpoints[1]',
      message: /not the endpoint of a service/,
      got: /bedrock-runtim/,
      allowed: /bedrock-runtime, /,
      remedy: /bedrock-runtime/,
    },
  },
  {
    row: 71,
    what: 'endpoints that are missing and must not be made',
    yaml: existing('existingEndpoints: [s3]', 'missingEndpoints: refuse, §existingEndpoints: [kms, s3]'),
    fault: {
      code: 'CFG-071',
      path: 'network.aws.existingEndpoints',
      message: /bedrock-runtime, logs, secretsmanager, sts$/,
      got: /kms/,
      allowed: /bedrock-runtime, kms, logs, secretsmanager, sts, s3/,
      remedy: /missingEndpoints: create/,
    },
  },
  {
    row: 71,
    what: 'an endpoint of S3 that cannot be made without the route tables',
    yaml: existing('existingEndpoints: [s3]', '§existingEndpoints: [kms]'),
    fault: {
      code: 'CFG-071',
      path: 'network.aws.existingEndpoints',
      message: /route tables/,
      got: /kms/,
      allowed: /s3/,
      remedy: /routeTableIds/,
    },
  },
];

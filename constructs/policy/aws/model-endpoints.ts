import { field } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { isOpen } from './matching.ts';
import { demandTrue, observe } from './observe.ts';
import { refersTo, textsOf } from './references.ts';
import { statementsAt } from './statements.ts';
import { existsWith, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const VPC = 'AWS::EC2::VPC';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';

// Runtime endpoints of the services that answer with a model.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
const MODEL_SERVICE = /\.(?:bedrock-runtime|bedrock-agent-runtime|sagemaker\.runtime)$/;

function interfaceEndpoints(template: Template): readonly Resource[] {
  return resourcesOfType(template, ENDPOINT).filter((endpoint) => valuesAt(endpoint.properties, 'VpcEndpointType').includes('Interface'));
}

function isModelEndpoint(template: Template, endpoint: Resource): boolean {
  return textsOf(template, field(endpoint.properties, 'ServiceName')).some((name) => MODEL_SERVICE.test(name));
}

export const privateModels: Check<Template> = (template) => [
  ...resourcesOfType(template, VPC)
    .filter((vpc) => !hasModelEndpoint(template, vpc))
    .map((vpc) =>
      observe(vpc, 'Properties', 'no interface endpoint for a model runtime', {
        allowed: 'an interface endpoint for bedrock-runtime or sagemaker.runtime',
        remedy: 'Add the endpoint to the network, or send models out through a declared egress and acknowledge this.',
      }),
    ),
  ...interfaceEndpoints(template)
    .filter((endpoint) => isModelEndpoint(template, endpoint))
    .flatMap((endpoint) => openEndpoint(template, endpoint)),
];

function hasModelEndpoint(template: Template, vpc: Resource): boolean {
  return interfaceEndpoints(template).some(
    (endpoint) =>
      isModelEndpoint(template, endpoint) &&
      existsWith(endpoint, vpc) &&
      refersTo(template, field(endpoint.properties, 'VpcId'), vpc.logicalId),
  );
}

// An endpoint without a policy gets one that allows everything to everybody.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
function openEndpoint(template: Template, endpoint: Resource): readonly Observation[] {
  const demand = {
    allowed: 'principals of the account or organisation, or named resources',
    remedy: 'Give the endpoint a policy with a condition on aws:PrincipalAccount.',
  };
  if (valuesAt(endpoint.properties, 'PolicyDocument').includes(undefined))
    return [observe(endpoint, 'Properties.PolicyDocument', 'nothing, which allows all', demand)];
  return statementsAt(template, endpoint, ['PolicyDocument'])
    .filter((statement) => isOpen(statement) && (statement.notResources || statement.resources.some((text) => text === '*')))
    .map((statement) => observe(endpoint, statement.path, 'an Allow for anybody on everything', demand));
}

export const privateDns: Check<Template> = (template) =>
  interfaceEndpoints(template).flatMap((endpoint) =>
    demandTrue(
      endpoint,
      'Properties.PrivateDnsEnabled',
      valuesAt(endpoint.properties, 'PrivateDnsEnabled'),
      'Set privateDnsEnabled; without it clients go on to the public address.',
    ),
  );

import { field, isSet } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { refersTo, textsAt, textsOf } from './references.ts';
import { statementsAt } from './statements.ts';
import { itemsAt, type Resource, resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const METHOD = 'AWS::ApiGateway::Method';
const REST_API = 'AWS::ApiGateway::RestApi';

/** GW-01. What anybody may ask: a browser whether its page may call, answered by the edge, and a monitor whether calls are taken. */
export const authenticated: Check<Template> = (template) => [
  ...resourcesOfType(template, METHOD)
    .filter((method) => !isPreflight(method) && !isHealth(template, method))
    .flatMap((method) =>
      demandEvery(method, 'Properties.AuthorizationType', valuesAt(method.properties, 'AuthorizationType'), isKnown, KNOWN),
    ),
  ...resourcesOfType(template, 'AWS::ApiGatewayV2::Route').flatMap((route) =>
    demandEvery(route, 'Properties.AuthorizationType', valuesAt(route.properties, 'AuthorizationType'), isKnown, KNOWN),
  ),
  ...resourcesOfType(template, 'AWS::Lambda::Url').flatMap((url) =>
    demandEvery(url, 'Properties.AuthType', valuesAt(url.properties, 'AuthType'), (type) => type === 'AWS_IAM', {
      allowed: 'AWS_IAM',
      remedy: 'Set authType: AWS_IAM, or put an API with an authorizer before the function.',
    }),
  ),
];

const KNOWN = { allowed: 'an authorizer: CUSTOM, JWT, AWS_IAM or COGNITO_USER_POOLS', remedy: 'Give the route an authorizer.' };

function isKnown(type: unknown): boolean {
  return typeof type === 'string' && ['CUSTOM', 'JWT', 'AWS_IAM', 'COGNITO_USER_POOLS'].includes(type);
}

function isPreflight({ properties }: Resource): boolean {
  return (
    valuesAt(properties, 'HttpMethod').every((method) => method === 'OPTIONS') &&
    valuesAt(properties, 'Integration', 'Type').every((type) => type === 'MOCK')
  );
}

function isHealth(template: Template, { properties }: Resource): boolean {
  const place = field(field(properties, 'ResourceId'), 'Ref');
  const path = typeof place === 'string' ? field(resource(template, place)?.properties, 'PathPart') : undefined;
  return path === 'health' && valuesAt(properties, 'HttpMethod').every((method) => method === 'GET');
}

const WITH_BODY = ['POST', 'PUT', 'PATCH', 'ANY'];

/** GW-07. */
export const validatedBodies: Check<Template> = (template) => [
  ...resourcesOfType(template, METHOD)
    .filter(({ properties }) => valuesAt(properties, 'HttpMethod').some((method) => WITH_BODY.includes(String(method))))
    .flatMap((method) =>
      ['RequestValidatorId', 'RequestModels'].flatMap((property) =>
        demandEvery(method, `Properties.${property}`, valuesAt(method.properties, property), isSet, {
          allowed: 'a validator and a model of the body',
          remedy: 'Give the method a requestValidator and requestModels.',
        }),
      ),
    ),
  ...resourcesOfType(template, 'AWS::ApiGateway::RequestValidator').flatMap((validator) =>
    demandTrue(
      validator,
      'Properties.ValidateRequestBody',
      valuesAt(validator.properties, 'ValidateRequestBody'),
      'Set validateRequestBody: true.',
    ),
  ),
];

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
const MODERN_TLS = /^(?:TLS_1_2|SecurityPolicy_TLS1[23]_.+)$/;

/** GW-08. */
export const modernTls: Check<Template> = (template) =>
  resourcesOfType(template, REST_API, 'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameV2')
    .filter((place) => place.type !== REST_API || !valuesAt(place.properties, 'DisableExecuteApiEndpoint').every((off) => off === true))
    .flatMap((place) =>
      demandEvery(
        place,
        'Properties.SecurityPolicy',
        valuesAt(place.properties, 'SecurityPolicy'),
        (policy) => typeof policy === 'string' && MODERN_TLS.test(policy),
        { allowed: 'a policy of TLS 1.2 or newer', remedy: 'Set securityPolicy; the one that an API starts with takes TLS 1.0.' },
      ),
    );

/** GW-10. */
export const namedOrigins: Check<Template> = (template) => [
  ...resourcesOfType(template, METHOD).flatMap((method) =>
    itemsAt(method.properties, 'Integration', 'IntegrationResponses').flatMap((response) =>
      everyOrigin(
        template,
        method,
        'Properties.Integration.IntegrationResponses',
        valuesAt(response, 'ResponseParameters', 'method.response.header.Access-Control-Allow-Origin'),
      ),
    ),
  ),
  ...resourcesOfType(template, 'AWS::ApiGateway::GatewayResponse').flatMap((response) =>
    everyOrigin(
      template,
      response,
      'Properties.ResponseParameters',
      valuesAt(response.properties, 'ResponseParameters', 'gatewayresponse.header.Access-Control-Allow-Origin'),
    ),
  ),
  ...resourcesOfType(template, 'AWS::ApiGatewayV2::Api').flatMap((api) =>
    everyOrigin(template, api, 'Properties.CorsConfiguration.AllowOrigins', itemsAt(api.properties, 'CorsConfiguration', 'AllowOrigins')),
  ),
  ...resourcesOfType(template, 'AWS::Lambda::Url').flatMap((url) =>
    everyOrigin(template, url, 'Properties.Cors.AllowOrigins', itemsAt(url.properties, 'Cors', 'AllowOrigins')),
  ),
];

function everyOrigin(template: Template, place: Resource, path: string, values: readonly unknown[]): readonly Observation[] {
  const open = textsAt(template, values).find((text) => text.includes('*'));
  if (open === undefined) return [];
  return [observe(place, path, open, { allowed: 'named origins', remedy: 'Name the origins that may call.' })];
}

/** GW-11. */
export const notBypassed: Check<Template> = (template) =>
  resourcesOfType(template, REST_API).flatMap((api) => [
    ...(isUnderOwnName(template, api)
      ? demandTrue(
          api,
          'Properties.DisableExecuteApiEndpoint',
          valuesAt(api.properties, 'DisableExecuteApiEndpoint'),
          'Set disableExecuteApiEndpoint: true; the API has a name of your own.',
        )
      : []),
    ...(isPrivateApi(api) && !isHeldToEndpoints(template, api)
      ? [
          observe(api, 'Properties.Policy', 'no denial by endpoint or VPC', {
            allowed: 'a Deny by aws:SourceVpce or aws:SourceVpc',
            remedy: 'Deny calls that come through no endpoint of yours.',
          }),
        ]
      : []),
  ]);

function isUnderOwnName(template: Template, api: Resource): boolean {
  return resourcesOfType(template, 'AWS::ApiGateway::BasePathMapping').some((mapping) =>
    valuesAt(mapping.properties, 'RestApiId').some((id) => refersTo(template, id, api.logicalId)),
  );
}

function isPrivateApi({ properties }: Resource): boolean {
  return itemsAt(properties, 'EndpointConfiguration', 'Types').includes('PRIVATE');
}

function isHeldToEndpoints(template: Template, api: Resource): boolean {
  return statementsAt(template, api, ['Policy']).some(
    ({ allow, certain, conditions }) =>
      !allow &&
      certain &&
      conditions.some(
        ({ operator, key, values }) =>
          operator === 'stringnotequals' && (key === 'aws:sourcevpce' || key === 'aws:sourcevpc') && values.length > 0,
      ),
  );
}

/** GW-12. A function lets API Gateway call it for named APIs alone; a call to another server carries no key that the template holds. */
export const calledByIdentity: Check<Template> = (template) => [
  ...resourcesOfType(template, 'AWS::Lambda::Permission')
    .filter(({ properties }) => valuesAt(properties, 'Principal').includes('apigateway.amazonaws.com'))
    .flatMap((permission) =>
      demandEvery(permission, 'Properties.SourceArn', valuesAt(permission.properties, 'SourceArn'), isSet, {
        allowed: 'the ARN of an API',
        remedy: 'Name the API; without it every API of every account may call.',
      }),
    ),
  ...resourcesOfType(template, METHOD).flatMap((method) => {
    const parameters = valuesAt(method.properties, 'Integration', 'RequestParameters');
    const literal = parameters
      .flatMap((map) => Object.entries(map ?? {}))
      .find(([name, value]) => KEY_HEADER.test(name) && isLiteral(template, value));
    if (literal === undefined) return [];
    return [
      observe(method, `Properties.Integration.RequestParameters.${literal[0]}`, 'a literal', {
        allowed: 'the identity of a role, or what the caller sent',
        remedy: 'Call the backend by a role (credentials), or through a function that reads the key from its store.',
      }),
    ];
  }),
];

const KEY_HEADER = /^integration\.request\.(?:header|querystring)\.(?:authorization|(?:x-)?api-?key|.*token)$/i;

/** A static value stands in single quotes. https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html */
function isLiteral(template: Template, value: unknown): boolean {
  return textsOf(template, value).some((text) => /^'.+'$/.test(text));
}

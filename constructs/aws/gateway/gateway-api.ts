import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { GATEWAY_AUTHORIZER, GATEWAY_HEALTH } from '../../policy/acknowledged-findings.ts';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import { acknowledge } from '../acknowledge.ts';
import { accessPolicy, type GatewayAccess } from './access.ts';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { addEdgeResponses } from './edge-responses.ts';
import { createLogGroup, type GatewayLogOptions, plainArnOf } from './gateway-logs.ts';
import { requestSchemas } from './request-models.ts';
import type { GatewayThrottle } from './serverless-gateway-props.ts';
import { TLS_POLICY } from './tls-policy.ts';

export interface GatewayApiProps extends GatewayLogOptions {
  readonly handler: lambda.IFunction;
  readonly authorizer: lambda.IFunction;
  readonly config: GatewayConfig;
  readonly access: GatewayAccess;
  readonly throttle: GatewayThrottle;
  readonly timeout: Duration;
  /** Whether the API answers under its own name too. */
  readonly ownName: boolean;
}

const STAGE = 'live';
/** With the 30 s that hashes of keys are kept, a revoked key is dead within the minute. */
const AUTHORIZER_SECONDS = 30;
/** Nobody needs to be known to ask for it, so it is asked for rarely. */
const HEALTH_THROTTLE = { throttlingRateLimit: 5, throttlingBurstLimit: 10 };

/**
 * The edge of a gateway: one REST API with the program's routes, in one stage.
 *
 * Every route streams, since one function answers all of them and a streaming one cannot answer a buffered call.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export class GatewayApi extends Construct {
  readonly restApi: apigateway.RestApi;
  readonly stage: apigateway.Stage;
  /** For the metrics, which tell APIs apart by name. */
  readonly apiName: string;
  private readonly props: GatewayApiProps;

  constructor(scope: Construct, id: string, props: GatewayApiProps) {
    super(scope, id);
    this.props = props;
    this.apiName = Names.uniqueResourceName(this, { maxLength: 128, separator: '-' });
    this.restApi = this.createApi();
    this.addRoutes(this.createAuthorizer());
    addEdgeResponses(this.restApi, props.config.network.corsOrigins);
    this.stage = this.restApi.deploymentStage;
    this.keepExecutionLog();
  }

  private createApi(): apigateway.RestApi {
    const { access, ownName } = this.props;
    const policy = accessPolicy(access);
    const api = new apigateway.RestApi(this, 'Resource', {
      restApiName: this.apiName,
      description: `OpenAI-compatible gateway ${this.node.scope?.node.path ?? ''}`,
      endpointConfiguration:
        access.kind === 'private'
          ? { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [...access.endpoints] }
          : { types: [apigateway.EndpointType.REGIONAL] },
      disableExecuteApiEndpoint: !ownName,
      // The role that API Gateway writes logs with is the account's: AccountBaseline.
      cloudWatchRole: false,
      deployOptions: this.stageOptions(),
      ...(policy ? { policy } : {}),
    });
    const resource = api.node.defaultChild as apigateway.CfnRestApi;
    resource.securityPolicy = TLS_POLICY;
    // Callers may reach a private API under an endpoint's name, which is not the host they ask for.
    resource.endpointAccessMode = access.kind === 'private' ? 'BASIC' : 'STRICT';
    // An output of CDK's, which would stand beside those that the stack's owner names.
    api.node.tryRemoveChild('Endpoint');
    return api;
  }

  private stageOptions(): apigateway.StageOptions {
    const { throttle } = this.props;
    const accessLog = createLogGroup(this, 'AccessLog', this.props);
    // Errors alone, and never the data of a call: that would be prompts and keys.
    const logging = { loggingLevel: apigateway.MethodLoggingLevel.ERROR, dataTraceEnabled: false, metricsEnabled: true };
    return {
      stageName: STAGE,
      ...logging,
      throttlingRateLimit: throttle.requestsPerSecond,
      throttlingBurstLimit: throttle.burst,
      methodOptions: { '/health/GET': { ...logging, ...HEALTH_THROTTLE } },
      tracingEnabled: true,
      accessLogDestination: { bind: () => ({ destinationArn: plainArnOf(accessLog) }) },
      accessLogFormat: apigateway.AccessLogFormat.custom(ACCESS_LOG_FORMAT),
    };
  }

  private createAuthorizer(): apigateway.RequestAuthorizer {
    const authorizer = new apigateway.RequestAuthorizer(this, 'Authorizer', {
      handler: this.props.authorizer,
      identitySources: [apigateway.IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(AUTHORIZER_SECONDS),
    });
    // What a stage serves is a deployment, which CDK makes anew when a method has changed, and only by a feature flag when this has.
    this.restApi.latestDeployment?.addToLogicalId({ authorizer: AUTHORIZER_SECONDS });
    return authorizer;
  }

  private addRoutes(authorizer: apigateway.IAuthorizer): void {
    const { limits } = this.props.config;
    const schemas = requestSchemas(limits);
    const v1 = this.restApi.root.addResource('v1');
    const known = { authorizationType: apigateway.AuthorizationType.CUSTOM, authorizer };
    const requestValidator = new apigateway.RequestValidator(this, 'Validator', {
      restApi: this.restApi,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const validated = (id: string, schema: apigateway.JsonSchema) => ({
      requestValidator,
      requestModels: { 'application/json': this.createModel(id, schema) },
    });
    this.addRoute(v1.addResource('chat').addResource('completions'), 'POST', { ...known, ...validated('Chat', schemas.chat) });
    this.addRoute(v1.addResource('embeddings'), 'POST', { ...known, ...validated('Embeddings', schemas.embeddings) });
    this.addRoute(v1.addResource('models'), 'GET', known);
    // Open: monitors and load balancers have no key, and it tells whether the program takes calls and no more.
    this.addRoute(this.restApi.root.addResource('health'), 'GET', { authorizationType: apigateway.AuthorizationType.NONE });
  }

  private createModel(id: string, schema: apigateway.JsonSchema): apigateway.Model {
    this.restApi.latestDeployment?.addToLogicalId({ [id]: schema });
    return new apigateway.Model(this, id, { restApi: this.restApi, contentType: 'application/json', schema });
  }

  private addRoute(resource: apigateway.Resource, method: string, options: apigateway.MethodOptions): void {
    const { handler, timeout, config } = this.props;
    const integration = new apigateway.LambdaIntegration(handler, {
      responseTransferMode: apigateway.ResponseTransferMode.STREAM,
      timeout,
      // The console's test call buffers, so it would show an error.
      allowTestInvoke: false,
    });
    const added = resource.addMethod(method, integration, options);
    acknowledge(added, GATEWAY_AUTHORIZER);
    if (options.authorizationType === apigateway.AuthorizationType.NONE) acknowledge(added, GATEWAY_HEALTH);
    const { corsOrigins } = config.network;
    if (corsOrigins.length > 0) {
      // As the program's own: constructs/runtime/gateway/core/cors.ts. Answered here, so that no browser's question reaches the function.
      resource.addCorsPreflight({
        allowOrigins: [...corsOrigins],
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.minutes(10),
      });
    }
  }

  // API Gateway makes this group itself where there is none, without a key and for ever.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
  private keepExecutionLog(): void {
    const name = `API-Gateway-Execution-Logs_${this.restApi.restApiId}/${STAGE}`;
    this.stage.node.addDependency(createLogGroup(this, 'ExecutionLog', this.props, name));
  }
}

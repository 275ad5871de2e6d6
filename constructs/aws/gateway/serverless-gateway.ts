import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { GATEWAY_CONFIG_VERSIONS } from '../../policy/acknowledged-findings.ts';
import { acknowledge } from '../acknowledge.ts';
import { ConfigParameter } from './config-parameter.ts';
import { CustomDomain } from './custom-domain.ts';
import { DEFAULT_FIREWALL, FirewallAcl, type GatewayFirewall } from './firewall.ts';
import { GatewayApi } from './gateway-api.ts';
import type { GatewayLogOptions } from './gateway-logs.ts';
import { type GatewayMetricOptions, type GatewayMetrics, gatewayMetric } from './metrics.ts';
import { ProgramFunction } from './program-function.ts';
import { DEFAULT_MEMORY_MIB, MOST_TIMEOUT, serverlessGatewayFaults } from './serverless-gateway-faults.ts';
import type { GatewayThrottle, ServerlessGatewayProps } from './serverless-gateway-props.ts';

const DEFAULT_THROTTLE: GatewayThrottle = { requestsPerSecond: 100, burst: 200 };
// Longer than a cold start and the keys of an issuer take.
const AUTHORIZER_TIMEOUT = Duration.seconds(15);

/**
 * One OpenAI-compatible door to models, without a server: API Gateway with response streaming, the gateway program as a function, and the
 * same program as the authorizer before it.
 *
 * Nothing is billed at rest but the firewall, a log's storage and, beyond 4 KB, the configuration. No property replaces the API, whose
 * name is its clients' address. It keeps no data: `state` does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export class ServerlessGateway extends Construct implements GatewayMetrics {
  /** What clients take as their base URL. It ends in `/v1`. */
  readonly baseUrl: string;
  /** The edge, to reach further than this block does. */
  readonly api: GatewayApi;
  /** The function that answers calls. */
  readonly program: ProgramFunction;
  /** The function that tells who calls. */
  readonly authorizer: ProgramFunction;
  readonly config: ConfigParameter;
  /** @default - the API answers under its own name alone */
  readonly domain?: CustomDomain;
  /** @default - the firewall is somebody else's, or there is none */
  readonly firewall?: FirewallAcl;

  constructor(scope: Construct, id: string, props: ServerlessGatewayProps) {
    super(scope, id);
    this.refuse(serverlessGatewayFaults(this, props));
    const logOptions = logOptionsOf(props);
    this.config = new ConfigParameter(this, 'Config', props.config);
    this.program = this.createProgram(props, logOptions);
    this.authorizer = this.createAuthorizer(props, logOptions);
    this.api = this.createApi(props, logOptions);
    if (props.domain) this.domain = new CustomDomain(this, 'Domain', { ...props.domain, restApi: this.api.restApi, stage: this.api.stage });
    const firewall = this.guard(props.firewall ?? DEFAULT_FIREWALL, logOptions);
    if (firewall) this.firewall = firewall;
    const host = props.domain && `https://${props.domain.domainName}/`;
    this.baseUrl = `${host ?? this.api.stage.urlForPath('/')}v1`;
  }

  metricRequestsSum(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metric('Count', Stats.SUM, options);
  }

  metricClientErrorsSum(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metric('4XXError', Stats.SUM, options);
  }

  metricServerErrorsSum(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metric('5XXError', Stats.SUM, options);
  }

  metricLatencyP95InMillis(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metric('Latency', Stats.p(95), options);
  }

  private metric(metricName: string, statistic: string, options?: GatewayMetricOptions): cloudwatch.Metric {
    const { apiName, stage } = this.api;
    return gatewayMetric(this, { ApiName: apiName, Stage: stage.stageName }, metricName, statistic, options);
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length > 0) throw new Error(`ServerlessGateway '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
  }

  private createProgram(props: ServerlessGatewayProps, logOptions: GatewayLogOptions): ProgramFunction {
    const { code, network, reservedConcurrency, models = [], secrets = [], state } = props;
    const program = new ProgramFunction(this, 'Function', {
      ...logOptions,
      description: 'Answers the calls of a gateway',
      code,
      handler: 'index.handler',
      environment: this.environment(props),
      memoryMiB: props.memoryMiB ?? DEFAULT_MEMORY_MIB,
      timeout: props.timeout ?? MOST_TIMEOUT,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      ...(network ? { network } : {}),
    });
    state.grants.serve(program.role);
    for (const model of models) model.grants.invoke(program.role);
    for (const secret of secrets) secret.grants.read(program.role);
    return this.configured(program);
  }

  private createAuthorizer(props: ServerlessGatewayProps, logOptions: GatewayLogOptions): ProgramFunction {
    const { code, network, state } = props;
    const authorizer = new ProgramFunction(this, 'Authorizer', {
      ...logOptions,
      description: 'Tells who calls a gateway',
      code,
      handler: 'index.authorizer',
      environment: this.environment(props),
      memoryMiB: 512,
      timeout: AUTHORIZER_TIMEOUT,
      ...(network ? { network } : {}),
    });
    state.grants.authenticate(authorizer.role);
    return this.configured(authorizer);
  }

  /** The variables of constructs/runtime/gateway/programs/lambda.ts. */
  private environment({ state }: ServerlessGatewayProps): Record<string, string> {
    return { LLM_GATEWAY_CONFIG_PARAMETER: this.config.parameterName, LLM_GATEWAY_TABLE: state.tableName };
  }

  /** A function whose environment names the parameter must not start before there is one. */
  private configured(program: ProgramFunction): ProgramFunction {
    this.config.grantRead(program.role);
    acknowledge(program.role, GATEWAY_CONFIG_VERSIONS);
    program.function.node.addDependency(this.config.parameter);
    return program;
  }

  private createApi(props: ServerlessGatewayProps, logOptions: GatewayLogOptions): GatewayApi {
    return new GatewayApi(this, 'Api', {
      ...logOptions,
      handler: this.program.function,
      authorizer: this.authorizer.function,
      config: props.config,
      access: props.access,
      throttle: props.throttle ?? DEFAULT_THROTTLE,
      timeout: props.timeout ?? MOST_TIMEOUT,
      ownName: props.domain === undefined,
    });
  }

  private guard(firewall: GatewayFirewall, logOptions: GatewayLogOptions): FirewallAcl | undefined {
    switch (firewall.kind) {
      case 'none':
        return undefined;
      case 'existing':
        this.associate(firewall.webAclArn);
        return undefined;
      case 'managed': {
        const acl = new FirewallAcl(this, 'Firewall', { ...logOptions, ...firewall });
        this.associate(acl.webAcl.attrArn);
        return acl;
      }
    }
  }

  private associate(webAclArn: string): void {
    new wafv2.CfnWebACLAssociation(this, 'FirewallAssociation', { webAclArn, resourceArn: this.api.stage.stageArn });
  }
}

function logOptionsOf({ encryptionKey, logRetention, logRemovalPolicy }: ServerlessGatewayProps): GatewayLogOptions {
  return {
    logRetention: logRetention ?? logs.RetentionDays.THREE_MONTHS,
    removalPolicy: logRemovalPolicy ?? RemovalPolicy.RETAIN,
    ...(encryptionKey ? { encryptionKey } : {}),
  };
}

import { field, isFalse, isSet, numberOf } from '../json.ts';
import type { Check } from '../rule.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { textsAt } from './references.ts';
import { existsWith, itemsAt, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const STAGE = 'AWS::ApiGateway::Stage';

/** GW-02. */
export const accessLogs: Check<Template> = (template) =>
  resourcesOfType(template, STAGE, 'AWS::ApiGatewayV2::Stage').flatMap((stage) => {
    const name = stage.type === STAGE ? 'AccessLogSetting' : 'AccessLogSettings';
    const path = `Properties.${name}`;
    const remedy = 'Log every call as JSON to a group of yours (accessLogDestination, accessLogFormat).';
    return [
      ...demandEvery(stage, `${path}.DestinationArn`, valuesAt(stage.properties, name, 'DestinationArn'), isSet, {
        allowed: 'a log group or a delivery stream',
        remedy,
      }),
      ...demandEvery(stage, `${path}.Format`, valuesAt(stage.properties, name, 'Format'), isJson, { allowed: 'JSON', remedy }),
    ];
  });

function isJson(format: unknown): boolean {
  try {
    return typeof format === 'string' && typeof JSON.parse(format) === 'object';
  } catch {
    return false;
  }
}

/** GW-03. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
export const noPromptsInLogs: Check<Template> = (template) =>
  resourcesOfType(template, STAGE).flatMap((stage) =>
    demandEvery(
      stage,
      'Properties.MethodSettings.DataTraceEnabled',
      itemsAt(stage.properties, 'MethodSettings').flatMap((settings) => valuesAt(settings, 'DataTraceEnabled')),
      (traced) => traced === undefined || isFalse(traced),
      { allowed: 'false', remedy: 'Set dataTraceEnabled: false; it writes bodies and keys into the log.' },
    ),
  );

/** GW-05. */
export const throttled: Check<Template> = (template) =>
  resourcesOfType(template, STAGE).flatMap((stage) => {
    const settings = itemsAt(stage.properties, 'MethodSettings').filter(
      (one) => field(one, 'HttpMethod') === '*' && field(one, 'ResourcePath') === '/*',
    );
    const demand = { allowed: 'a rate and a burst above 0 for all methods', remedy: 'Set throttlingRateLimit and throttlingBurstLimit.' };
    if (settings.length === 0) return [observe(stage, 'Properties.MethodSettings', 'no settings for all methods', demand)];
    return ['ThrottlingRateLimit', 'ThrottlingBurstLimit'].flatMap((limit) =>
      demandEvery(
        stage,
        `Properties.MethodSettings.${limit}`,
        settings.flatMap((one) => valuesAt(one, limit)),
        (value) => (numberOf(value) ?? 0) > 0,
        demand,
      ),
    );
  });

/** GW-09. */
export const traced: Check<Template> = (template) =>
  resourcesOfType(template, STAGE).flatMap((stage) =>
    demandTrue(stage, 'Properties.TracingEnabled', valuesAt(stage.properties, 'TracingEnabled'), 'Set tracingEnabled: true.'),
  );

/** Whether a companion of a stage is about it: its ARN is put together from the API and the stage. */
export function isOfStage(template: Template, stage: Resource, companion: Resource, property: string): boolean {
  return (
    existsWith(companion, stage) &&
    textsAt(template, valuesAt(companion.properties, property)).some((text) => text.includes(`\${${stage.logicalId}}`))
  );
}

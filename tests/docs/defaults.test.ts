import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_AUDIT_LOCK } from '../../constructs/aws/data/audit-lock.ts';
import { DEFAULT_NONCURRENT_DAYS } from '../../constructs/spec/bucket-roles.ts';
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_CIDR,
  DEFAULT_CONSUMER_CLAIM,
  DEFAULT_DELETION_WINDOW_DAYS,
  DEFAULT_FLOW_LOG_DAYS,
  DEFAULT_GATEWAY_LIMITS,
  DEFAULT_GATEWAY_TIMEOUTS,
  DEFAULT_GUARDRAIL,
  DEFAULT_REMOVAL,
  DEFAULT_ROTATION_DAYS,
  DEFAULT_SECRET_MAX_AGE_DAYS,
  DEFAULT_STICKY_BY,
  DEFAULT_ZONES,
} from '../../constructs/spec/defaults.ts';
import {
  DEFAULT_BLOCKED_INPUT_MESSAGE,
  DEFAULT_BLOCKED_OUTPUT_MESSAGE,
  DEFAULT_PROFANITY,
} from '../../constructs/spec/guardrail-filters.ts';
import { ROOT } from './support/markdown.ts';
import { optionalProperties } from './support/public-types.ts';

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const modules = Object.values<string | { readonly source: string }>(exports).flatMap((target) =>
  typeof target === 'string' ? [] : target.source,
);

/** What the kit gives to its user, who never writes it: an optional property is absent there, and has no default. */
const GIVEN_BACK = /(?:Spec|Outputs?)$|^(?:Fault|CheckedPlatform|Synthesized\w+)$/;

const properties = optionalProperties(modules, (name) => GIVEN_BACK.test(name));

test('the public types are found, with what they extend and refer to', () => {
  const places = properties.map(({ place }) => place);
  expect(places).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/ DataBucketsProps\.retention$/),
      expect.stringMatching(/ ManagedModelOptions\.guardrail$/),
      expect.stringMatching(/ EnforcedGuardrail\.systemPrompts$/),
      expect.stringMatching(/ NamingInput\.generation$/),
    ]),
  );
});

test('every optional property says its default', () => {
  expect(properties.filter(({ defaultText }) => !defaultText).map(({ place }) => place)).toEqual([]);
});

// A value as it is written in code, or a dash and what happens without one.
test('a default is a value, or a dash and a behaviour', () => {
  const form = /^(?:- [a-zA-Z`']|'[^']*'|\d|\{ |\[|true\b|false\b|[A-Z]\w*\.\w)/;
  expect(properties.filter(({ defaultText = '- none' }) => !form.test(defaultText) || /undefined/.test(defaultText))).toEqual([]);
});

// What a docstring repeats of a constant must not drift from it.
test.each<[string, string]>([
  ['NetworkBase.cidr', `'${DEFAULT_CIDR}'`],
  ['NetworkBase.zones', `${DEFAULT_ZONES.dev}, in \`prod\` ${DEFAULT_ZONES.prod}`],
  [
    'NetworkBase.flowLogDays',
    `${DEFAULT_FLOW_LOG_DAYS.dev}, in \`ephemeral\` ${DEFAULT_FLOW_LOG_DAYS.ephemeral}, in \`prod\` ${DEFAULT_FLOW_LOG_DAYS.prod}`,
  ],
  ['KeysInput.rotationDays', `${DEFAULT_ROTATION_DAYS}`],
  ['KeysInput.deletionWindowDays', `${DEFAULT_DELETION_WINDOW_DAYS}`],
  ['DataInput.softDeleteDays', `${DEFAULT_NONCURRENT_DAYS}`],
  ['DataInput.removal', `'${DEFAULT_REMOVAL.dev}', in \`ephemeral\` '${DEFAULT_REMOVAL.ephemeral}'`],
  ['SecretInput.maxAgeDays', `${DEFAULT_SECRET_MAX_AGE_DAYS}`],
  ['GuardrailInput.profanity', `'${DEFAULT_PROFANITY}'`],
  ['RouteInput.stickyBy', `'${DEFAULT_STICKY_BY}'`],
  ['GatewayInput.attempts', `${DEFAULT_ATTEMPTS}`],
  ['JwtInput.consumerClaim', `'${DEFAULT_CONSUMER_CLAIM}'`],
  ['GatewayLimitsInput.maxBodyBytes', `${DEFAULT_GATEWAY_LIMITS.maxBodyBytes}`],
  ['GatewayLimitsInput.maxMessages', `${DEFAULT_GATEWAY_LIMITS.maxMessages}`],
  ['GatewayLimitsInput.maxInputsPerEmbedding', `${DEFAULT_GATEWAY_LIMITS.maxInputsPerEmbedding}`],
  ['GatewayLimitsInput.countersFail', `'${DEFAULT_GATEWAY_LIMITS.countersFail}'`],
  ['GatewayTimeoutsInput.totalSeconds', `${DEFAULT_GATEWAY_TIMEOUTS.totalSeconds}`],
  ['GatewayTimeoutsInput.firstByteSeconds', `${DEFAULT_GATEWAY_TIMEOUTS.firstByteSeconds}`],
  ['GatewayTimeoutsInput.idleSeconds', `${DEFAULT_GATEWAY_TIMEOUTS.idleSeconds}`],
  ['ManagedModelInput.guardrail', `'${DEFAULT_GUARDRAIL}'`],
  ['DataBucketsProps.noncurrentDays', `${DEFAULT_NONCURRENT_DAYS}`],
  [
    'DataBucketsProps.auditLock',
    DEFAULT_AUDIT_LOCK.kind === 'none' ? '' : `{ kind: '${DEFAULT_AUDIT_LOCK.kind}', days: ${DEFAULT_AUDIT_LOCK.days} }`,
  ],
  ['GuardrailContent.profanity', `'${DEFAULT_PROFANITY}'`],
  ['GuardrailContent.blockedInputMessaging', `'${DEFAULT_BLOCKED_INPUT_MESSAGE}'`],
  ['GuardrailContent.blockedOutputsMessaging', `'${DEFAULT_BLOCKED_OUTPUT_MESSAGE}'`],
  ['PlatformKeyProps.rotationPeriod', `Duration.days(${DEFAULT_ROTATION_DAYS})`],
  ['PlatformKeyProps.pendingWindow', `Duration.days(${DEFAULT_DELETION_WINDOW_DAYS})`],
])('%s names the default that is used', (name, value) => {
  // A property that both clouds have says the same on both.
  expect([...new Set(properties.filter(({ place }) => place.endsWith(` ${name}`)).map(({ defaultText }) => defaultText))]).toEqual([value]);
});

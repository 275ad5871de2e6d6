import { z } from 'zod';
import { RESIDENCIES } from '../../catalog/index.ts';
import { RULE_IDS } from '../rule-ids.ts';
import { CLOUDS, DATA_CLASSIFICATIONS, OWNERSHIP_TAGS, PROFILES } from '../vocabulary.ts';
import { clouds } from './clouds.ts';
import { data, keys, secret } from './data.ts';
import { consumer, gateway, route } from './gateway.ts';
import { guardrail, model } from './models.ts';
import { network } from './network.ts';
import { entryName, environmentName, form, isoDate, notes, sentence, wholeNumber } from './primitives.ts';

const owner = z
  .strictObject({
    team: sentence(64, { code: 'CFG-018', example: 'support' }),
    email: form(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, {
      code: 'CFG-018',
      allowed: 'an e-mail address',
      example: 'llm-platform@example.com',
      remedy: 'Give the address that the team reads.',
    }),
    costCenter: sentence(64, { code: 'CFG-018', example: '4711', remedy: 'Write it in quotes.' }),
  })
  .register(notes, { example: { team: 'support', email: 'llm-platform@example.com', costCenter: '4711' } });

const naming = z
  .strictObject({
    seed: form(/^[a-z0-9][a-z0-9-]{6,30}[a-z0-9]$/, {
      code: 'CFG-106',
      allowed: '8 to 32 lower-case letters, digits and dashes',
      example: 'k7m2-q9xd-4tbn',
      remedy: "Take one from 'llm-infra init'.",
    }),
    generation: wholeNumber(1, 999).optional(),
  })
  .register(notes, { example: { seed: 'k7m2-q9xd-4tbn' } });

const exemption = z.strictObject({
  rule: z.enum(RULE_IDS).register(notes, {
    code: 'CFG-083',
    allowed: `the id of a rule of the kit: ${RULE_IDS.join(', ')}`,
    example: 'NET-01',
    remedy: "Take the id from 'llm-infra plan'.",
  }),
  cloud: z.enum(CLOUDS).optional(),
  environment: environmentName().optional(),
  where: sentence(255).optional(),
  reason: sentence(500, { code: 'CFG-083', example: 'no client network yet', remedy: 'Say why the finding is accepted.' }),
  expires: isoDate,
});

const environment = z
  .looseObject({ profile: z.enum(PROFILES).register(notes, { example: 'dev' }) })
  .register(notes, { allowed: 'a map with profile, and what differs there', example: { profile: 'dev' } });

/** The parts of the file that an environment's overlay may change. */
export const OVERLAID = [
  'owner',
  'dataClassification',
  'residency',
  'naming',
  'tags',
  'clouds',
  'network',
  'keys',
  'data',
  'secrets',
  'guardrails',
  'models',
  'routes',
  'gateway',
  'consumers',
  'exemptions',
] as const;

/** The grammar of a platform file. Shape alone: defaults are filled and parts are held against each other afterwards. */
export const platformSchema = z.strictObject({
  version: z.literal(1).register(notes, { allowed: '1', example: 1, remedy: 'Write version: 1.' }),
  name: form(/^(?=.{3,24}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
    code: 'CFG-106',
    allowed: '3 to 24 lower-case letters, digits and single dashes, a letter first',
    example: 'support-assistant',
    remedy: "Choose a name such as 'support-assistant'.",
  }),
  owner,
  dataClassification: z
    .enum(DATA_CLASSIFICATIONS)
    .register(notes, { code: 'CFG-076', example: 'confidential', remedy: 'Say how sensitive the data is.' }),
  residency: z.enum(RESIDENCIES).register(notes, { example: 'eu', remedy: 'Say where data may be kept and processed.' }),
  naming,
  tags: z
    .strictObject({
      names: z.partialRecord(z.enum(OWNERSHIP_TAGS), z.string()).optional(),
      add: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  clouds,
  environments: z.record(environmentName(), environment).register(notes, { example: { dev: { profile: 'dev' } } }),
  network: network.optional(),
  keys: keys.optional(),
  data: data.optional(),
  secrets: z.record(entryName(32, 'openai-key'), secret).optional(),
  guardrails: z.record(entryName(32, 'standard'), guardrail).optional(),
  models: z.record(entryName(32, 'assistant'), model).optional(),
  routes: z.record(entryName(32, 'chat'), route).optional(),
  gateway: gateway.optional(),
  consumers: z.record(entryName(32, 'support-web'), consumer).optional(),
  exemptions: z.array(exemption).optional(),
});

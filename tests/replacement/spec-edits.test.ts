import { describe, expect, test } from 'vitest';
import { type Footprint, lossesBetween, renderLosses } from '../../constructs/replacement/index.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { CLOUDS, type Cloud } from '../../constructs/spec/vocabulary.ts';
import { docsOf } from './field-docs.ts';
import { platformFootprint } from './footprints.ts';
import { cloudsOf, editsOf, type SpecEdit } from './spec-edits.ts';
import { type SpecField, specFields } from './spec-fields.ts';

/**
 * Every field of the platform file is edited: either nothing stateful is lost, or the field's docstring says so, in one of the words below.
 *
 * A recording of a Pulumi program takes a second, so `npm test` looks at what edits do on AWS alone. `npm run verify` sets
 * SPEC_EDITS=first for one edit of each field on both clouds, `npm run verify:full` SPEC_EDITS=all for a few in every profile.
 */
const { SPEC_EDITS = 'aws' } = process.env;
const EXTENT = SPEC_EDITS === 'all' ? 'all' : 'first';
const JUDGED = SPEC_EDITS === 'aws' ? ['aws'] : CLOUDS;

const SAYS_SO = /\b(?:replaces|gives up|makes a new)\b|\bleaves\b[^.]*\bbehind\b/;

const FIELDS = specFields();
const LONGEST_MILLIS = EXTENT === 'all' ? 1_200_000 : 60_000;

const WITH_ONE_VALUE = ['version', 'models.*.auth.kind', 'gateway.kind'];

/** The fields that one cloud does not take, or that have one value: there is nothing to edit. */
const FIXED: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [...WITH_ONE_VALUE, 'models.*.capacity.tokensPerMinute', 'models.*.capacity.units'],
  azure: [
    ...WITH_ONE_VALUE,
    ...['pii.action', 'pii.kinds.[]', 'grounding.grounding', 'grounding.relevance', 'blockedMessage'].map((name) => `guardrails.*.${name}`),
    ...['name', 'definition', 'examples.[]'].map((name) => `guardrails.*.deniedTopics.[].${name}`),
  ],
};

/** Objects that name one thing: what a change of it costs is said once, for the whole. */
const ONE_THING = [
  'clouds.aws.logBucket',
  'clouds.azure.resourceGroups',
  'clouds.azure.logWorkspace',
  'clouds.azure.flowLogStorage',
  'clouds.azure.keyVault',
  'clouds.azure.registry',
  'environments.*',
  'models.*.model',
  'secrets.*.existing',
];

/** Where the docstring of a field may say it: at the field, at the union that its kind is of, and at each part that a reset part holds. */
function placesOfDocs({ path, form }: SpecField): readonly string[] {
  const parent = path.slice(0, path.lastIndexOf('.'));
  const around = form === 'kind' ? [parent] : ONE_THING.includes(parent) ? [parent, path] : [path];
  return form === 'part' ? [...around, ...FIELDS.filter((field) => field.path.startsWith(`${path}.`)).flatMap(placesOfDocs)] : around;
}

function claimsOf(field: SpecField): readonly string[] {
  return placesOfDocs(field).flatMap((place) => docsOf(place).filter((text) => SAYS_SO.test(text)));
}

const made = new Map<string, Footprint | Promise<Footprint>>();

/** Specs that differ in what is only said, or in the other cloud, make the same. */
function footprint(spec: PlatformSpec, cloud: Cloud): Footprint | Promise<Footprint> {
  const { warnings: _warnings, exemptions: _exemptions, clouds, ...rest } = spec;
  const key = JSON.stringify([cloud, clouds[cloud], rest]);
  const known = made.get(key) ?? platformFootprint(spec, cloud);
  made.set(key, known);
  return known;
}

async function lossesOf({ before, after, cloud }: SpecEdit) {
  return lossesBetween(await footprint(before, cloud), await footprint(after, cloud));
}

const described = ({ place, value, base, profile }: SpecEdit) => `${place} to ${JSON.stringify(value)}, ${base}, in ${profile}`;

describe.each(CLOUDS)('On %s', (cloud) => {
  const fields = FIELDS.filter((field) => cloudsOf(field).includes(cloud));

  test('every field that holds a value can be edited, so that none goes unseen', () => {
    const unseen = fields.filter((field) => field.form !== 'part' && editsOf(field, cloud, 'first').next().done);
    expect(unseen.map(({ path }) => path).sort()).toEqual(FIXED[cloud].toSorted());
  });
});

describe.each(JUDGED as readonly Cloud[])('On %s an edit', (cloud) => {
  test.each(FIELDS.filter((field) => cloudsOf(field).includes(cloud)))(
    'of $path loses nothing stateful, or its docstring says so',
    async (field) => {
      const isKnown = claimsOf(field).length > 0;
      for (const edit of editsOf(field, cloud, EXTENT)) {
        const losses = isKnown ? [] : await lossesOf(edit);
        expect(renderLosses(losses), described(edit)).toBe('');
      }
    },
    LONGEST_MILLIS,
  );
});

/** The fields by the docstring that speaks of a loss: several can share one. */
const CLAIMS = new Map<string, SpecField[]>();
for (const field of FIELDS.filter(({ form }) => form !== 'part')) {
  for (const claim of claimsOf(field)) CLAIMS.set(claim, [...(CLAIMS.get(claim) ?? []), field]);
}

async function isBorneOut(fields: readonly SpecField[]): Promise<boolean> {
  for (const field of fields) {
    for (const cloud of cloudsOf(field)) {
      for (const edit of editsOf(field, cloud, EXTENT)) if ((await lossesOf(edit)).length > 0) return true;
    }
  }
  return false;
}

test('the docstrings that speak of a loss are found', () => {
  expect(CLAIMS.size).toBeGreaterThan(15);
});

test.runIf(SPEC_EDITS === 'all').each([...CLAIMS])(
  'an edit loses something, as is said: %s',
  async (_, fields) => {
    expect(await isBorneOut(fields)).toBe(true);
  },
  LONGEST_MILLIS,
);

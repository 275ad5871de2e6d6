import { describe, expect, test } from 'vitest';
import {
  AWS_REGIONS,
  AZURE_REGIONS,
  CATALOG_DATE,
  type FoundrySku,
  findModel,
  MODELS,
  type Model,
  modelNames,
  type Retirement,
  SOURCES,
} from '../../constructs/catalog/index.ts';

const awsNames = new Set<string>(AWS_REGIONS.map(({ name }) => name));
const azureNames = new Set<string>(AZURE_REGIONS.map(({ name }) => name));

const bedrock = MODELS.flatMap((model) => (model.aws ? [{ model, offering: model.aws }] : []));
const foundry = MODELS.flatMap((model) => (model.azure ? [{ model, offering: model.azure }] : []));
const retirements = MODELS.flatMap((model) =>
  (['aws', 'azure'] as const).flatMap((cloud) => {
    const retirement: Retirement | undefined = model[cloud]?.retirement;
    return retirement ? [{ model, cloud, retirement }] : [];
  }),
);

function isIsoDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

function faulty<T>(rows: readonly T[], isRight: (row: T) => boolean, name: (row: T) => string): readonly string[] {
  return rows.filter((row) => !isRight(row)).map(name);
}

const byName = ({ model }: { readonly model: Model }) => model.name;

describe('every model', () => {
  test('has a name of its own, in lower case with hyphens and dots', () => {
    const names = MODELS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  test('is offered somewhere and rests on sources with a date no later than the catalogue', () => {
    expect(
      faulty(
        MODELS,
        ({ aws, azure }) => aws !== undefined || azure !== undefined,
        ({ name }) => name,
      ),
    ).toEqual([]);
    const rows = MODELS.flatMap((model) =>
      [model, model.aws, model.azure].flatMap((row) => (row ? [{ model, sources: row.sources }] : [])),
    );
    expect(faulty(rows, ({ sources }) => sources.length > 0, byName)).toEqual([]);
  });

  test('says how long its answers are when it chats, and how long its vectors when it embeds', () => {
    const isRight = (model: Model) =>
      model.use === 'chat'
        ? model.maxOutputTokens !== undefined && model.dimensions === undefined
        : model.maxOutputTokens === undefined && model.dimensions !== undefined && !model.tools;
    expect(faulty(MODELS, isRight, ({ name }) => name)).toEqual([]);
  });

  test('reads text, and holds at least its own longest answer', () => {
    const isRight = (model: Model) => model.inputs.includes('text') && model.contextTokens >= (model.maxOutputTokens ?? 1);
    expect(faulty(MODELS, isRight, ({ name }) => name)).toEqual([]);
  });

  test('makes vectors of its default length', () => {
    const isRight = ({ dimensions }: Model) =>
      dimensions === undefined ||
      ('min' in dimensions.allowed ? dimensions.default <= dimensions.allowed.max : dimensions.allowed.includes(dimensions.default));
    expect(faulty(MODELS, isRight, ({ name }) => name)).toEqual([]);
  });
});

describe('every offering on Bedrock', () => {
  test('has an id of its own: vendor, dot, model, without the prefix of a profile', () => {
    const ids = bedrock.map(({ offering }) => offering.modelId);
    expect(new Set(ids).size).toBe(ids.length);
    const form = /^(anthropic|amazon|cohere|meta|mistral|openai)\.[a-z0-9.-]+(-v\d+)?(:\d+)?$/;
    expect(ids.filter((id) => !form.test(id))).toEqual([]);
    expect(faulty(bedrock, ({ model, offering }) => offering.modelId.startsWith(`${model.vendor}.`), byName)).toEqual([]);
  });

  test('names regions of the table alone, each once', () => {
    const lists = bedrock.flatMap(({ model, offering }) =>
      [offering.inRegion, ...offering.profiles.flatMap(({ sourceRegions, homeRegions }) => [sourceRegions, homeRegions ?? []])].map(
        (regions) => ({ model, regions: regions as readonly string[] }),
      ),
    );
    expect(faulty(lists, ({ regions }) => regions.every((region) => awsNames.has(region)), byName)).toEqual([]);
    expect(faulty(lists, ({ regions }) => new Set(regions).size === regions.length, byName)).toEqual([]);
  });

  test('is callable from somewhere until it is retired, and has each profile once', () => {
    const current = bedrock.filter(({ offering }) => !offering.retirement || offering.retirement.date > CATALOG_DATE);
    const isCallable = ({ offering }: (typeof current)[number]) =>
      offering.inRegion.length > 0 ||
      (offering.profiles.length > 0 && offering.profiles.every(({ sourceRegions }) => sourceRegions.length > 0));
    expect(faulty(current, isCallable, byName)).toEqual([]);
    const hasEachOnce = ({ offering }: (typeof current)[number]) =>
      new Set(offering.profiles.map(({ prefix }) => prefix)).size === offering.profiles.length;
    expect(faulty(bedrock, hasEachOnce, byName)).toEqual([]);
  });
});

describe('every offering on Foundry', () => {
  test('has a name and version of its own', () => {
    const ids = foundry.map(({ offering }) => `${offering.format}/${offering.name}/${offering.version}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^(OpenAI|Anthropic|Meta|Mistral AI)\/[A-Za-z0-9.-]+\/(\d{4}-\d{2}-\d{2}|\d+)$/.test(id))).toEqual([]);
  });

  test('names regions of the table alone, each once', () => {
    const lists = foundry.flatMap(({ model, offering }) =>
      Object.values(offering.skus).map((regions) => ({ model, regions: regions as readonly string[] })),
    );
    expect(faulty(lists, ({ regions }) => regions.every((region) => azureNames.has(region)), byName)).toEqual([]);
    expect(faulty(lists, ({ regions }) => new Set(regions).size === regions.length, byName)).toEqual([]);
  });

  test('is deployable somewhere until it is retired', () => {
    const skus: readonly FoundrySku[] = ['Standard', 'DataZoneStandard', 'GlobalStandard'];
    const current = foundry.filter(({ offering }) => !offering.retirement || offering.retirement.date > CATALOG_DATE);
    expect(faulty(current, ({ offering }) => skus.some((sku) => offering.skus[sku]?.length), byName)).toEqual([]);
  });

  test('sells provisioned throughput in whole units, a step no larger than the smallest size', () => {
    const steps = foundry.flatMap(({ model, offering }) =>
      [offering.provisioned?.regional, offering.provisioned?.zoneOrGlobal].flatMap((step) => (step ? [{ model, step }] : [])),
    );
    expect(steps.length).toBeGreaterThan(0);
    const isRight = ({ step }: (typeof steps)[number]) =>
      Number.isInteger(step.minimum) && Number.isInteger(step.increment) && 0 < step.increment && step.increment <= step.minimum;
    expect(faulty(steps, isRight, byName)).toEqual([]);
  });
});

describe('every retirement', () => {
  test('has a date of the calendar', () => {
    expect(faulty(retirements, ({ retirement }) => isIsoDate(retirement.date), byName)).toEqual([]);
  });

  test('that is past or closed to new customers names a successor', () => {
    const ended = retirements.filter(({ retirement }) => retirement.closedToNewCustomers || retirement.date <= CATALOG_DATE);
    expect(ended.length).toBeGreaterThan(0);
    expect(faulty(ended, ({ retirement }) => retirement.successor !== undefined, byName)).toEqual([]);
  });

  test('names a successor of the same use that the same cloud offers for longer', () => {
    const named = retirements.filter(({ retirement }) => retirement.successor !== undefined);
    const isRight = ({ model, cloud, retirement }: (typeof named)[number]) => {
      const successor = findModel(retirement.successor ?? '');
      const end = successor?.[cloud]?.retirement?.date ?? '9999-12-31';
      return successor?.use === model.use && successor[cloud] !== undefined && end >= retirement.date && successor.name !== model.name;
    };
    expect(faulty(named, isRight, byName)).toEqual([]);
  });
});

describe('sources', () => {
  test('have a date of the calendar, no later than the catalogue', () => {
    expect(
      faulty(
        Object.values(SOURCES),
        ({ date }) => isIsoDate(date) && date <= CATALOG_DATE,
        ({ from }) => from,
      ),
    ).toEqual([]);
  });

  test('that are pages are pages of the cloud that the fact is about', () => {
    const pages = Object.values(SOURCES).filter(({ from }) => from.startsWith('http'));
    expect(
      faulty(
        pages,
        ({ from }) => /^https:\/\/(docs\.aws\.amazon|learn\.microsoft)\.com\//.test(from),
        ({ from }) => from,
      ),
    ).toEqual([]);
  });
});

describe('names', () => {
  test('are exact: a model is not found by what a cloud calls it, nor in another case', () => {
    expect(findModel('claude-sonnet-4.6')?.vendor).toBe('anthropic');
    expect(findModel('anthropic.claude-sonnet-4-6')).toBeUndefined();
    expect(findModel('Claude-Sonnet-4.6')).toBeUndefined();
  });

  test('can be listed by cloud, by use and by day', () => {
    expect(modelNames()).toHaveLength(MODELS.length);
    expect(modelNames({ cloud: 'azure', use: 'embedding' })).toEqual([
      'text-embedding-3-large',
      'text-embedding-3-small',
      'text-embedding-ada-002',
    ]);
    expect(modelNames({ cloud: 'azure', asOf: '2026-11-18' })).toContain('o3');
    expect(modelNames({ cloud: 'azure', asOf: '2026-11-19' })).not.toContain('o3');
  });

  test('of a model that one cloud retired stay listed while another cloud has it', () => {
    expect(modelNames({ asOf: CATALOG_DATE })).toContain('claude-opus-4.1');
    expect(modelNames({ cloud: 'azure', asOf: CATALOG_DATE })).not.toContain('claude-opus-4.1');
    expect(modelNames({ asOf: CATALOG_DATE })).not.toContain('claude-sonnet-4');
  });
});

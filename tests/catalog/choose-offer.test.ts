import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOG_DATE,
  chooseOffer,
  describeFault,
  MODELS,
  type Offer,
  type OfferFault,
  type OfferRequest,
  type OfferWarning,
  offersIn,
  RESIDENCIES,
  regionsOffering,
  regionsWithin,
  staysWithin,
} from '../../constructs/catalog/index.ts';
import { CLOUDS, PROCESSING_SCOPES } from '../../constructs/spec/vocabulary.ts';

const AWS_EU: OfferRequest = { model: 'claude-sonnet-4.6', cloud: 'aws', region: 'eu-central-1', residency: 'eu', asOf: CATALOG_DATE };
const AZURE_EU: OfferRequest = { model: 'gpt-5.4', cloud: 'azure', region: 'swedencentral', residency: 'eu', asOf: CATALOG_DATE };

function offerOf(request: OfferRequest): Offer {
  const choice = chooseOffer(request);
  if (choice.kind === 'fault') throw new Error(describeFault(choice.fault));
  return choice.offer;
}

function faultOf(request: OfferRequest): OfferFault {
  const choice = chooseOffer(request);
  if (choice.kind === 'offer') throw new Error(`${request.model} was offered as ${JSON.stringify(choice.offer)}`);
  return choice.fault;
}

function warningsOf(request: OfferRequest): readonly OfferWarning[] {
  const choice = chooseOffer(request);
  return choice.kind === 'offer' ? choice.warnings : [];
}

/** Any request for a model of the catalogue in a region of the tables. */
const request: fc.Arbitrary<OfferRequest> = fc.constantFrom(...CLOUDS).chain((cloud) =>
  fc.record(
    {
      model: fc.constantFrom(...MODELS.map(({ name }) => name)),
      cloud: fc.constant(cloud),
      region: fc.constantFrom(...regionsWithin('any', cloud)),
      residency: fc.constantFrom(...RESIDENCIES),
      processing: fc.constantFrom(...PROCESSING_SCOPES),
      asOf: fc.constant(CATALOG_DATE),
    },
    { requiredKeys: ['model', 'cloud', 'region', 'residency', 'asOf'] },
  ),
);

/** What the cloud itself is asked for. */
function called(offer: Offer): string {
  return offer.cloud === 'aws' ? (offer.profileId ?? offer.modelId) : `${offer.sku} ${offer.name} ${offer.version}`;
}

describe('the offer chosen', () => {
  test.each([
    ['claude-sonnet-5.5', 'aws', 'eu-central-1', 'eu', 'eu.anthropic.claude-sonnet-5-5'],
    ['claude-sonnet-5.5', 'aws', 'us-east-1', 'us', 'us.anthropic.claude-sonnet-5-5'],
    ['claude-haiku-4.5', 'aws', 'ap-northeast-1', 'jp', 'jp.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['claude-haiku-4.5', 'aws', 'sa-east-1', 'any', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['claude-sonnet-4.6', 'aws', 'eu-west-2', 'uk', 'anthropic.claude-sonnet-4-6'],
    ['titan-embed-v2', 'aws', 'eu-central-1', 'eu', 'amazon.titan-embed-text-v2:0'],
    ['nova-pro', 'aws', 'us-east-1', 'us', 'amazon.nova-pro-v1:0'],
    ['nova-pro', 'aws', 'eu-north-1', 'eu', 'eu.amazon.nova-pro-v1:0'],
    ['gpt-5.1', 'azure', 'swedencentral', 'eu', 'Standard gpt-5.1 2025-11-13'],
    ['gpt-5.4', 'azure', 'swedencentral', 'eu', 'DataZoneStandard gpt-5.4 2026-03-05'],
    ['gpt-5.4', 'azure', 'uksouth', 'any', 'GlobalStandard gpt-5.4 2026-03-05'],
    ['text-embedding-3-large', 'azure', 'switzerlandnorth', 'ch', 'Standard text-embedding-3-large 1'],
    ['text-embedding-3-large', 'azure', 'westeurope', 'eu', 'DataZoneStandard text-embedding-3-large 1'],
    ['claude-sonnet-5.5', 'azure', 'swedencentral', 'any', 'GlobalStandard claude-sonnet-5-5 2'],
  ] as const)('is the narrowest that honours the residency: %s on %s in %s for %s', (model, cloud, region, residency, expected) => {
    expect(called(offerOf({ model, cloud, region, residency, asOf: CATALOG_DATE }))).toBe(expected);
  });

  test('is the one that was asked for, when it honours the residency', () => {
    const asked: OfferRequest = { ...AZURE_EU, model: 'gpt-5.1', processing: 'geography' };
    expect(called(offerOf(asked))).toBe('DataZoneStandard gpt-5.1 2025-11-13');
    expect(called(offerOf({ ...AWS_EU, residency: 'any', processing: 'global' }))).toBe('global.anthropic.claude-sonnet-4-6');
  });

  test('never leaves the residency, wherever and however it is asked for', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const choice = chooseOffer(asked);
        if (choice.kind === 'fault') return;
        const { offer } = choice;
        expect(offer).toMatchObject({ model: asked.model, cloud: asked.cloud, region: asked.region });
        if (asked.processing) expect(offer.processing).toBe(asked.processing);
        if (asked.residency === 'any') return;
        const within = regionsWithin(asked.residency, asked.cloud);
        expect(offer.processing).not.toBe('global');
        expect(within).toEqual(expect.arrayContaining(offer.cloud === 'aws' ? [...offer.destinations] : [offer.region]));
      }),
      { numRuns: 500 },
    );
  });

  test('exists in every region that a fault of residency names instead', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const choice = chooseOffer(asked);
        if (choice.kind === 'offer' || choice.fault.kind !== 'outside-residency') return;
        for (const region of choice.fault.within) expect(chooseOffer({ ...asked, region }).kind).toBe('offer');
      }),
      { numRuns: 200 },
    );
  });
});

describe('destinations on Bedrock', () => {
  test('of an eu profile are in member states alone when the request comes from one', () => {
    const offer = offerOf(AWS_EU);
    expect(offer).toMatchObject({
      destinations: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
    });
  });

  test.each(['eu-west-2', 'eu-central-2'])(
    'of an eu profile include %s when the request comes from there, so it leaves the EU',
    (region) => {
      const [geographic] = findOffers('claude-haiku-4.5', region).filter(({ processing }) => processing === 'geography');
      expect(geographic).toMatchObject({ destinations: expect.arrayContaining([region, 'eu-central-1']) });
      expect(faultOf({ ...AWS_EU, model: 'claude-haiku-4.5', region })).toMatchObject({ kind: 'outside-residency' });
    },
  );

  test('of a us profile that Canada calls cross the border', () => {
    const [geographic] = findOffers('claude-haiku-4.5', 'ca-central-1').filter(({ processing }) => processing === 'geography');
    expect(geographic && staysWithin(geographic, 'us')).toBe(false);
    expect(geographic && staysWithin(geographic, 'ca')).toBe(false);
  });

  test('of the bare id are the region, those of the global profile everywhere', () => {
    expect(findOffers('claude-sonnet-4.6', 'eu-west-2').map((offer) => offer.cloud === 'aws' && offer.destinations)).toEqual([
      ['eu-west-2'],
      expect.arrayContaining(['eu-west-2', 'eu-central-1']),
      'all-commercial',
    ]);
  });

  function findOffers(name: string, region: string): readonly Offer[] {
    return MODELS.filter((model) => model.name === name).flatMap((model) => offersIn(model, 'aws', region));
  }
});

describe('data zones on Azure', () => {
  test.each(['norwayeast', 'switzerlandnorth'])('process a request of %s in the EU, which is not its own country', (region) => {
    const zone: OfferRequest = { ...AZURE_EU, region, residency: 'any', processing: 'geography' };
    expect(offerOf(zone)).toMatchObject({ sku: 'DataZoneStandard', zone: 'eu' });
    expect(staysWithin(offerOf(zone), 'eu')).toBe(false);
    expect(staysWithin(offerOf(zone), 'eea')).toBe(region === 'norwayeast');
    expect(staysWithin(offerOf(zone), 'ch')).toBe(false);
  });

  test('of Asia Pacific honour no residency of one country', () => {
    const zone = offerOf({ ...AZURE_EU, region: 'japaneast', residency: 'any', processing: 'geography' });
    expect(zone).toMatchObject({ zone: 'apac' });
    expect(staysWithin(zone, 'jp')).toBe(false);
  });
});

describe('faults', () => {
  test.each([
    ['claude-sonnet-46', 'claude-sonnet-4.6'],
    ['eu.anthropic.claude-sonnet-4-6', 'claude-sonnet-4.6'],
    ['Mistral-Large-3', 'mistral-large-3'],
  ])('name the nearest model: %s', (model, nearest) => {
    const fault = faultOf({ ...AWS_EU, model });
    expect(fault.kind === 'unknown-model' && fault.nearest[0]).toBe(nearest);
    expect(describeFault(fault)).toBe(`'${model}' is not in the catalogue of 2026-11-23`);
  });

  test('suggest nothing for a name that resembles none', () => {
    const fault = faultOf({ ...AWS_EU, model: 'zzzzzzzzzzzzzzzz' });
    expect(fault).toMatchObject({ kind: 'unknown-model', nearest: [], catalogDate: CATALOG_DATE });
  });

  test('tell a chat model from an embedding model', () => {
    expect(describeFault(faultOf({ ...AWS_EU, use: 'embedding' }))).toBe(
      "'claude-sonnet-4.6' is a chat model, and an embedding model is needed here",
    );
  });

  test('name models that the other cloud has in the region, within the residency', () => {
    const fault = faultOf({ ...AWS_EU, model: 'gpt-5.1' });
    expect(fault).toMatchObject({ kind: 'not-on-cloud', cloud: 'aws', offeredOn: ['azure'] });
    expect(describeFault(fault)).toBe("the catalogue has no offer of 'gpt-5.1' on aws, only on azure");
    const alternatives = fault.kind === 'not-on-cloud' ? fault.alternatives : [];
    expect(alternatives).toContain('gpt-oss-120b');
    for (const model of alternatives) expect(chooseOffer({ ...AWS_EU, model }).kind).toBe('offer');
  });

  test.each([
    ['azure', 'o3', '2026-11-19', 'gpt-5.6-sol'],
    ['azure', 'claude-opus-4.1', '2026-08-05', 'claude-opus-5'],
    ['aws', 'claude-sonnet-4', '2026-10-14', 'claude-sonnet-5.5'],
  ] as const)('on %s date the retirement of %s and name what to use', (cloud, model, date, successor) => {
    const fault = faultOf({ ...(cloud === 'aws' ? AWS_EU : AZURE_EU), model });
    expect(fault).toMatchObject({ kind: 'retired', date, successor });
    expect(describeFault(fault)).toBe(`'${model}' was retired on ${cloud} on ${date}`);
  });

  test('list the regions that honour the residency first', () => {
    const fault = faultOf({ ...AZURE_EU, model: 'gpt-5.1', region: 'austriaeast' });
    expect(fault.kind === 'not-in-region' && fault.offeredIn.slice(0, 2)).toEqual(['francecentral', 'swedencentral']);
    expect(describeFault(fault)).toBe("'gpt-5.1' is not offered in austriaeast on azure");
  });

  test('give the exact profiles when the bare id is asked for', () => {
    const fault = faultOf({ ...AWS_EU, processing: 'in-region' });
    expect(fault).toMatchObject({ profileIds: ['eu.anthropic.claude-sonnet-4-6', 'global.anthropic.claude-sonnet-4-6'] });
    expect(describeFault(fault)).toBe(
      "'claude-sonnet-4.6' (anthropic.claude-sonnet-4-6) is callable in eu-central-1 through an inference profile alone",
    );
  });

  test('list the processing that is offered', () => {
    const fault = faultOf({ ...AZURE_EU, processing: 'in-region' });
    expect(fault).toMatchObject({ kind: 'processing-not-offered', offered: ['geography', 'global'] });
    expect(describeFault(fault)).toBe("'gpt-5.4' is not offered with processing 'in-region' in swedencentral on azure");
  });

  test('say where a model would stay within the residency', () => {
    const nowhere = faultOf({ ...AWS_EU, processing: 'global' });
    expect(nowhere).toMatchObject({ kind: 'outside-residency', within: [] });
    expect(describeFault(nowhere)).toBe(
      "'claude-sonnet-4.6' in eu-central-1 may leave the residency 'eu' (global.anthropic.claude-sonnet-4-6)",
    );
    const elsewhere = faultOf({ ...AZURE_EU, model: 'gpt-5.2', residency: 'us', region: 'canadaeast' });
    expect(elsewhere).toMatchObject({ within: expect.arrayContaining(['centralus', 'eastus']) });
    expect(describeFault(elsewhere)).toMatch(/may leave the residency 'us' \(GlobalStandard\)$/);
  });

  test('keep Claude on Azure from the EU: it is deployed globally alone', () => {
    expect(faultOf({ ...AZURE_EU, model: 'claude-sonnet-5.5' })).toMatchObject({ kind: 'outside-residency', within: [] });
  });
});

describe('retirement', () => {
  test('is judged by the day that is passed in: the date itself is the first day without the model', () => {
    const request: OfferRequest = { ...AZURE_EU, model: 'gpt-5.1' };
    expect(chooseOffer({ ...request, asOf: '2027-05-14' }).kind).toBe('offer');
    expect(faultOf({ ...request, asOf: '2027-05-15' })).toMatchObject({ kind: 'retired', date: '2027-05-15' });
  });

  test.each([
    ['2027-02-14', []],
    ['2027-02-15', [{ kind: 'retiring', date: '2027-05-15', daysLeft: 89 }]],
  ])('is warned of when less than 90 days are left: on %s', (asOf, expected) => {
    expect(warningsOf({ ...AZURE_EU, model: 'gpt-5.1', asOf })).toEqual(expected);
  });

  test('warns of an offering that new customers cannot begin to use', () => {
    expect(warningsOf({ ...AZURE_EU, model: 'gpt-4.1' })).toEqual([
      { kind: 'closed-to-new-customers', date: '2027-04-14', daysLeft: 142, successor: 'gpt-5.4' },
    ]);
  });

  test('is a matter of one cloud: Azure has retired claude-haiku-4.5, Bedrock has not', () => {
    expect(faultOf({ ...AZURE_EU, model: 'claude-haiku-4.5' })).toMatchObject({ kind: 'retired', cloud: 'azure' });
    expect(warningsOf({ ...AWS_EU, model: 'claude-haiku-4.5' })).toEqual([]);
    expect(chooseOffer({ ...AWS_EU, model: 'claude-haiku-4.5' }).kind).toBe('offer');
  });

  test('aside, a preview is warned of on the cloud that calls it one', () => {
    const preview = { model: 'mistral-large-3', residency: 'any' } as const;
    expect(warningsOf({ ...AZURE_EU, ...preview })).toEqual([{ kind: 'preview' }]);
    expect(warningsOf({ ...AWS_EU, ...preview, region: 'us-east-1' })).toEqual([]);
  });
});

test('a model is offered in exactly the regions that have an offer', () => {
  for (const model of MODELS) {
    for (const cloud of CLOUDS) {
      const offering = regionsWithin('any', cloud).filter((region) => offersIn(model, cloud, region).length > 0);
      expect(regionsOffering(model, cloud)).toEqual(offering);
    }
  }
});

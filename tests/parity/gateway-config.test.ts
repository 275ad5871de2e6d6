import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GatewayPlaces, renderGatewayConfig } from '../../constructs/gateway-config/index.ts';
import { parseConfig } from '../../constructs/runtime/gateway/config/parse-config.ts';
import type { ModelOutput } from '../../constructs/spec/outputs.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { CLOUDS, type Cloud } from '../../constructs/spec/vocabulary.ts';
import { FULL_AWS, FULL_AZURE, OPEN_AZURE } from '../spec/full-files.ts';
import { acceptedSpec } from '../support/accepted-spec.ts';
import { placesOn } from '../support/gateway-places.ts';
import { files } from './files.ts';

/** The document as the program reads it. Throws where the program would not start. */
const started = (spec: PlatformSpec, cloud: Cloud) =>
  spec.gateway && parseConfig(JSON.stringify(renderGatewayConfig(spec, spec.gateway, placesOn(cloud, spec))));

test('The program starts with the document of every accepted file with a gateway, on both clouds, and it says the same on both', () => {
  let withGateway = 0;
  const seen = { external: false, split: false, fallback: false, embeddings: false, jwt: false, limit: false };
  fc.assert(
    fc.property(files, (file) => {
      const spec = acceptedSpec(file);
      if (!spec?.gateway) return;
      withGateway += 1;
      const [aws, azure] = CLOUDS.map((cloud) => started(spec, cloud));
      const { models: onAws = {}, ...restOfAws } = aws ?? {};
      const { models: onAzure = {}, ...restOfAzure } = azure ?? {};
      expect(restOfAzure).toEqual(restOfAws);
      expect(Object.keys(onAzure)).toEqual(Object.keys(onAws));
      const routes = Object.values(aws?.routes ?? {});
      seen.external ||= Object.values(onAws).some(({ upstream }) => ['openai', 'gemini', 'openai-compatible'].includes(upstream.kind));
      seen.split ||= routes.some(({ split }) => Object.keys(split).length > 1);
      seen.fallback ||= routes.some(({ fallbacks }) => fallbacks.length > 0);
      seen.embeddings ||= routes.some(({ kind }) => kind === 'embeddings');
      seen.jwt ||= (aws?.auth.jwt ?? []).length > 0;
      seen.limit ||= Object.values(aws?.consumers ?? {}).some(({ tokensPerMonth }) => tokensPerMonth !== undefined);
    }),
    { seed: 20_261_124, numRuns: Math.max(Number(process.env.FAST_CHECK_RUNS ?? 0), 800) },
  );
  expect(withGateway).toBeGreaterThan(100);
  expect(seen).toEqual({ external: true, split: true, fallback: true, embeddings: true, jwt: true, limit: true });
}, 120_000);

test.each([
  ['aws', FULL_AWS],
  ['azure', FULL_AZURE],
  ['azure', OPEN_AZURE],
] as const)('the program starts with the document of a full file on %s', (cloud, file) => {
  expect(started(parsePlatformSpec(file, { environment: 'dev' }), cloud)).toBeDefined();
});

const PLACES: Readonly<Record<string, (places: GatewayPlaces) => GatewayPlaces>> = {
  'the model': ({ models: _, ...rest }) => rest,
  'the secret': ({ secrets: _, ...rest }) => rest,
  'the guardrail of the model': ({ models = {}, ...rest }) => ({
    ...rest,
    models: Object.fromEntries(Object.entries(models).map(([alias, { guardrail: __, ...place }]): [string, ModelOutput] => [alias, place])),
  }),
};

test.each(Object.keys(PLACES))('a deployment that does not know the place of %s is told so, and gets no document', (what) => {
  const spec = parsePlatformSpec(FULL_AWS, { environment: 'dev' });
  const { gateway } = spec;
  if (!gateway) throw new Error('the full file has a gateway');
  const places = PLACES[what]?.(placesOn('aws', spec)) ?? placesOn('aws', spec);
  expect(() => renderGatewayConfig(spec, gateway, places)).toThrow(
    /^the (?:place|guardrail) of the (?:model|secret) '\w[\w-]*'.* is not known$/,
  );
});

import { AZURE } from './bad-inputs/azure.ts';
import { DATA } from './bad-inputs/data.ts';
import { EXTERNAL_MODELS } from './bad-inputs/external-models.ts';
import type { BadInput } from './bad-inputs/fixture.ts';
import { GATEWAY } from './bad-inputs/gateway.ts';
import { GOVERNANCE } from './bad-inputs/governance.ts';
import { KIT } from './bad-inputs/kit.ts';
import { MODELS } from './bad-inputs/models.ts';
import { NAMES } from './bad-inputs/names.ts';
import { NETWORK } from './bad-inputs/network.ts';
import { PLACES } from './bad-inputs/places.ts';
import { SHAPE } from './bad-inputs/shape.ts';

/** Every input that must be refused, by the rows of the controls' table, and what must be said of it. Row 62 has a test of its own. */
export const BAD_INPUTS: readonly BadInput[] = [
  ...SHAPE,
  ...NAMES,
  ...PLACES,
  ...MODELS,
  ...DATA,
  ...NETWORK,
  ...GOVERNANCE,
  ...KIT,
  ...AZURE,
  ...EXTERNAL_MODELS,
  ...GATEWAY,
];

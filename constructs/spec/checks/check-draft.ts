import { checkAzureGuardrails } from './azure-guardrails.ts';
import { checkClouds } from './clouds.ts';
import { checkCollisions } from './collisions.ts';
import { checkConsumers } from './consumers.ts';
import { checkData } from './data.ts';
import type { Draft } from './draft.ts';
import { checkExemptions } from './exemptions.ts';
import { checkExternalModels } from './external-models.ts';
import { checkGateway } from './gateway.ts';
import { checkGuardrails } from './guardrails.ts';
import { checkModels } from './models.ts';
import { checkNetwork } from './network.ts';
import { checkRoutes } from './routes.ts';
import { checkSecrets } from './secrets.ts';
import { checkTags } from './tags.ts';
import { checkZoneTags } from './zone-tags.ts';

const CHECKS = [
  checkClouds,
  checkTags,
  checkNetwork,
  checkZoneTags,
  checkData,
  checkSecrets,
  checkGuardrails,
  checkAzureGuardrails,
  checkModels,
  checkExternalModels,
  checkRoutes,
  checkGateway,
  checkConsumers,
  checkExemptions,
  checkCollisions,
];

/** Holds the parts of a file against each other and against the catalogue. */
export function checkDraft(draft: Draft): void {
  for (const check of CHECKS) check(draft);
}

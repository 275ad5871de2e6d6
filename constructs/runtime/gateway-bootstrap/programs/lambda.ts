import { randomBytes } from 'node:crypto';
import { environmentCredentials as credentials } from '../../gateway/aws/signer.ts';
import { systemClock as clock } from '../../gateway/core/clock.ts';
import { required } from '../../gateway/programs/environment.ts';
import { keyRows } from '../aws/key-rows.ts';
import { keySecrets } from '../aws/key-secrets.ts';
import { answer, type CustomResourceEvent } from '../cloudformation.ts';
import { runSteps } from '../steps.ts';

/** The function behind the custom resource of `BootstrapTask`. */
export async function handler(event: CustomResourceEvent): Promise<void> {
  // Set by emulators alone; every service is behind it then.
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const place = { region: required('AWS_REGION'), credentials, clock, ...(endpoint ? { endpoint } : {}) };
  const parts = { consumerKeys: (table: string) => ({ secrets: keySecrets(place), rows: keyRows(place, table), randomBytes }) };
  await answer(event, () => runSteps(event.ResourceProperties.Steps, parts));
}

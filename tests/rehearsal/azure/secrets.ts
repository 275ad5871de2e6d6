import type { StandInCloud } from './stand-in/cloud.ts';
import { valueAt } from './stand-in/ids.ts';

/** The value of the one secret whose name holds a text. */
export function readSecret(cloud: StandInCloud, name: string): unknown {
  return valueAt(secretOf(cloud, name).inputs, 'properties.value');
}

/** Sets a secret as `az keyvault secret set` does: past Pulumi. */
export function setSecret(cloud: StandInCloud, name: string, value: string): void {
  cloud.drift(secretOf(cloud, name).id, (held) => ({
    ...held,
    inputs: { ...held.inputs, properties: { ...(held.inputs.properties as object), value } },
  }));
}

function secretOf(cloud: StandInCloud, name: string) {
  const [secret, ...others] = cloud.ofType('azure-native:keyvault:Secret').filter(({ id }) => id.includes(name));
  if (!secret || others.length > 0) throw new Error(`there is not one secret of the name ${name}`);
  return secret;
}

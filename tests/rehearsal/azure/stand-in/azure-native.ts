/** What azure-native does with inputs and answers, between the engine and Azure. */
import { autoNaming, ownNameArgument, urlArguments } from '../../../../constructs/azure/arm/arm-type.ts';
import { bodyOf } from '../../../../constructs/azure/arm/body.ts';
import { severityOf } from '../../../../constructs/azure/arm/finding.ts';
import { type ArmType, armTypeOf, loadArmSchemas } from '../../../../constructs/azure/arm/index.ts';
import { schemaKey } from '../../../../constructs/azure/arm/schema.ts';
import { schemaFaults } from '../../../../constructs/azure/arm/schema-faults.ts';
import { ARM_SCHEMAS_FOLDER } from '../../../../constructs/azure/platform/arm-schemas-folder.cjs';
import { plausibleIdentity, plausibleOutputs } from '../../../../constructs/azure/recorder/outputs.ts';
import type { RecordedObject } from '../../../../constructs/azure/recorder/recording.ts';
import { merged, recordedObject, revealed } from '../../../../constructs/azure/recorder/wire.ts';
import type { StandInCloud, Values } from './cloud.ts';
import { withoutPath } from './ids.ts';
import { standInType } from './types.ts';

const SCHEMAS = loadArmSchemas(ARM_SCHEMAS_FOLDER);

/** Stands for what a preview does not know (sdk/go/common/resource/plugin of pulumi/pulumi). */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export const typeOfUrn = (urn: string): string => urn.split('::')[2]?.split('$').at(-1) ?? '';
export const nameOfUrn = (urn: string): string => urn.split('::').at(-1) ?? '';

function armRow(type: string): ArmType {
  standInType(type);
  const row = armTypeOf(type);
  if (!row) throw new Error(`no ARM type is known for ${type}; add a row to constructs/azure/arm/types.ts`);
  return row;
}

/** The inputs with a name, where the program gives none: the old one, else one that is made up, as `autoNaming` says. */
export function namedInputs(type: string, urn: string, old: Values, now: Values, seed: Uint8Array): Values {
  const row = armRow(type);
  const argument = ownNameArgument(row);
  if (argument === undefined || now[argument] !== undefined) return now;
  return { ...now, [argument]: old[argument] ?? madeUpName(autoNaming(row), nameOfUrn(urn), Buffer.from(seed).toString('hex')) };
}

function madeUpName(how: ReturnType<typeof autoNaming>, name: string, random: string): string {
  switch (how) {
    case 'uuid':
      return `${random.slice(0, 8)}-${random.slice(8, 12)}-4${random.slice(12, 15)}-8${random.slice(15, 18)}-${random.slice(18, 30)}`;
    case 'copy':
      return name;
    case 'suffix':
      return `${name}${random.slice(0, 8)}`;
  }
}

/** What is wrong with inputs, by property: parts of the path that are missing, and errors against the published schema. */
export function inputFaults(type: string, inputs: Values): readonly { readonly property: string; readonly reason: string }[] {
  const row = armRow(type);
  const path = urlArguments(row).filter((argument) => !argument.startsWith('='));
  const needed = path.filter(
    (argument) => argument !== 'resourceGroupName' || row.scope === 'resource-group' || row.scope === 'subscription',
  );
  const missing = needed.filter((argument) => inputs[argument] === undefined);
  return [
    ...missing.map((property) => ({ property, reason: `missing required property '${property}'` })),
    ...armFaults(row, recordedObject({ ...inputs })).map(({ path: property, message }) => ({ property, reason: message })),
  ];
}

/** Errors alone: a warning may be right, where the service is newer than the schema. */
function armFaults(row: ArmType, inputs: RecordedObject) {
  const schema = SCHEMAS.get(schemaKey(row.type, row.apiVersion));
  if (!schema) throw new Error(`there is no schema for ${row.type}@${row.apiVersion}; add it by .ci/prune-arm-types.ts`);
  const argument = ownNameArgument(row);
  const name = argument === undefined ? row.names.at(-1)?.slice('='.length) : inputs[argument];
  return schemaFaults({ name, ...bodyOf(row, inputs) }, schema.body, schema).filter(({ rule }) => severityOf(rule) === 'error');
}

export interface Made {
  readonly id: string;
  /** The inputs without secret marks, as they go over the wire. */
  readonly plain: Values;
  readonly outputs: Values;
}

/** The id and the answer of Azure for inputs. `incarnation` tells a resource from one that had its name before. */
export function madeOf(type: string, urn: string, inputs: Values, cloud: StandInCloud, incarnation: number): Made {
  const plain = revealed(inputs) as Values;
  const { subscriptionId, tenantId } = cloud;
  const context = { type, name: nameOfUrn(urn), urn: `${urn} ${incarnation}`, inputs: plain, subscriptionId, tenantId };
  const answered = (standInType(type).writeOnly ?? []).reduce<Record<string, unknown>>(withoutPath, { ...plain });
  return { id: plausibleIdentity(context).id, plain, outputs: merged(answered, plausibleOutputs(context)) };
}

/**
 * What a preview of an update says: the inputs, and of the answer only what no update changes. Everything else is unknown, so that what
 * depends on it may seem to change. Source: Update in provider/pkg/provider/provider.go of pulumi/pulumi-azure-native.
 */
export function previewedUpdate(old: Values, inputs: Values): Values {
  const unknown = Object.fromEntries(Object.keys(old).map((key) => [key, UNKNOWN]));
  const stable = Object.fromEntries(['name', 'location'].filter((key) => old[key] !== undefined).map((key) => [key, old[key]]));
  return { ...unknown, ...inputs, ...stable };
}

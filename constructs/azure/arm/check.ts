import type { RecordedObject } from '../recorder/recording.ts';
import { type ArmFinding, severityOf } from './finding.ts';
import { type ArmSchemas, schemaKey } from './schema.ts';
import { type SchemaFault, schemaFaults } from './schema-faults.ts';
import type { ArmResource, ArmTemplate } from './template.ts';

/**
 * Holds each resource of a template against the published ARM schema of exactly the API version that azure-native sends. The SDK checks
 * none of this: its types are a union over API versions, and most of its enums take any text.
 *
 * Pure. What is secret or not known yet is taken for right; a type without a schema is an error, never passed over.
 */
export function checkArm(template: ArmTemplate, schemas: ArmSchemas): readonly ArmFinding[] {
  return template.resources.flatMap((resource) => {
    const { type, apiVersion, name, pulumi } = resource;
    return faultsOf(resource, schemas).map((fault) => ({
      severity: severityOf(fault.rule),
      rule: fault.rule,
      type: `${type}@${apiVersion}`,
      name,
      urn: pulumi.urn,
      path: fault.path,
      message: fault.message,
    }));
  });
}

function faultsOf(resource: ArmResource, schemas: ArmSchemas): readonly SchemaFault[] {
  const { type, apiVersion } = resource;
  const schema = schemas.get(schemaKey(type, apiVersion));
  if (schema) return schemaFaults(bodyOf(resource), schema.body, schema);
  const message = `not checked: there is no schema for ${type}@${apiVersion}; add it by .ci/prune-arm-types.ts`;
  return [{ rule: 'not-checked', path: '', message }];
}

/** The body with the resource's own name, without what is its address or Pulumi's. */
function bodyOf({ type, apiVersion, name, resourceGroup, scope, dependsOn, pulumi, ...body }: ArmResource): RecordedObject {
  return { name: name.split('/').at(-1), ...body };
}

import { platformJsonSchema } from '../../constructs/spec/json-schema.ts';

/** The part of JSON Schema that the platform file's schema is written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
}

/** A field of the platform file: `models.*.capacity.units`, with `*` for any name and `[]` for any entry of a list. */
export interface SpecField {
  readonly path: string;
  /** `value`: a leaf. `part`: an object that can be absent, or an entry of a map. `kind`: the word that a union is told apart by. */
  readonly form: 'value' | 'part' | 'kind';
  /** What may stand there, one for each kind of the unions around it; of a `kind` that of the objects around it. */
  readonly schemas: readonly Schema[];
}

/** Alternatives of a schema that is a union, else itself. */
export function alternativesOf(schema: Schema): readonly Schema[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return parts.length > 0 ? parts.flatMap(alternativesOf) : [schema];
}

/** Every field of the schema of the platform file, each once. An environment's overlay repeats the file, so its profile stands for it. */
export function specFields(): readonly SpecField[] {
  const found = new Map<string, SpecField>();
  const enter = (path: readonly string[], form: SpecField['form'], ...schemas: readonly Schema[]): void => {
    const name = path.join('.');
    found.set(name, { path: name, form, schemas: [...(found.get(name)?.schemas ?? []), ...schemas] });
  };
  const visit = (schema: Schema, path: readonly string[], isOptional: boolean): void => {
    const alternatives = alternativesOf(schema);
    const objects = alternatives.filter(({ properties, additionalProperties }) => properties ?? typeof additionalProperties === 'object');
    if (objects.length > 0 && isOptional) enter(path, 'part', ...objects);
    if (objects.length > 1) enter([...path, 'kind'], 'kind', ...objects);
    for (const part of alternatives) {
      const { properties, required = [], additionalProperties, items } = part;
      if (path.length === 2 && path[0] === 'environments') visit(properties?.profile ?? {}, [...path, 'profile'], false);
      else if (properties) {
        for (const [key, value] of Object.entries(properties)) {
          if (key !== 'kind' || objects.length === 1) visit(value, [...path, key], !required.includes(key));
        }
      } else if (typeof additionalProperties === 'object') visit(additionalProperties, [...path, '*'], true);
      else if (items) visit(items, [...path, '[]'], true);
      else enter(path, 'value', part);
    }
  };
  visit(platformJsonSchema() as Schema, [], false);
  return [...found.values()];
}

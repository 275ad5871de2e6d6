import fc from 'fast-check';
import { z } from 'zod';
import { notes } from '../../constructs/spec/schema/primitives.ts';

/** Values for the places that a schema's form alone does not tell: names of a catalogue, texts of a pattern. Undefined leaves a key out. */
export type Values = Readonly<Record<string, fc.Arbitrary<unknown> | undefined>>;

/**
 * What a schema of the platform file takes, drawn from the schema itself, so that a field it gets later is drawn without a word here.
 *
 * @param path where the schema stands, to find its entry in `values`: `network.cidr`, `models.*.model`, `network.peers.*`
 */
export function schemaArbitrary(schema: z.ZodType, path: string, values: Values): fc.Arbitrary<unknown> {
  const given = values[path];
  if (given) return given;
  const at = (part: string) => `${path}.${part}`;
  const drawn = (child: unknown, part: string) => schemaArbitrary(child as z.ZodType, part, values);
  if (schema instanceof z.ZodOptional) return fc.option(drawn(schema.unwrap(), path), { nil: undefined });
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNumber) return numbers(schema, path);
  if (schema instanceof z.ZodString) return texts(schema, path);
  if (schema instanceof z.ZodArray) return fc.uniqueArray(drawn(schema.element, at('*')), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion)
    return fc.oneof(...schema.options.map((option) => drawn(option, path)));
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(drawn(schema.keyType, at('(key)')) as fc.Arbitrary<string>, drawn(schema.valueType, at('*')), { maxKeys: 3 });
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).filter(([key]) => !(at(key) in values && values[at(key)] === undefined));
    return fc.record(Object.fromEntries(fields.map(([key, field]) => [key, drawn(field, at(key))]))).map(withoutUndefined);
  }
  throw new Error(`${path} is a ${schema.type}, which is not drawn; extend schemaArbitrary`);
}

function numbers({ minValue, maxValue, isInt }: z.ZodNumber, path: string): fc.Arbitrary<number> {
  if (minValue === null || maxValue === null) throw new Error(`${path} has no range; name its values`);
  return isInt
    ? fc.integer({ min: minValue, max: maxValue })
    : fc.double({ min: minValue, max: maxValue, noNaN: true }).map((value) => Math.round(value * 100) / 100);
}

function texts(schema: z.ZodString, path: string): fc.Arbitrary<unknown> {
  const { example, code } = notes.get(schema) ?? {};
  if (example !== undefined) return fc.constant(example);
  // A sentence for people: any text of it is the same to the clouds.
  if (code === 'CFG-106') return fc.constantFrom('One sentence.', 'Another');
  throw new Error(`${path} is a text without an example; name its values`);
}

/** A key whose value is undefined is left out, as a file has it. */
function withoutUndefined(made: object): object {
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

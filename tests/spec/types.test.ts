import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { EnvironmentInput, PlatformFile, Profile } from '../../constructs/index.ts';
import { type OVERLAID, platformSchema } from '../../constructs/spec/schema/platform.ts';

/** Whether two types are one, as the compiler sees it: neither looser nor stricter, optional and readonly alike. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Holds<T extends true> = T;

/** What zod infers, all of it readonly, each object type written out. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The same without zod's word for it, so that interfaces and inferred types compare by their members. */
type Flat<T> = T extends (infer Item)[]
  ? Flat<Item>[]
  : T extends readonly (infer Item)[]
    ? readonly Flat<Item>[]
    : T extends object
      ? { [Key in keyof T]: Flat<T[Key]> }
      : T;

type FromSchema = DeepReadonly<z.input<typeof platformSchema>>;
// An overlay is loose on purpose: its keys are those of the file, all optional and with null, and are checked after the merge.
type WithoutOverlays<T> = Omit<T, 'environments'>;

type InterfacesEqualTheSchema = [
  Holds<Equal<Flat<WithoutOverlays<PlatformFile>>, Flat<WithoutOverlays<FromSchema>>>>,
  Holds<Equal<keyof PlatformFile, keyof FromSchema>>,
  Holds<Equal<EnvironmentInput['profile'], Profile>>,
  Holds<FromSchema['environments'][string] extends EnvironmentInput ? true : false>,
  Holds<EnvironmentInput extends FromSchema['environments'][string] ? true : false>,
  // What an overlay may change is the whole file but for what is fixed.
  Holds<Equal<(typeof OVERLAID)[number], Exclude<keyof PlatformFile, 'version' | 'name' | 'environments'>>>,
];

test('the hand-written interfaces and the schema say the same, or this file does not compile', () => {
  const proof: InterfacesEqualTheSchema = [true, true, true, true, true, true];
  expect(proof).toHaveLength(6);
});

const SOURCE = ['platform-file', 'external-model-input', 'gateway-input', 'clouds-input', 'network-input']
  .map((name) => readFileSync(new URL(`../../constructs/spec/${name}.ts`, import.meta.url), 'utf8'))
  .join('\n');

/** The properties of the interfaces: whether optional, and the comment above. */
function properties(): { name: string; isOptional: boolean; comment: string }[] {
  const pattern = /((?:\n *\/\*\*[^\n]*\*\/|\n *\/\*\*(?:\n *\*[^\n]*)+\*\/)?)\n +readonly (\w+)(\??):/g;
  return [...SOURCE.matchAll(pattern)].map(([, comment = '', name = '', mark]) => ({ name, isOptional: mark === '?', comment }));
}

test('every optional key of the file says what holds where it is left out', () => {
  const optional = properties().filter(({ isOptional }) => isOptional);
  expect(optional.length).toBeGreaterThan(50);
  expect(optional.filter(({ comment }) => !/@default \S/.test(comment)).map(({ name }) => name)).toEqual([]);
});

test('no required key speaks of a default', () => {
  expect(properties().filter(({ isOptional, comment }) => !isOptional && comment.includes('@default'))).toEqual([]);
});

test('the interface of the file documents each key of the schema, and no other', () => {
  const body = SOURCE.slice(SOURCE.indexOf('export interface PlatformFile'), SOURCE.indexOf('export interface OwnerInput'));
  const inInterface = [...body.matchAll(/\n {2}readonly (\w+)/g)].map(([, name]) => name);
  expect(new Set(Object.keys(platformSchema.shape))).toEqual(new Set(inInterface));
});

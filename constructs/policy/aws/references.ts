import { field, isObject, wordOf } from '../json.ts';
import { alternatives, elements, section, type Template } from './template.ts';

// A policy of ours never comes near this; it bounds the work on a template that is made of nested conditions.
const MOST_TEXTS = 256;

/**
 * The texts that a value may have, with references spelled `${LogicalId}` or `${LogicalId.Attribute}`. Pseudo parameters lose their
 * double colon (`${AWS.Region}`), so that an ARN can be split at its colons. A parameter that has a default is read as its default.
 */
export function textsOf(template: Template, value: unknown): readonly string[] {
  return alternatives(value)
    .flatMap((alternative) => textsOfOne(template, alternative))
    .slice(0, MOST_TEXTS);
}

function textsOfOne(template: Template, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [typeof value === 'string' ? value : JSON.stringify(value)];
  const reference = field(value, 'Ref');
  if (typeof reference === 'string') return [reading(template, reference)];
  const attribute = field(value, 'Fn::GetAtt');
  if (Array.isArray(attribute) || typeof attribute === 'string') return [`\${${[attribute].flat().map(wordOf).join('.')}}`];
  const join = field(value, 'Fn::Join');
  if (Array.isArray(join) && Array.isArray(join[1])) return joined(template, wordOf(join[0]), join[1]);
  const substitution = field(value, 'Fn::Sub');
  if (typeof substitution === 'string') return [substituted(template, substitution, {})];
  if (Array.isArray(substitution) && typeof substitution[0] === 'string') return [substituted(template, substitution[0], substitution[1])];
  return [`\${${Object.keys(value).join()}}`];
}

function reading(template: Template, name: string): string {
  const parameter = section(template, 'Parameters').find(([logicalId]) => logicalId === name)?.[1];
  const value = field(parameter, 'Default');
  return typeof value === 'string' ? value : `\${${name.replaceAll('::', '.')}}`;
}

function joined(template: Template, separator: string, parts: readonly unknown[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (texts, part, index) => {
      const between = index === 0 ? '' : separator;
      return texts.flatMap((text) => textsOf(template, part).map((next) => text + between + next)).slice(0, MOST_TEXTS);
    },
    [''],
  );
}

function substituted(template: Template, text: string, variables: unknown): string {
  return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    const variable = field(variables, name);
    return variable === undefined ? reading(template, name) : (textsOf(template, variable)[0] ?? '');
  });
}

/** Whether a value is the resource itself (`Ref`, `Fn::GetAtt`, `Fn::Sub` of nothing else) in every branch. */
export function refersTo(template: Template, value: unknown, logicalId: string): boolean {
  const texts = textsOf(template, value);
  return (
    texts.length > 0 && texts.every((text) => text === `\${${logicalId}}` || (text.startsWith(`\${${logicalId}.`) && text.endsWith('}')))
  );
}

/** Whether a text is about the resource, as an ARN of its contents is. */
export function mentions(text: string, logicalId: string): boolean {
  return text.includes(`\${${logicalId}}`) || text.includes(`\${${logicalId}.`);
}

/** Every text in a list that may be there. */
export function textsIn(template: Template, list: readonly unknown[]): readonly string[] {
  return list.flatMap((value) => textsOf(template, value));
}

/** Whether a value is decided at deploy by a parameter that has no default, so that nothing can be said of it here. */
export function isOpenParameter(template: Template, value: unknown): boolean {
  const name = field(value, 'Ref');
  return (
    typeof name === 'string' &&
    section(template, 'Parameters').some(([logicalId, parameter]) => logicalId === name && field(parameter, 'Default') === undefined)
  );
}

/** The texts of every element of a possibly nested list property. */
export function textsAt(template: Template, values: readonly unknown[]): readonly string[] {
  return textsIn(template, values.flatMap(elements));
}

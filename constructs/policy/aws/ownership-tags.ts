import { field, isObject } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { observe } from './observe.ts';
import { taggingOf } from './taggable.ts';
import { certainElements, type Resource, resourcesOf, type Template, valuesAt } from './template.ts';

export const ownershipTags: Check<Template> = (template, context) =>
  context.requiredTags.length === 0 ? [] : resourcesOf(template).flatMap((resource) => tagFaults(resource, context.requiredTags));

function tagFaults(resource: Resource, requiredTags: readonly string[]): readonly Observation[] {
  const missing = requiredTags.filter((key) => !valuesAt(resource.properties, 'Tags').every((tags) => hasTag(tags, key)));
  const allowed = `the tags ${requiredTags.join(', ')}, none empty`;
  switch (taggingOf(resource.type)) {
    case 'none':
      return [];
    case 'list':
    case 'map':
      return missing.length === 0
        ? []
        : [
            observe(resource, 'Properties.Tags', `no ${missing.join(', ')}`, {
              allowed,
              remedy: 'Tag the stack or the construct with Tags.of(scope).add(key, value).',
            }),
          ];
    case undefined:
      return missing.length === 0
        ? []
        : [
            observe(resource, 'Type', `${resource.type}, of which is unknown whether it takes tags`, {
              allowed,
              remedy: 'Tag it if it takes tags; if it takes none, add its type to the table of taggable types.',
            }),
          ];
  }
}

function hasTag(tags: unknown, key: string): boolean {
  const isNamed = (value: unknown) => value !== undefined && value !== null && value !== '';
  if (isObject(tags)) return isNamed(field(tags, key));
  return certainElements(tags).some((tag) => field(tag, 'Key') === key && isNamed(field(tag, 'Value')));
}

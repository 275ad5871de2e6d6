import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { describe, expect, test } from 'vitest';
import { STANDS_BETWEEN, STATEFUL_BY_JUDGEMENT } from '../../constructs/replacement/further-types.ts';
import { footprintOfTemplate, lossesBetween } from '../../constructs/replacement/index.ts';
import { effectsOf, type PropertyCosts } from '../../constructs/replacement/property-costs.ts';
import { STATEFUL_BY_SPECIFICATION } from '../../constructs/replacement/stateful-types.ts';

const ALL: Readonly<Record<string, PropertyCosts>> = { ...STATEFUL_BY_SPECIFICATION, ...STATEFUL_BY_JUDGEMENT, ...STANDS_BETWEEN };
const TYPES = Object.keys(ALL).sort();

const specification = loadAwsServiceSpecSync();
const described = [...specification.all('resource')];

/** Where a property lies, by what the specification says of its change. What lies in a list is left out: lists are compared as a whole. */
function replacingProperties(type: string): Record<'replaces' | 'mayReplace', string[]> {
  const found: Record<'replaces' | 'mayReplace', string[]> = { replaces: [], mayReplace: [] };
  const visit = (properties: (typeof described)[number]['properties'], above: string, seen: readonly string[]): void => {
    for (const [name, property] of Object.entries(properties)) {
      const path = `${above}${name}`;
      if (property.causesReplacement === 'yes') found.replaces.push(path);
      else if (property.causesReplacement === 'maybe') found.mayReplace.push(path);
      else if (property.type.type === 'ref' && !seen.includes(property.type.reference.$ref)) {
        const inner = specification.get('typeDefinition', property.type.reference);
        visit(inner.properties, `${path}.`, [...seen, property.type.reference.$ref]);
      }
    }
  };
  const resource = described.find(({ cloudFormationType }) => cloudFormationType === type);
  if (!resource) throw new Error(`the specification has no ${type}`);
  visit(resource.properties, '', []);
  return { replaces: found.replaces.sort(), mayReplace: found.mayReplace.sort() };
}

describe('The table of what keeps something on AWS', () => {
  test('has every type that the service specification marks as stateful', () => {
    const marked = described.filter(({ isStateful }) => isStateful).map(({ cloudFormationType }) => cloudFormationType);
    expect(Object.keys(STATEFUL_BY_SPECIFICATION).sort()).toEqual(marked.sort());
  });

  test('has a type once', () => {
    expect(TYPES).toHaveLength(
      [STATEFUL_BY_SPECIFICATION, STATEFUL_BY_JUDGEMENT, STANDS_BETWEEN].flatMap((part) => Object.keys(part)).length,
    );
  });

  test.each(TYPES)('says of each property of %s what the service specification says', (type) => {
    const { replaces = [], mayReplace = [] } = ALL[type] ?? {};
    expect({ replaces, mayReplace }).toEqual(replacingProperties(type));
  });
});

describe("The kit's judgement is that of cloudformation-diff", () => {
  const template = (Type: string, Properties: object) => ({ Resources: { Thing: { Type, DeletionPolicy: 'Retain', Properties } } });
  const EFFECTS: Readonly<Partial<Record<ResourceImpact, string>>> = {
    [ResourceImpact.WILL_REPLACE]: 'replaces',
    [ResourceImpact.MAY_REPLACE]: 'may replace',
  };

  // The library looks at the outer properties alone; the kit also at those inside.
  test.each(TYPES)('for each property of %s', (type) => {
    const resource = described.find(({ cloudFormationType }) => cloudFormationType === type);
    const names = Object.keys(resource?.properties ?? {});
    expect(names.length).toBeGreaterThan(0);
    const byLibrary: Record<string, string> = {};
    const byKit: Record<string, string> = {};
    const inside = new Set([...effectsOf(ALL[type] ?? {}).keys()].filter((path) => path.includes('.')).map((path) => path.split('.')[0]));
    for (const name of names.filter((candidate) => !inside.has(candidate))) {
      const [before, after] = [template(type, { [name]: 'one' }), template(type, { [name]: 'other' })];
      const impact = fullDiff(before, after).resources.get('Thing').changeImpact;
      const effect = EFFECTS[impact];
      if (effect !== undefined) byLibrary[name] = effect;
      const losses = lossesBetween(footprintOfTemplate(before), footprintOfTemplate(after));
      for (const { change } of losses.filter((loss) => loss.change !== 'overwrites')) byKit[name] = change;
    }
    expect(byKit).toEqual(byLibrary);
  });
});

import { describe, expect, test } from 'vitest';
import { MARKER_SEED } from '../../../constructs/spec/defaults.ts';
import { platformTemplates, type TemplateJson } from '../../support/platforms.ts';

const marked = (environment: 'dev' | 'prod' = 'dev') => platformTemplates({ naming: { seed: MARKER_SEED } }, { environment });

const PARAMETER = 'NamingSeed';
const RULE = 'CheckNamingSeed';

/** What CloudFormation makes of a rule's assertion when a stack is created with the defaults of its parameters. */
function holds(assertion: unknown, parameters: TemplateJson['Parameters'] = {}): unknown {
  if (typeof assertion !== 'object' || assertion === null) return assertion;
  const [[name, argument] = []] = Object.entries(assertion);
  switch (name) {
    case 'Ref':
      return parameters[argument as string]?.Default;
    case 'Fn::Equals': {
      const [one, other] = (argument as readonly unknown[]).map((item) => holds(item, parameters));
      return one === other;
    }
    case 'Fn::Not':
      return !holds((argument as readonly unknown[])[0], parameters);
    default:
      throw new Error(`A rule with ${name}, which this test does not evaluate`);
  }
}

describe('The seed of the examples', () => {
  test('is refused by every stack, before anything is made', () => {
    const templates = Object.values(marked('prod'));
    expect(templates).toHaveLength(3);
    for (const { Parameters, Rules } of templates) {
      expect(Parameters?.[PARAMETER]).toMatchObject({ Type: 'String', Default: MARKER_SEED });
      const [assertion, ...others] = Rules?.[RULE]?.Assertions ?? [];
      expect(others).toEqual([]);
      expect(holds(assertion?.Assert, Parameters)).toBe(false);
    }
  });

  test('is refused with the remedy', () => {
    expect(marked().PlatformData?.Rules?.[RULE]?.Assertions[0]?.AssertDescription).toBe(
      "naming.seed is 'example-seed', the marker of the examples. Run 'llm-infra init <folder>' and take the seed that it writes.",
    );
  });

  test('would pass with another value, so it is the marker that is refused', () => {
    const { Rules } = marked().PlatformData ?? { Resources: {} };
    const parameters = { [PARAMETER]: { Type: 'String', Default: 'k7m2-q9xd-4tbn' } };
    expect(holds(Rules?.[RULE]?.Assertions[0]?.Assert, parameters)).toBe(true);
  });

  test("changes nothing else: a seed of one's own makes the same resources under other names", () => {
    const withoutNames = (templates: Readonly<Record<string, TemplateJson>>) =>
      JSON.parse(JSON.stringify(Object.values(templates).map(({ Resources }) => Resources)).replaceAll(/-[0-9a-f]{8}(?=")/g, '-<suffix>'));
    expect(withoutNames(marked('prod'))).toEqual(withoutNames(platformTemplates({}, { environment: 'prod' })));
  });
});

test("A seed of one's own leaves parameter and rule away", () => {
  for (const template of Object.values(platformTemplates({}, { environment: 'prod' }))) {
    expect(template.Parameters ?? {}).not.toHaveProperty(PARAMETER);
    expect(template.Rules ?? {}).not.toHaveProperty(RULE);
  }
});

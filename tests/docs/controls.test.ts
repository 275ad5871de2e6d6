import { describe, expect, test } from 'vitest';
import { CONTROLS } from '../../.ci/control-table.ts';
import type { State } from '../../.ci/controls.ts';
import { controlsSection, noLongerProven, type States, sectionOf, statedControls, withSection } from '../../.ci/readme-controls.ts';
import { RULES } from '../../constructs/policy/index.ts';
import { CLOUDS, type Cloud } from '../../constructs/spec/vocabulary.ts';
import { readPage } from './support/markdown.ts';

const README = readPage('README.md');
const stated = statedControls(CONTROLS, README);

/** The states of the page, but for one. */
function except(id: string, change: Partial<Record<Cloud, State>>): States {
  return new Map([...stated].map(([one, states]) => [one, one === id ? { ...states, ...change } : states]));
}

describe('The table of controls in README', () => {
  test('is as it is generated', () => {
    expect(sectionOf(README)).toBe(controlsSection(CONTROLS, stated));
  });

  test('calls proven what has a rule, and nothing else', () => {
    const proven = [...stated].flatMap(([id, states]) =>
      CLOUDS.filter((cloud) => states[cloud] === 'proven').map((cloud) => `${id} ${cloud}`),
    );
    const ruled = RULES.flatMap(({ id, checks }) => CLOUDS.filter((cloud) => checks[cloud] !== undefined).map((cloud) => `${id} ${cloud}`));
    expect(proven.toSorted()).toEqual(ruled.toSorted());
  });

  test('says nothing of a control on a cloud that has nothing of the kind', () => {
    const applies = CONTROLS.flatMap(({ id, types }) =>
      CLOUDS.filter((cloud) => types[cloud] !== undefined).map((cloud) => `${id} ${cloud}`),
    );
    const said = [...stated].flatMap(([id, states]) =>
      CLOUDS.filter((cloud) => states[cloud] !== 'does not apply').map((cloud) => `${id} ${cloud}`),
    );
    expect(said.toSorted()).toEqual(applies.toSorted());
  });
});

describe('The report of controls', () => {
  test('fails for a control that was proven and is not', () => {
    expect(noLongerProven(stated, stated)).toEqual([]);
    expect(noLongerProven(stated, except('DAT-01', { aws: 'open' }))).toEqual([
      "DAT-01 on aws is proven in README.md, and is 'open' now: bring back its rule and its tests, or take the row out by hand",
    ]);
    const without = new Map([...stated].filter(([id]) => id !== 'DAT-01'));
    expect(noLongerProven(stated, without)).toHaveLength(2);
  });

  test('has another section for a control that is proven now', () => {
    const section = controlsSection(CONTROLS, except('DAT-03', { azure: 'proven' }));
    expect(section).not.toBe(sectionOf(README));
    expect(statedControls(CONTROLS, withSection(README, section)).get('DAT-03')).toEqual({ aws: 'proven', azure: 'proven' });
  });

  test('refuses a page without its section, and a word that says nothing', () => {
    expect(() => statedControls(CONTROLS, '# A page')).toThrow(/has no section between/);
    const wrong = sectionOf(README).replaceAll('| proven', '| prooven');
    expect(() => statedControls(CONTROLS, wrong)).toThrow("README.md calls a control 'prooven'");
  });
});

/**
 * The table of controls in README.md: what each is worth on each cloud, as it was last seen. It is the pin as well as the page: what is
 * proven there must stay proven.
 */
import { CLOUDS, type Cloud } from '../constructs/spec/vocabulary.ts';
import type { Control, State } from './controls.ts';

/** What can be said of each control, by its id. */
export type States = ReadonlyMap<string, Readonly<Record<Cloud, State>>>;

const BEGIN = '<!-- controls: made by npm run report:controls -- --write -->';
const END = '<!-- end of controls -->';

const WORDS = { proven: 'proven', open: 'open', 'block not offered yet': 'not offered', 'does not apply': '' } as const satisfies Record<
  State,
  string
>;

/** The section: a row for each control of which something is proven or open; of the others their ids. */
export function controlsSection(controls: readonly Control[], states: States): string {
  const count = (cloud: Cloud, state: State) => controls.filter(({ id }) => states.get(id)?.[cloud] === state).length;
  const isShown = ({ id }: Control) => CLOUDS.some((cloud) => ['proven', 'open'].includes(states.get(id)?.[cloud] ?? ''));
  const rows = controls.filter(isShown).map(({ id, title }) => [id, title, ...CLOUDS.map((cloud) => word(states, id, cloud))]);
  const later = controls.filter((control) => !isShown(control)).map(({ id }) => id);
  return [
    BEGIN,
    '',
    `Proven: ${CLOUDS.map((cloud) => `${count(cloud, 'proven')} on ${CLOUD_NAMES[cloud]}`).join(', ')}. Open: ${CLOUDS.map((cloud) => count(cloud, 'open')).join(' and ')}.`,
    '',
    ...table([['control', 'what holds', ...CLOUDS.map((cloud) => CLOUD_NAMES[cloud])], ...rows]),
    '',
    `About blocks that are not offered yet: ${later.join(' ')}.`,
    '',
    END,
  ].join('\n');
}

/** The states that a page's section gives; throws where it has none. */
export function statedControls(controls: readonly Control[], page: string): States {
  const section = sectionOf(page);
  return new Map(
    controls.map(({ id, types }) => {
      const [, cells] = new RegExp(`^\\| ${id} +\\|[^|]*\\|(.*)\\|$`, 'm').exec(section) ?? [];
      const words = cells?.split('|').map((cell) => cell.trim());
      const states = CLOUDS.map((cloud, index) => [
        cloud,
        words === undefined ? (types[cloud] === undefined ? 'does not apply' : 'block not offered yet') : stateOfWord(words[index]),
      ]);
      return [id, Object.fromEntries(states)] as const;
    }),
  );
}

/** A page with another section in the place of its own. */
export function withSection(page: string, section: string): string {
  return page.replace(sectionOf(page), () => section);
}

export function sectionOf(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md has no section between '${BEGIN}' and '${END}'`);
  return page.slice(begin, end + END.length);
}

/** The controls that a page calls proven and that are not now. */
export function noLongerProven(stated: States, now: States): readonly string[] {
  return [...stated].flatMap(([id, states]) =>
    CLOUDS.filter((cloud) => states[cloud] === 'proven' && now.get(id)?.[cloud] !== 'proven').map(
      (cloud) =>
        `${id} on ${cloud} is proven in README.md, and is '${now.get(id)?.[cloud] ?? 'no control'}' now: bring back its rule and its tests, or take the row out by hand`,
    ),
  );
}

const CLOUD_NAMES = { aws: 'AWS', azure: 'Azure' } as const satisfies Record<Cloud, string>;

const word = (states: States, id: string, cloud: Cloud): string => WORDS[states.get(id)?.[cloud] ?? 'does not apply'];

function stateOfWord(text: string | undefined): State {
  const state = (Object.keys(WORDS) as State[]).find((one) => WORDS[one] === text);
  if (state === undefined) throw new Error(`README.md calls a control '${text}'; the words are ${Object.values(WORDS).join(', ')}`);
  return state;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

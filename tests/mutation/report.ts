/** What Stryker's JSON report says of a mutant, as far as it is read here. https://github.com/stryker-mutator/mutation-testing-elements */
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export interface Score {
  readonly folder: string;
  readonly killed: number;
  readonly survived: number;
  /** Of a hundred mutants that could be told apart, those that a test saw. */
  readonly percent: number;
}

const KILLED = ['Killed', 'Timeout'];
/** A mutant that no test runs survives as one does that no test sees. Those that do not compile or are ignored count as nothing. */
const SURVIVED = ['Survived', 'NoCoverage'];

/** The score of all files below a folder. */
export function scoreOf({ files }: MutationReport, folder: string): Score {
  const statuses = Object.entries(files)
    .filter(([file]) => file.startsWith(`${folder}/`))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status));
  const killed = statuses.filter((status) => KILLED.includes(status)).length;
  const survived = statuses.filter((status) => SURVIVED.includes(status)).length;
  return { folder, killed, survived, percent: killed + survived === 0 ? 0 : (100 * killed) / (killed + survived) };
}

/** The scores, and each survivor with its place, the code and what stood in its stead. */
export function renderMutation(report: MutationReport, scores: readonly Score[], least: number): string {
  const rows = scores.map(
    ({ folder, killed, survived, percent }) => `| ${folder} | ${killed + survived} | ${killed} | ${percent.toFixed(1)} % |`,
  );
  const survivors = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(({ status }) => SURVIVED.includes(status)).map((mutant) => survivor(file, source, mutant)),
  );
  return [
    '# Mutation testing',
    '',
    `A mutant is a change of one expression that some test must see. At least ${least} % must be killed.`,
    '',
    '| folder | mutants | killed | score |',
    '|---|---|---|---|',
    ...rows,
    '',
    '## Survivors',
    '',
    ...(survivors.length > 0 ? survivors : ['None.']),
    '',
  ].join('\n');
}

function survivor(file: string, source: string, { mutatorName, replacement = '', status, location: { start, end } }: Mutant): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const text = lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join(' ');
  const note = status === 'NoCoverage' ? ', which no test runs' : '';
  return `- ${file}:${start.line} ${mutatorName}${note}: \`${short(text)}\` became \`${short(replacement)}\``;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

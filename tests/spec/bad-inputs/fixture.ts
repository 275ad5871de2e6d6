/** A platform file that holds nothing wrong, on both clouds. Fixtures change one place of it. */
export const GOOD_FILE = `version: 1
name: demo
owner: { team: support, email: llm@example.com, costCenter: "4711" }
dataClassification: confidential
residency: eu
naming: { seed: example-seed }
clouds:
  aws: { region: eu-central-1 }
  azure: { location: swedencentral }
environments:
  dev: { profile: dev }
  prod:
    profile: prod
    clouds: { aws: { account: "111122223333" }, azure: { subscription: 00000000-1111-2222-3333-444444444444 } }
models:
  chat: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } }
  embedder: { kind: managed, model: { aws: titan-embed-v2, azure: text-embedding-3-large } }
guardrails: { strict: { contentFilters: { hate: high } } }
data: { retentionDays: { raw: 365 } }
secrets: { openai-key: { maxAgeDays: 90 } }
`;

/** Stands in a fixture in front of the place that the fault must name; it is taken out before the text is read. */
export const HERE = '§';

export interface BadInput {
  /** The row of the controls' table of bad inputs, or the code of a fault of the kit's own from 100. */
  readonly row: number;
  readonly what: string;
  /** The text of a file, with `HERE` in it; without, the fault has no place. */
  readonly yaml: string;
  /** @default 'dev' */
  readonly environment?: string;
  /** @default - the catalogue's date */
  readonly asOf?: string;
  readonly fault: ExpectedFault;
}

/** What must be said. A part that is left out must be absent, but for `message`. */
export interface ExpectedFault {
  readonly code: string;
  readonly path: string;
  readonly severity?: 'warning';
  readonly message?: RegExp;
  readonly got?: RegExp;
  readonly allowed?: RegExp;
  readonly remedy: RegExp;
}

/** The good file with one place changed. */
export function changed(from: string, to: string, file = GOOD_FILE): string {
  if (file.split(from).length !== 2) throw new Error(`'${from}' must stand exactly once in the file`);
  return file.replace(from, () => to);
}

/** The good file with lines added at its end. */
export function added(lines: string): string {
  return `${GOOD_FILE}${lines}\n`;
}

/** The good file with a part of it replaced by other lines. */
export function replaced(key: 'models' | 'guardrails' | 'data' | 'secrets', lines: string): string {
  const parts = GOOD_FILE.split(/^(?=[a-z])/m);
  return parts.map((part) => (part.startsWith(`${key}:`) ? `${lines}\n` : part)).join('');
}

/** The good file with something added to an environment's overlay. */
export function inOverlay(environment: 'dev' | 'prod', lines: string): string {
  return environment === 'dev'
    ? changed('dev: { profile: dev }', `dev: { profile: dev, ${lines} }`)
    : changed('    profile: prod', `    profile: prod\n    ${lines}`);
}

/** A file like the good one on AWS alone, and whatever else is added. */
export function onAwsAlone(file = GOOD_FILE): string {
  return file
    .replace('  azure: { location: swedencentral }\n', '')
    .replace(', azure: { subscription: 00000000-1111-2222-3333-444444444444 }', '')
    .replace('{ aws: claude-sonnet-5.5, azure: gpt-5.1 }', 'claude-sonnet-5.5')
    .replace('{ aws: titan-embed-v2, azure: text-embedding-3-large }', 'titan-embed-v2');
}

/** A file like the good one on Azure alone, and whatever else is added. */
export function onAzureAlone(file = GOOD_FILE): string {
  return file
    .replace('  aws: { region: eu-central-1 }\n', '')
    .replace('aws: { account: "111122223333" }, ', '')
    .replace('{ aws: claude-sonnet-5.5, azure: gpt-5.1 }', 'gpt-5.1')
    .replace('{ aws: titan-embed-v2, azure: text-embedding-3-large }', 'text-embedding-3-large');
}

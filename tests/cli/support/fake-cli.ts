import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the fake answers to a call that names a secret by a part of its id. */
export interface FakeAnswer {
  readonly secret: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
}

// Reads the files that it is given, as both CLIs do, and writes down what it was called with.
const PROGRAM = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const paths = [...args.filter((arg) => arg.startsWith('file://')).map((arg) => arg.slice('file://'.length)), ...args.filter((_, place) => args[place - 1] === '--file')];
const files = paths.map((path) => readFileSync(path, 'utf8'));
appendFileSync(join(__dirname, 'calls.ndjson'), JSON.stringify({ args, files }) + '\\n');
const answers = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8'));
const { stdout = '{}', stderr = '', code = 0 } = answers.find(({ secret }) => args.some((arg) => arg.includes(secret))) ?? {};
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
`;

/** An executable `aws` or `az` in a folder of its own that answers what it is told and remembers its calls. */
export class FakeCli {
  private readonly folder: string;

  constructor(parent: string, program: 'aws' | 'az', answers: readonly FakeAnswer[] = []) {
    this.folder = join(parent, `bin-${program}`);
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "commonjs" }');
    writeFileSync(join(this.folder, program), PROGRAM);
    chmodSync(join(this.folder, program), 0o755);
    writeFileSync(join(this.folder, 'answers.json'), JSON.stringify(answers));
    writeFileSync(join(this.folder, 'calls.ndjson'), '');
  }

  /** The search path with this program in front. */
  get path(): string {
    return `${this.folder}${delimiter}${process.env.PATH}`;
  }

  get calls(): readonly { readonly args: readonly string[]; readonly files: readonly string[] }[] {
    const lines = readFileSync(join(this.folder, 'calls.ndjson'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line));
  }
}

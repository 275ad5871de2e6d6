import { Command, CommanderError, Option } from 'commander';
import { SpecError } from '../spec/fault.ts';
import { check } from './commands/check.ts';
import { init } from './commands/init.ts';
import { plan } from './commands/plan.ts';
import { secrets } from './commands/secrets.ts';
import { synth } from './commands/synth.ts';
import { type CliIo, type ExitCode, UsageError } from './io.ts';
import { DEFAULT_FILE } from './platform-file.ts';
import { KIT_VERSION } from './tool-versions.ts';

const HELP_END = `
Exit codes: 0 good, 1 the file is wrong or the plan has an error, 2 wrong usage.

Start with 'llm-infra init <folder>', or 'llm-infra check' beside a platform.yaml.`;

/** Runs the command line and returns its exit code. A mistake of the user is a message, never a stack trace. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (SpecError.isSpecError(error)) return reportFaults(io, args, error);
    io.stderr(`error: ${usageMessage(error)}\n`);
    return 2;
  }
}

/** What to tell of a call that cannot be carried out; anything else is a fault of the kit and goes on with its stack. */
function usageMessage(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  // A folder that cannot be written, a disk that is full.
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return `${error.path}: ${error.message.replace(/^\w+: |, \w+ '.*$/g, '')}; name another folder`;
  }
  throw error;
}

function reportFaults(io: CliIo, args: readonly string[], error: SpecError): ExitCode {
  if (args.includes('--json')) io.stdout(`${JSON.stringify({ faults: error.faults }, null, 2)}\n`);
  else io.stderr(`${error.message}\n`);
  return 1;
}

function createProgram(io: CliIo, done: (code: ExitCode) => void): Command {
  const program = new Command('llm-infra')
    .description('Checks, plans and synthesises an LLM platform from one file, offline.')
    .version(KIT_VERSION, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .addHelpText('after', HELP_END)
    .showHelpAfterError('(--help shows the commands and options)');
  const file = ['[file]', 'the platform file', DEFAULT_FILE] as const;
  const environment = (note = '') => new Option('-e, --environment <name>', `one environment of the file${note}`);
  const json = () => new Option('--json', 'machine-readable output');
  const out = () => new Option('-o, --out <folder>', 'where the files are written').default('out');
  const asOf = (note = '') =>
    new Option('--as-of <date>', `the day against which retirements and expiries are judged${note}`).argParser(isoDate);

  program
    .command('check')
    .description('check a platform file and say everything that is wrong')
    .argument(...file)
    .addOption(environment())
    .addOption(asOf().default(io.today, 'today'))
    .addOption(json())
    .action((path, options) => done(check(io, path, options)));
  program
    .command('plan')
    .description('synthesise every environment offline, judge it and write a report')
    .argument(...file)
    .addOption(environment())
    .addOption(out())
    .addOption(new Option('--against <plan.json>', 'the report on what is deployed: warns of what would be replaced or deleted'))
    .addOption(asOf().default(io.today, 'today'))
    .addOption(json())
    .action(async (path, options) => done(await plan(io, path, options)));
  program
    .command('synth')
    .description('write the templates of one environment')
    .argument(...file)
    .addOption(environment(' (required)').makeOptionMandatory())
    .addOption(new Option('-c, --cloud <name>', 'the cloud, where the file names both'))
    .addOption(out())
    .addOption(asOf(" (default: the catalogue's own date)"))
    .addOption(json())
    .action(async (path, options) => done(await synth(io, path, options)));
  program
    .command('secrets')
    .description('list the credentials that hold no value yet or are too old, with the command that sets each')
    .argument(...file)
    .addOption(environment(' (required)').makeOptionMandatory())
    .addOption(asOf().default(io.today, 'today'))
    .addOption(json())
    .action((path, options) => done(secrets(io, path, options)));
  program
    .command('init')
    .description('write a platform file and an app to start from')
    .argument('<folder>', 'a folder that does not hold them yet')
    .addOption(new Option('-c, --cloud <name>', 'aws, azure or both').default('aws'))
    .action((folder, options) => done(init(io, folder, options)));
  // Subcommands are made by their parent and take its output, but not its exit override.
  for (const command of program.commands) command.exitOverride();
  return program;
}

function isoDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.valueOf()) || !date.toISOString().startsWith(text)) {
    throw new UsageError(`--as-of ${text}: not a date; write YYYY-MM-DD`);
  }
  return text;
}

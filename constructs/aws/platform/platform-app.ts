import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { SpecError } from '../../spec/fault.ts';
import { parsePlatformSpec } from '../../spec/parse.ts';
import { APP_CONTEXT } from './app-context.ts';
import { LlmPlatform } from './platform.ts';

export interface PlatformAppProps {
  /** The platform file. @default - the context `platformFile` */
  readonly platformFile?: string | URL;
  /** The environment. @default - the context `environment` */
  readonly environment?: string;
}

/**
 * The CDK app of a platform file, for `cdk/app.ts`: reads the file for the environment that the context names and makes its stacks.
 *
 * This is the edge where file and context are read; blocks read nothing. A fault in the file is printed and ends the process with code 1,
 * without a stack trace.
 */
export function platformApp(props: PlatformAppProps = {}): { readonly app: App; readonly platform: LlmPlatform } {
  const app = new App({ postCliContext: { ...APP_CONTEXT } });
  try {
    const file = props.platformFile ?? contextValue(app, 'platformFile', 'platformFile=platform.yaml');
    const environment = props.environment ?? contextValue(app, 'environment', 'environment=dev');
    const path = file instanceof URL ? fileURLToPath(file) : file;
    const spec = parsePlatformSpec(readPlatformFile(path), { environment, file: path });
    return { app, platform: new LlmPlatform(app, 'Platform', { spec }) };
  } catch (error) {
    if (!SpecError.isSpecError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function contextValue(app: App, key: string, example: string): string {
  const value: unknown = app.node.tryGetContext(key);
  if (typeof value === 'string' && value !== '') return value;
  throw new SpecError([
    {
      code: 'CFG-101',
      severity: 'error',
      path: '',
      message: `the CDK context '${key}' is not set`,
      remedy: `Add it to cdk.json, or pass -c ${example}.`,
    },
  ]);
}

function readPlatformFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SpecError([
      {
        code: 'CFG-009',
        severity: 'error',
        path: '',
        message: 'the platform file cannot be read',
        got: `'${path}'`,
        allowed: 'a YAML file of at most 1 MiB',
        remedy: "Name it by the context 'platformFile', or write one with 'llm-infra init <folder>'.",
      },
    ]);
  }
}

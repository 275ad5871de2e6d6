/**
 * LiteLLM's proxy beside ours, told and not judged: it is a server of another kind, with more providers and a database that it does without
 * here.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed, toolPath } from '../../.ci/tools.ts';
import { rootPath } from '../package/support/run.ts';
import { CHAT, KEY } from '../runtime/bundle/support/config.ts';
import { eventually, type Program, start } from '../runtime/bundle/support/process.ts';
import { freePort } from '../runtime/bundle/support/stand-in.ts';

/** Importing its packages takes seconds on a quiet machine, most of a minute on a busy one. */
const UP_WITHIN_SECONDS = 120;

const [, version] = /^litellm==(\S+)$/m.exec(readFileSync(rootPath('.ci/tools/litellm.txt'), 'utf8')) ?? [];
export const LITELLM = `LiteLLM's proxy ${version}, one worker, with a master key and without a database`;

/** Why it can't be measured here. */
export function withoutLiteLlm(): string | undefined {
  if (process.platform !== 'linux') return 'LiteLLM was not measured: its CPU time is read from /proc, which only Linux has';
  return installed('litellm') ? undefined : 'LiteLLM was not measured: `npm run tools -- litellm` installs it';
}

export async function startLiteLlm(folder: string, origin: string): Promise<{ readonly program: Program; readonly url: string }> {
  const port = await freePort();
  const file = join(folder, 'litellm.json');
  writeFileSync(file, JSON.stringify(configOf(origin)));
  const args = ['--config', file, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1', '--telemetry', 'False'];
  const program = start(toolPath('litellm'), folder, args, environment(folder));
  const url = `http://127.0.0.1:${port}`;
  const up = async () => (await fetch(`${url}/health/readiness`)).status === 200 || undefined;
  await eventually(program, up, UP_WITHIN_SECONDS).catch((error: unknown) => {
    program.process.kill('SIGKILL');
    throw error;
  });
  return { program, url };
}

/** JSON is YAML. */
function configOf(origin: string): object {
  const model = { model: 'openai/m', api_base: `${origin}/v1`, api_key: 'none' };
  return {
    model_list: [{ model_name: CHAT.model, litellm_params: model }],
    general_settings: { master_key: 'os.environ/LITELLM_MASTER_KEY' },
  };
}

/** Without access logs, and with its own copies of the lists that it would fetch at its start. */
function environment(home: string): Record<string, string> {
  return {
    HOME: home,
    LITELLM_MASTER_KEY: KEY,
    LITELLM_MODE: 'PRODUCTION',
    LITELLM_LOG: 'ERROR',
    LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS: 'True',
    LITELLM_LOCAL_BLOG_POSTS: 'True',
    LITELLM_LOCAL_POLICY_TEMPLATES: 'True',
  };
}

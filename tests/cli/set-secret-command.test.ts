import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { setCommand } from '../../constructs/cli/set-secret-command.ts';
import { FakeCli } from './support/fake-cli.ts';
import { outsideFolder } from './support/folders.ts';

const COMMAND = setCommand({ cloud: 'aws', secret: 'openai-key', id: 'support-assistant/dev/openai-key-d7893e02', region: 'eu-central-1' });
const AZURE_COMMAND = setCommand({
  cloud: 'azure',
  secret: 'openai-key',
  vault: 'dev-support-ass-6ea7b8a6',
  name: 'support-assistant-dev-openai-key-d7893e02',
  expires: '2027-02-22',
});
const VALUES = [
  'sk-plain-value',
  ' spaces before, within and after ',
  `"double" and 'single' quotes`,
  String.raw`back\slash \" \\ \n %s & $HOME $(id) \`id\` !!`,
  'äöü ✓ {"value":"nested"}',
];

/** What a person does: pastes the command into bash and types the value. */
function typed(value: string, env: NodeJS.ProcessEnv, command = COMMAND) {
  return spawnSync('bash', ['-c', command], { input: `${value}\n`, env: { ...process.env, ...env }, encoding: 'utf8' });
}

test('is one line that names the secret and holds no value', () => {
  expect(COMMAND).toMatchInlineSnapshot(
    `"printf 'Value of openai-key: '; IFS= read -rs VALUE; VALUE=\${VALUE//\\\\/\\\\\\\\}; VALUE=\${VALUE//\\"/\\\\\\"}; [ -n "$VALUE" ] && printf '{"value":"%s"}' "$VALUE" | aws secretsmanager put-secret-value --region eu-central-1 --secret-id 'support-assistant/dev/openai-key-d7893e02' --secret-string file:///dev/stdin; unset VALUE"`,
  );
});

describe('run in bash', () => {
  const folder = outsideFolder();

  test.each(VALUES)('hands the value over as JSON: %s', (value) => {
    const aws = new FakeCli(folder, 'aws');
    const { status, stderr } = typed(value, { PATH: aws.path });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [call] = aws.calls;
    expect(JSON.parse(call?.files[0] ?? '')).toEqual({ value });
    expect(call?.args.join(' ')).toBe(
      'secretsmanager put-secret-value --region eu-central-1 --secret-id support-assistant/dev/openai-key-d7893e02 --secret-string file:///dev/stdin',
    );
  });

  test('shows the value nowhere and keeps it in no variable', () => {
    const aws = new FakeCli(folder, 'aws');
    const { stdout, stderr } = typed('sk-plain-value', { PATH: aws.path }, `${COMMAND}; set`);
    expect(stdout).toContain('Value of openai-key: ');
    expect(stdout + stderr).not.toContain('sk-plain');
  });

  test('sets nothing when nothing is typed', () => {
    const aws = new FakeCli(folder, 'aws');
    typed('', { PATH: aws.path });
    expect(aws.calls).toEqual([]);
  });
});

describe('for Azure, run in bash', () => {
  const folder = outsideFolder();

  test.each(VALUES)('hands the value over as JSON: %s', (value) => {
    const az = new FakeCli(folder, 'az');
    const { status, stderr } = typed(value, { PATH: az.path }, AZURE_COMMAND);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [call] = az.calls;
    expect(JSON.parse(call?.files[0] ?? '')).toEqual({ value });
    expect(call?.args.join(' ')).toBe(
      'keyvault secret set --vault-name dev-support-ass-6ea7b8a6 --name support-assistant-dev-openai-key-d7893e02 --expires 2027-02-22T00:00:00Z --content-type application/json --file /dev/stdin --output none',
    );
  });

  test('sets nothing when nothing is typed', () => {
    const az = new FakeCli(folder, 'az');
    typed('', { PATH: az.path }, AZURE_COMMAND);
    expect(az.calls).toEqual([]);
  });
});

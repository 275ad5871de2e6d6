import { afterEach, describe, expect, test, vi } from 'vitest';
import { FakeCli } from './support/fake-cli.ts';
import { AWS_ALONE, AZURE_ALONE, outsideFolder, platformWith, writePlatform } from './support/folders.ts';
import { runCli, STACK_TRACE } from './support/run-cli.ts';

const folder = outsideFolder();
const existing = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:llm/theirs-AbCdEf';
const file = writePlatform(
  folder,
  platformWith({
    ...AWS_ALONE,
    secrets: {
      absent: {},
      fresh: { maxAgeDays: 30 },
      hollow: {},
      stale: { maxAgeDays: 30 },
      theirs: { existing: { aws: existing } },
    },
  }),
);

const versions = (...list: readonly (readonly [string, string])[]) =>
  JSON.stringify({ Versions: list.map(([stage, date]) => ({ VersionStages: [stage], CreatedDate: `${date}T09:00:00.000000+00:00` })) });
const ANSWERS = [
  {
    secret: '/absent-',
    code: 254,
    stderr: "\nAn error occurred (ResourceNotFoundException): Secrets Manager can't find the specified secret.\n",
  },
  { secret: '/hollow-', stdout: versions(['AWSCURRENT', '2026-11-01']) },
  { secret: '/fresh-', stdout: versions(['AWSPREVIOUS', '2026-10-01'], ['AWSCURRENT', '2026-11-20']) },
  { secret: '/stale-', stdout: versions(['AWSPREVIOUS', '2026-08-01'], ['AWSCURRENT', '2026-09-01']) },
];

afterEach(() => vi.unstubAllEnvs());

function secrets(answers: ConstructorParameters<typeof FakeCli>[2], ...args: readonly string[]) {
  const aws = new FakeCli(folder, 'aws', answers);
  vi.stubEnv('PATH', aws.path);
  return { aws, result: runCli(['secrets', file, '-e', 'dev', ...args]) };
}

test('lists what needs a value first, each with the command that sets it, then what is set', async () => {
  const { code, stdout, stderr } = await secrets(ANSWERS).result;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.replaceAll(/^ {2}printf .*$/gm, '  <command>')).toBe(`5 credentials in dev, 2 set

absent: does not exist yet; deploy the platform, then set it with
  <command>

hollow: holds no value yet; set it with
  <command>

stale: set 84 days ago, more than the 30 allowed; renew it with
  <command>

fresh: set 4 days ago, renew within 26 days
theirs: was there before the platform; its owner sets and renews it

The commands are for bash: they wait for the value, show nothing and end with Enter.
`);
});

test('judges by the day of --as-of', async () => {
  expect((await secrets(ANSWERS, '--as-of', '2026-12-21').result).stdout).toContain('fresh: set 31 days ago, more than the 30 allowed');
});

test('asks the cloud for versions and their dates alone, never for a value', async () => {
  const { aws, result } = secrets(ANSWERS);
  await result;
  expect(aws.calls).toHaveLength(4);
  for (const { args } of aws.calls) {
    expect(args.slice(0, 3)).toEqual(['secretsmanager', 'list-secret-version-ids', '--secret-id']);
    expect(args.slice(4)).toEqual(['--region', 'eu-central-1', '--include-deprecated', '--output', 'json']);
  }
  expect(aws.calls.map(({ args }) => args[3])).not.toContain(existing);
});

test('prints the same as JSON, and nothing else', async () => {
  const { code, stdout, stderr } = await secrets(ANSWERS, '--json').result;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report.environment).toBe('dev');
  expect(report.secrets.map(({ secret, status }: { secret: string; status: object }) => ({ secret, ...status }))).toEqual([
    { secret: 'absent', kind: 'not-deployed' },
    { secret: 'fresh', kind: 'set', ageDays: 4 },
    { secret: 'hollow', kind: 'empty' },
    { secret: 'stale', kind: 'too-old', ageDays: 84 },
    { secret: 'theirs', kind: 'given' },
  ]);
  expect(report.secrets[4]).toMatchObject({ id: existing, command: expect.stringContaining(`--secret-id '${existing}'`) });
});

describe('without an answer it says why and still prints the commands', () => {
  const always = (answer: object) => [{ secret: 'list-secret-version-ids', ...answer }];

  test.each([
    [
      'no credentials',
      always({ code: 253, stderr: '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n' }),
      'not known, Unable to locate credentials. You can configure credentials by running "aws configure"; set it with',
    ],
    [
      'no permission',
      always({ code: 254, stderr: 'An error occurred (AccessDeniedException) when calling the ListSecretVersionIds operation\n' }),
      'not known, An error occurred (AccessDeniedException) when calling',
    ],
    ['an answer that is no JSON', always({ stdout: 'hello' }), 'not known, the AWS CLI answered with no JSON; set it with'],
    ['a code without a word', always({ code: 3 }), 'not known, the AWS CLI ended with code 3; set it with'],
  ])('%s', async (_, answers, message) => {
    const { code, stdout, stderr } = await secrets(answers).result;
    expect(code).toBe(0);
    expect(stdout.split(message)).toHaveLength(5);
    expect(stdout.match(/aws secretsmanager put-secret-value/g)).toHaveLength(4);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test('no AWS CLI', async () => {
    vi.stubEnv('PATH', folder);
    const { code, stdout, stderr } = await runCli(['secrets', file, '-e', 'dev']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('absent: not known, the AWS CLI (aws) is not installed; set it with');
  });
});

describe('on Azure', () => {
  const vaultId =
    '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/central/providers/Microsoft.KeyVault/vaults/org-vault';
  const theirs = 'https://org-vault.vault.azure.net/secrets/openai';
  const inVault = writePlatform(
    folder,
    platformWith({
      ...AZURE_ALONE,
      clouds: { azure: { location: 'swedencentral', keyVault: { id: vaultId } } },
      secrets: { absent: {}, fresh: { maxAgeDays: 30 }, hollow: {}, stale: { maxAgeDays: 30 }, theirs: { existing: { azure: theirs } } },
    }),
    'azure.yaml',
  );
  const attributes = (...days: readonly string[]) =>
    JSON.stringify(days.map((day) => ({ created: `${day}T09:00:00+00:00`, enabled: true, recoveryLevel: 'Recoverable' })));
  const AZ_ANSWERS = [
    { secret: '-absent-', code: 3, stderr: '\nERROR: (SecretNotFound) A secret with (name/id) absent was not found in this key vault.\n' },
    { secret: '-hollow-', stdout: attributes('2026-11-01') },
    { secret: '-fresh-', stdout: attributes('2026-11-20', '2026-10-01') },
    { secret: '-stale-', stdout: attributes('2026-08-01', '2026-09-01') },
  ];

  function azSecrets(path: string, ...args: readonly string[]) {
    const az = new FakeCli(folder, 'az', AZ_ANSWERS);
    vi.stubEnv('PATH', az.path);
    return { az, result: runCli(['secrets', path, '-e', 'dev', ...args]) };
  }

  test('lists the same, by the Azure CLI', async () => {
    const { code, stdout, stderr } = await azSecrets(inVault).result;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/^ {2}printf .*$/gm, '  <command>')).toBe(`5 credentials in dev, 2 set

absent: does not exist yet; deploy the platform, then set it with
  <command>

hollow: holds no value yet; set it with
  <command>

stale: set 84 days ago, more than the 30 allowed; renew it with
  <command>

fresh: set 4 days ago, renew within 26 days
theirs: was there before the platform; its owner sets and renews it

The commands are for bash: they wait for the value, show nothing and end with Enter.
`);
  });

  test('asks for attributes of versions alone, never for a value', async () => {
    const { az, result } = azSecrets(inVault);
    await result;
    expect(az.calls).toHaveLength(4);
    for (const { args } of az.calls) {
      expect(args.slice(0, 6)).toEqual(['keyvault', 'secret', 'list-versions', '--vault-name', 'org-vault', '--name']);
      expect(args.slice(7)).toEqual(['--query', '[].attributes', '--output', 'json']);
    }
  });

  test('gives the place and a command that expires the value on its last day', async () => {
    const { secrets: rows } = JSON.parse((await azSecrets(inVault, '--json').result).stdout);
    const [absent] = rows;
    expect(absent).toMatchObject({ cloud: 'azure', secret: 'absent', status: { kind: 'not-deployed' } });
    expect(absent.id).toMatch(/^https:\/\/org-vault\.vault\.azure\.net\/secrets\/support-assistant-dev-absent-[0-9a-f]{8}$/);
    expect(absent.command).toContain('--expires 2027-02-22T00:00:00Z');
    expect(rows[4]).toMatchObject({
      id: theirs,
      status: { kind: 'given' },
      command: expect.stringContaining("--vault-name 'org-vault' --name 'openai'"),
    });
  });

  test('looks into the vault that the platform makes where none is given', async () => {
    const own = writePlatform(folder, platformWith({ ...AZURE_ALONE, secrets: { hollow: {} } }), 'own-vault.yaml');
    const { az, result } = azSecrets(own);
    await result;
    expect(az.calls[0]?.args[4]).toMatch(/^dev-support-ass-[0-9a-f]{8}$/);
  });

  test('without the Azure CLI it says so and still prints the commands', async () => {
    vi.stubEnv('PATH', folder);
    const { code, stdout } = await runCli(['secrets', inVault, '-e', 'dev']);
    expect(code).toBe(0);
    expect(stdout).toContain('absent: not known, the Azure CLI (az) is not installed; set it with');
    expect(stdout.match(/az keyvault secret set /g)).toHaveLength(4);
  });

  test('and AWS in one file are told apart', async () => {
    const two = writePlatform(folder, platformWith({ secrets: { hollow: {} } }), 'two.yaml');
    const aws = new FakeCli(folder, 'aws', ANSWERS);
    vi.stubEnv('PATH', aws.path);
    vi.stubEnv('PATH', new FakeCli(folder, 'az', AZ_ANSWERS).path);
    const { stdout } = await runCli(['secrets', two, '-e', 'dev']);
    expect(stdout).toContain('2 credentials in dev, 0 set');
    expect(stdout).toContain('hollow on aws: holds no value yet');
    expect(stdout).toContain('hollow on azure: holds no value yet');
  });
});

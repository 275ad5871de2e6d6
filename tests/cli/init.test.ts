import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KIT_VERSION, TOOL_VERSIONS } from '../../constructs/cli/tool-versions.ts';
import { checkPlatform } from '../../constructs/index.ts';
import { folderIn, insideFolder, outsideFolder } from './support/folders.ts';
import { type CliResult, ROOT, runCli, STACK_TRACE, TODAY } from './support/run-cli.ts';
import { spawnCli } from './support/spawn-cli.ts';

const FILES = ['.gitignore', 'cdk/app.ts', 'cdk/cdk.json', 'package.json', 'platform.yaml'];
const outside = outsideFolder();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

async function init(cwd: string, folder: string, ...options: readonly string[]): Promise<CliResult> {
  const result = await runCli(['init', folder, ...options], cwd);
  expect(result.stderr).not.toMatch(STACK_TRACE);
  return result;
}

const platformOf = (folder: string) => parse(readFileSync(join(folder, 'platform.yaml'), 'utf8'));

describe('init', () => {
  test('writes a project into a new folder and says what comes next', async () => {
    const parent = folderIn(outside);
    const { code, stdout, stderr } = await init(parent, 'my-platform');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(filesIn(join(parent, 'my-platform'))).toEqual(FILES);
    for (const file of FILES) expect(stdout).toContain(`my-platform/${file}\n`);
    expect(stdout).toMatch(/\nNext: cd my-platform && npm install && npx llm-infra plan\n$/);
  });

  test('writes into the folder that one stands in, beside what is there', async () => {
    const folder = folderIn(outside);
    writeFileSync(join(folder, 'README.md'), 'mine');
    const { code, stdout } = await init(folder, '.');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nNext: npm install && npx llm-infra plan\n$/);
    expect(filesIn(folder)).toEqual([...FILES, 'README.md'].sort());
  });

  test('quotes a folder whose name a shell would split', async () => {
    expect((await init(folderIn(outside), "the platform's home")).stdout).toContain(String.raw`Next: cd 'the platform'\''s home' && `);
  });

  test.each(FILES)('writes nothing where %s exists', async (file) => {
    const folder = folderIn(outside);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'mine');
    expect(await init(folder, '.')).toEqual({ code: 2, stdout: '', stderr: `error: . holds ${file} already; choose an empty folder\n` });
    expect(filesIn(folder)).toEqual([file]);
    expect(readFileSync(join(folder, file), 'utf8')).toBe('mine');
  });

  test('does not write into a file', async () => {
    const folder = folderIn(outside);
    writeFileSync(join(folder, 'taken'), 'mine');
    expect(await init(folder, 'taken')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: .*taken: /) });
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine');
  });

  test('writes another seed each time, of legal form and no marker', async () => {
    const parent = folderIn(outside);
    const seeds: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      await init(parent, name);
      seeds.push(platformOf(join(parent, name)).naming.seed);
    }
    expect(new Set(seeds).size).toBe(3);
    for (const seed of seeds) expect(seed).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
  });

  test.each([
    ['support-assistant', 'support-assistant'],
    ['My Platform', 'my-platform'],
    ['42-llm', 'llm'],
    ['a', 'my-platform'],
    ['ünïcode', 'n-code'],
    ['a-very-long-name-of-a-platform', 'a-very-long-name-of-a-pl'],
    ['twenty-four-with-a-dash-x', 'twenty-four-with-a-dash'],
  ])('takes the platform’s name from the folder: %s', async (folder, name) => {
    const parent = folderIn(outside);
    await init(parent, folder);
    expect(platformOf(join(parent, folder)).name).toBe(name);
    expect(checkPlatform(readFileSync(join(parent, folder, 'platform.yaml'), 'utf8'), { asOf: TODAY }).faults).toEqual([]);
    expect(JSON.parse(readFileSync(join(parent, folder, 'package.json'), 'utf8')).name).toBe(name);
  });
});

describe('init for a cloud', () => {
  const AZURE_FILES = ['.gitignore', 'package.json', 'platform.yaml', 'pulumi/Pulumi.yaml', 'pulumi/index.ts'];

  test.each([
    ['aws', FILES, ['aws']],
    ['azure', AZURE_FILES, ['azure']],
    ['both', [...new Set([...FILES, ...AZURE_FILES])].sort(), ['aws', 'azure']],
  ])('%s writes what it needs, and a file that is good', async (cloud, files, clouds) => {
    const parent = folderIn(outside);
    await init(parent, 'my-platform', '--cloud', cloud);
    const folder = join(parent, 'my-platform');
    expect(filesIn(folder)).toEqual(files);
    expect(Object.keys(platformOf(folder).clouds)).toEqual(clouds);
    const { faults } = checkPlatform(readFileSync(join(folder, 'platform.yaml'), 'utf8'), { asOf: TODAY });
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { dependencies, scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect('aws-cdk-lib' in dependencies).toBe(clouds.includes('aws'));
    expect('@pulumi/pulumi' in dependencies).toBe(clouds.includes('azure'));
    expect(Object.keys(scripts)).toEqual(['check', 'plan', ...clouds.map((name) => `deploy:${name}`)]);
  });

  test('azure writes a program of at most ten lines that Pulumi runs with tsx', async () => {
    const folder = folderIn(outside);
    await init(folder, '.', '--cloud', 'azure');
    expect(readFileSync(join(folder, 'pulumi/index.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    expect(parse(readFileSync(join(folder, 'pulumi/Pulumi.yaml'), 'utf8'))).toMatchObject({
      main: 'index.ts',
      runtime: { name: 'nodejs', options: { typescript: false, nodeargs: '--import tsx' } },
      config: { platformFile: '../platform.yaml' },
    });
  });

  test('both gives a project that is planned for both clouds', async () => {
    const folder = join(insideFolder(), 'both-clouds');
    await init(dirname(folder), 'both-clouds', '--cloud', 'both');
    mkdirSync(join(folder, 'node_modules/@pulumi'), { recursive: true });
    for (const name of ['aws-cdk-lib', 'constructs', '@pulumi/pulumi', '@pulumi/azure-native'])
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    symlinkSync(ROOT, join(folder, 'node_modules/llm-infra-kit'));
    const { code, stdout, stderr } = spawnCli(['plan', '--as-of', TODAY], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('dev on aws (profile dev, eu-central-1)');
    expect(stdout).toContain('dev on azure (profile dev, swedencentral)');
  });
});

describe('what a project is made with', () => {
  test('is what this package was tested with', () => {
    const { version, devDependencies } = manifest;
    expect(KIT_VERSION).toBe(version);
    expect(TOOL_VERSIONS).toEqual(Object.fromEntries(Object.keys(TOOL_VERSIONS).map((name) => [name, devDependencies[name]])));
  });
});

describe('the written project', () => {
  const project = join(insideFolder(), 'my-platform');
  const read = (file: string): string => readFileSync(join(project, file), 'utf8');
  let planned: CliResult;
  let app: { readonly status: number | null; readonly stderr: string };

  // Instead of `npm install`: links to this checkout's packages for what package.json names, and for nothing else.
  function linkPackages(): void {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    mkdirSync(join(project, 'node_modules'));
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      symlinkSync(name === 'llm-infra-kit' ? ROOT : join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
    }
    symlinkSync(join(ROOT, 'node_modules/.bin'), join(project, 'node_modules/.bin'));
  }

  beforeAll(async () => {
    await init(dirname(project), 'my-platform');
    // The commented parts are legal as well.
    const uncommented = read('platform.yaml').replaceAll(/^( *)# (prod:| {2}profile:| {2}clouds:|secrets:| {2}openai-key:)/gm, '$1$2');
    writeFileSync(join(project, 'platform.yaml'), uncommented);
    linkPackages();
    planned = spawnCli(['plan', '--as-of', TODAY], project);
    const { app: command, context } = JSON.parse(read('cdk/cdk.json'));
    const { NODE_OPTIONS: _vitest, ...env } = process.env;
    app = spawnSync(command, {
      shell: true,
      cwd: join(project, 'cdk'),
      env: {
        ...env,
        NODE_OPTIONS: '--conditions=source',
        CDK_OUTDIR: join(project, 'cdk/cdk.out'),
        CDK_CONTEXT_JSON: JSON.stringify(context),
      },
      encoding: 'utf8',
    });
  }, 120_000);

  test('is good in every environment, without a warning', () => {
    const { environments, faults } = checkPlatform(read('platform.yaml'), { asOf: TODAY });
    expect(environments).toEqual(['dev', 'prod']);
    expect(faults).toEqual([]);
  });

  test('has an app of at most ten lines', () => {
    expect(read('cdk/app.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });

  test('says for npm that esbuild needs no install script, as this package does', () => {
    expect(JSON.parse(read('package.json')).allowScripts).toEqual(manifest.allowScripts);
  });

  test('keeps what is made out of git', () => {
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['node_modules/', 'out/', 'cdk.out/']));
  });

  test('is planned without a finding', () => {
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout.match(/Findings: none/g)).toHaveLength(2);
  });

  test('runs its app: the templates of dev, the same as the plan’s', () => {
    expect(app.stderr).toBe('');
    expect(app.status).toBe(0);
    const { environments } = JSON.parse(read('out/plan.json'));
    const templates: string[] = environments[0].files;
    expect(templates.length).toBeGreaterThan(1);
    for (const file of templates) {
      expect(read(join('cdk/cdk.out', file.replace('dev/aws/', '')))).toBe(read(join('out', file)));
    }
  });

  test('has a seed of its own: no template refuses to be deployed', () => {
    const templates = readdirSync(join(project, 'cdk/cdk.out')).filter((file) => file.endsWith('.template.json'));
    expect(templates).not.toEqual([]);
    expect(templates.filter((template) => read(join('cdk/cdk.out', template)).includes('NamingSeed'))).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { synthesizePlatform } from '../../../constructs/aws/platform/index.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { Emulator } from './emulator.ts';
import { LISTERS } from './inventory.ts';
import { type Edits, editedExample } from './platform-files.ts';

/**
 * How a type is rehearsed: `stock` by MiniStack, `table` through our launcher. `recorded` and `unknown` are not rehearsed: nothing stands
 * behind the one, and a stack with the other is refused.
 */
type Standing = 'stock' | 'table' | 'recorded' | 'unknown';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PINNED = JSON.parse(readFileSync(new URL('./types.json', import.meta.url), 'utf8')) as Record<string, Standing>;

/** The examples, and what the file can ask for that no example does. */
const PLATFORMS: readonly { readonly example: string; readonly environment: string; readonly edits?: Edits }[] = [
  { example: 'support-assistant', environment: 'dev' },
  { example: 'support-assistant', environment: 'prod' },
  { example: 'existing-landing-zone', environment: 'dev' },
  { example: 'existing-landing-zone', environment: 'prod' },
  { example: 'support-assistant', environment: 'prod', edits: { network: { egress: { kind: 'nat' } } } },
  {
    example: 'support-assistant',
    environment: 'prod',
    edits: { network: { egress: { kind: 'firewall', allowedDomains: ['api.openai.com'] } } },
  },
];
const APPS = ['single-block', 'account-baseline'];

let emulator: Emulator;
beforeAll(async () => {
  process.env.CDK_VALIDATION = 'false';
  emulator = await Emulator.start();
});
afterAll(() => emulator.stop());

/** Every resource type in the templates of the kit. */
function typesOfTemplates(): string[] {
  const platforms = PLATFORMS.flatMap(({ example, environment, edits }, index) => {
    const spec = parsePlatformSpec(editedExample(example, edits), { environment });
    return synthesizePlatform(spec, join(emulator.folder, `platform-${index}`)).resources.map(({ type }) => type);
  });
  const apps = APPS.flatMap((name) => typesOfApp(name));
  return [...new Set([...platforms, ...apps])].sort();
}

function typesOfApp(name: string): string[] {
  const out = join(emulator.folder, name);
  mkdirSync(out);
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:version-reporting': false }) };
  execFileSync(process.execPath, ['--conditions=source', '--import', 'tsx', `examples/${name}/app.ts`], { cwd: ROOT, env });
  const templates = readdirSync(out).filter((file) => file.endsWith('.template.json'));
  return templates.flatMap((file) => {
    const { Resources } = JSON.parse(readFileSync(join(out, file), 'utf8')) as { Resources: Record<string, { Type: string }> };
    return Object.values(Resources).map(({ Type }) => Type);
  });
}

function standing(type: string): Standing {
  const { stock, table, recorded } = emulator.types;
  if (table.includes(type)) return 'table';
  if (recorded.includes(type)) return 'recorded';
  // Custom resources are called, whatever their name.
  return stock.includes(type) || type.startsWith('Custom::') ? 'stock' : 'unknown';
}

test('No type of the kit is rehearsed less than types.json says, and none is missing there', () => {
  const found = Object.fromEntries(typesOfTemplates().map((type) => [type, standing(type)]));
  // One that got better fails as well: write it down, so that it cannot get worse again.
  expect(found).toEqual(PINNED);
});

test('What counts as rehearsed is asked for by its own service, and nothing else is', () => {
  const rehearsed = Object.entries(PINNED).filter(([, how]) => how === 'stock' || how === 'table');
  expect(rehearsed.filter(([type]) => !(type in LISTERS))).toEqual([]);
  const others = Object.keys(PINNED).filter((type) => !rehearsed.some(([other]) => other === type));
  expect(others.filter((type) => type in LISTERS)).toEqual([]);
  const count = (how: Standing) => Object.values(PINNED).filter((other) => other === how).length;
  const named = (how: Standing) => Object.keys(PINNED).filter((type) => PINNED[type] === how);
  console.log(
    [
      `${rehearsed.length} of ${Object.keys(PINNED).length} types rehearsed: ${count('stock')} by MiniStack, ${count('table')} through our table`,
      `only recorded, not rehearsed: ${named('recorded').join(', ')}`,
      `unknown to the emulator, not rehearsed: ${named('unknown').join(', ')}`,
    ].join('\n'),
  );
});

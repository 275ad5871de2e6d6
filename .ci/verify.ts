/**
 * `npm run verify`: every check that a commit must pass beside `npm test`, one line each. The last ones need the tools that
 * `npm run tools` installs; an absent tool fails its check.
 *
 * `--full` (`npm run verify:full`) adds Checkov, the newest peers, every field in every profile, mutation testing, and the property tests
 * with many more runs.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly env?: Record<string, string>;
}

const CHECKS: readonly Check[] = [
  { name: 'format and lint', command: 'npm run lint' },
  { name: 'types', command: 'npm run typecheck' },
  { name: 'nothing unused', command: 'npm run unused' },
  { name: 'build', command: 'npm run build' },
  { name: 'package', command: 'npm run package' },
  { name: 'the package in foreign apps', command: 'npm run test:package', env: { PACKED: 'true' } },
  { name: 'programs on the Nodes that Lambda offers', command: 'npm test -- tests/runtime/bundle', env: { LAMBDA_NODES: 'true' } },
  { name: 'blocks at the oldest aws-cdk-lib', command: 'npm run test:floor' },
  { name: 'controls, each as README says', command: 'npm run report:controls' },
  { name: "examples under CDK's own validator", command: 'npm test -- tests/examples', env: { CDK_VALIDATION: 'true' } },
  { name: 'every field edited once on both clouds', command: 'npm test -- tests/replacement/spec-edits', env: { SPEC_EDITS: 'first' } },
  { name: 'templates under the validators of AWS, cfn-lint and cdk-nag', command: 'npm run check:cfn' },
  { name: 'rehearsal on AWS: the CDK CLI against an emulator', command: 'npm run rehearse:aws', env: { PACKED: 'true' } },
  { name: 'rehearsal on Azure: the Pulumi engine against a stand-in', command: 'npm run rehearse:azure', env: { PACKED: 'true' } },
  { name: 'gateway on real stores: the AWS emulator and Azurite', command: 'npm run rehearse:gateway' },
];

const FULL_CHECKS: readonly Check[] = [
  { name: '10000 streams through the gateway', command: 'npm test -- tests/runtime/gateway/load', env: { LOAD_STREAMS: '10000' } },
  { name: 'templates under Checkov', command: 'npm run check:checkov' },
  { name: 'blocks at the newest peers', command: 'npm run test:newest' },
  { name: 'every field edited in every profile', command: 'npm test -- tests/replacement/spec-edits', env: { SPEC_EDITS: 'all' } },
  { name: 'mutation testing of the spec and the policy', command: 'npm run mutation' },
  { name: 'properties, 5000 runs each', command: 'npm test -- --testTimeout=1200000', env: { FAST_CHECK_RUNS: '5000' } },
];

const checks = process.argv.includes('--full') ? [...CHECKS, ...FULL_CHECKS] : CHECKS;
const failed = checks.filter((check) => !passes(check)).length;
console.log(`verify: ${checks.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs a check to its end, whatever the others gave, and shows what it printed only when it fails. */
function passes({ name, command, env }: Check): boolean {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, {
    shell: true,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    // With CI set vitest compares snapshots and never writes one.
    env: { ...process.env, CI: 'true', ...env },
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(`$ ${command}\n${stdout}${stderr}${error ?? ''}`);
  return status === 0;
}

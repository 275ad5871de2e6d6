import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from '@pulumi/policy';
import * as proxy from '@pulumi/policy/proxy.js';
import { describe, expect, test } from 'vitest';
import { type LlmPoliciesOptions, llmPolicies } from '../../constructs/policy/pulumi.ts';

type Properties = Readonly<Record<string, unknown>>;

// How the SDK hands properties out: its typings keep quiet about it.
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  readonly unknownCheckingProxy: (properties: Properties) => Properties;
  readonly unknownStringValue: string;
};

/** A resource as the engine shows it to a pack: at first its inputs, at the end its outputs. */
interface Shown {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly outputs?: Properties;
  readonly parent?: string;
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly read?: boolean;
}

const urnOf = (name: string) => `urn:pulumi:dev::app::x::${name}`;

/** What a pack reports of a program, as `rule name: message`: of each resource before it is made, and of the whole. */
function reported(
  options: LlmPoliciesOptions,
  shown: readonly Shown[],
): { readonly early: readonly string[]; readonly late: readonly string[] } {
  const policies = llmPolicies(options);
  const optsOf = ({ parent, protect = false }: Shown) =>
    ({ protect, ...(parent === undefined ? {} : { parent: urnOf(parent) }) }) as ResourceValidationArgs['opts'];
  const early: string[] = [];
  const late: string[] = [];
  for (const resource of shown.filter(({ read }) => !read)) {
    const { type, name, inputs } = resource;
    const args = { type, name, urn: urnOf(name), props: unknownCheckingProxy(inputs), opts: optsOf(resource) } as ResourceValidationArgs;
    for (const policy of policies) {
      if ('validateResource' in policy && typeof policy.validateResource === 'function')
        void policy.validateResource(args, (text) => early.push(`${policy.name} ${name}: ${text}`));
    }
  }
  const resources = shown.map((resource): PolicyResource => {
    const { type, name, inputs, outputs, dependencies = {} } = resource;
    const targets = (names: readonly string[]) => names.map((target) => ({ urn: urnOf(target) }) as PolicyResource);
    return {
      ...({
        type,
        name,
        urn: urnOf(name),
        props: unknownCheckingProxy(outputs ?? inputs),
        opts: optsOf(resource),
      } as unknown as PolicyResource),
      propertyDependencies: Object.fromEntries(Object.entries(dependencies).map(([input, names]) => [input, targets(names)])),
    };
  });
  for (const policy of policies) {
    if ('validateStack' in policy)
      void policy.validateStack({ resources } as StackValidationArgs, (text, urn) =>
        late.push(`${policy.name} ${urn?.split('::').at(-1)}: ${text}`),
      );
  }
  return { early, late };
}

const rulesIn = (lines: readonly string[]) => [...new Set(lines.map((line) => line.split(' ')[0]))];
const ACCOUNT: Shown = {
  type: 'azure-native:cognitiveservices:Account',
  name: 'ai',
  inputs: {
    accountName: 'support-ai',
    location: 'swedencentral',
    identity: { type: 'UserAssigned', userAssignedIdentities: ['/x'] },
    properties: { disableLocalAuth: true, publicNetworkAccess: 'Disabled', networkAcls: { defaultAction: 'Deny' } },
  },
};
const LOGS: Shown = {
  type: 'azure-native:monitor:DiagnosticSetting',
  name: 'logs',
  inputs: { resourceUri: unknownStringValue, workspaceId: '/w', logs: [{ categoryGroup: 'allLogs', enabled: true }] },
  dependencies: { resourceUri: ['ai'] },
};
const open = { ...ACCOUNT, inputs: { ...ACCOUNT.inputs, properties: { publicNetworkAccess: 'Enabled' } } };

describe('The policies of a Pulumi pack', () => {
  test('are one a rule that is about Azure, each mandatory, with what to do', () => {
    const policies = llmPolicies();
    const names = policies.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names).toContain('INF-05');
    expect(names).not.toContain('REL-03');
    for (const policy of policies) {
      expect(policy).toMatchObject({ enforcementLevel: 'mandatory', severity: expect.stringMatching(/^(?:low|medium|high|critical)$/) });
      expect(policy.remediationSteps).not.toBe('');
    }
  });

  test('are those of the profile', () => {
    expect(llmPolicies({ profile: 'dev' }).map(({ name }) => name)).not.toContain('INF-04');
    expect(llmPolicies({ profile: 'dev', private: true }).map(({ name }) => name)).toContain('INF-04');
  });

  test('refuse a resource by itself before it is made, with place and remedy', () => {
    const { early } = reported({ profile: 'dev' }, [open]);
    expect(rulesIn(early)).toEqual(['INF-03', 'INF-05']);
    expect(early[1]).toBe(
      'INF-05 ai: properties.disableLocalAuth: got nothing, allowed true. Set disableLocalAuth; workloads call with their managed identity.',
    );
  });

  test('refuse what lacks its companion once all is known, by its URN', () => {
    const { early, late } = reported({ profile: 'dev' }, [ACCOUNT]);
    expect(early).toEqual([]);
    expect(late.map((line) => line.split(':')[0])).toEqual(['GOV-01 ai', 'MON-05 ai']);
  });

  test('know a companion by where its values come from, though a preview knows no id', () => {
    expect(reported({ profile: 'dev' }, [ACCOUNT, LOGS]).late).toEqual([]);
    expect(rulesIn(reported({ profile: 'dev' }, [ACCOUNT, { ...LOGS, dependencies: {} }]).late)).toEqual(['GOV-01', 'MON-05']);
  });

  test('judge by the inputs at the end too, though Azure answers with less', () => {
    const vault = { type: 'azure-native:keyvault:Vault', name: 'v', inputs: { vaultName: 'v', properties: {} } };
    const logs = {
      ...LOGS,
      inputs: { ...LOGS.inputs, resourceUri: '/subscriptions/s/providers/Microsoft.KeyVault/vaults/v' },
      dependencies: {},
    };
    const outputs = { id: '/answered', properties: {} };
    expect(
      rulesIn(
        reported({ profile: 'dev' }, [
          { ...vault, outputs },
          { ...logs, outputs },
        ]).late,
      ),
    ).toEqual([]);
  });

  test('leave alone what a program only reads', () => {
    expect(reported({ profile: 'dev' }, [{ ...open, read: true }])).toEqual({ early: [], late: [] });
  });

  test('take the value of a secret for one, since a pack is not told, and find a token elsewhere', () => {
    const secret = {
      type: 'azure-native:keyvault:Secret',
      name: 's',
      inputs: { tags: { expires: '2027-01-01' }, properties: { value: 'correct horse' } },
      protect: true,
    };
    expect(reported({ profile: 'dev' }, [secret])).toEqual({ early: [], late: [] });
    const leaked = { ...secret, inputs: { ...secret.inputs, tags: { expires: '2027-01-01', note: `hf_${'a1B2'.repeat(8)}` } } };
    const { early } = reported({ profile: 'dev' }, [leaked]);
    expect(rulesIn(early)).toEqual(['SEC-03']);
    expect(early.join()).not.toMatch(/hf_|correct horse/);
  });

  test('ask for protection in prod, and not for what a pack cannot see', () => {
    const data = { type: 'azure-native:storage:StorageAccount', name: 'd', inputs: {} };
    const loose = (profile: 'dev' | 'prod') => rulesIn(reported({ profile }, [data]).early).includes('REL-01');
    expect([loose('dev'), loose('prod')]).toEqual([false, true]);
  });
});

describe('An exemption of a pack', () => {
  const reason = 'a public demonstration';
  const component: Shown = { type: 'app:index:Models', name: 'models', inputs: {}, parent: 'stack' };
  const stack: Shown = { type: 'pulumi:pulumi:Stack', name: 'stack', inputs: {} };
  const nested = [stack, component, { ...open, parent: 'models' }];

  test.each([
    ['everywhere', {}],
    ['by the name of a resource', { where: 'ai' }],
    ['by the path of a component', { where: 'models' }],
    ['on Azure', { cloud: 'azure' }],
    ['until the end of its last day', { expires: '2026-11-23' }],
  ] as const)('takes the finding away: %s', (_, place) => {
    const exemptions = [{ rule: 'INF-05', reason, ...place }];
    expect(rulesIn(reported({ profile: 'dev', exemptions, asOf: '2026-11-23' }, nested).early)).toEqual(['INF-03']);
  });

  test.each([
    ['another place', { where: 'other' }],
    ['another cloud', { cloud: 'aws' }],
    ['another environment', { environment: 'dev' }],
  ] as const)('takes nothing away that it is not for: %s', (_, place) => {
    expect(rulesIn(reported({ profile: 'dev', exemptions: [{ rule: 'INF-05', reason, ...place }] }, nested).early)).toEqual([
      'INF-03',
      'INF-05',
    ]);
  });

  test('that has expired takes nothing away and is a violation itself', () => {
    const exemptions = [{ rule: 'INF-05', reason, expires: '2026-11-22' }];
    const { early, late } = reported({ profile: 'dev', exemptions, asOf: '2026-11-23' }, nested);
    expect(rulesIn(early)).toEqual(['INF-03', 'INF-05']);
    expect(late.join('\n')).toContain('exemptions undefined: exemption of INF-05 expired on 2026-11-22 (judged on 2026-11-23)');
  });

  test('needs a day to judge its end by', () => {
    expect(() => llmPolicies({ exemptions: [{ rule: 'INF-05', reason, expires: '2026-11-22' }] })).toThrow(
      'llmPolicies.asOf must be a day such as 2026-11-23, got nothing; the exemption of INF-05 expires on 2026-11-22, and there is no clock at synthesis',
    );
  });
});

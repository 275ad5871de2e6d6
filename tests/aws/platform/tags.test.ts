import { describe, expect, test } from 'vitest';
import { platformTemplates, resourcesIn, type TemplateJson, testPlatform } from '../../support/platforms.ts';

describe('Tags', () => {
  // AWS::EC2::FlowLog and others carry `Name` beside them; the model's own is tested below.
  const KIT = {
    owner: 'support',
    contact: 'llm-platform@example.com',
    costCenter: '4711',
    dataClassification: 'confidential',
    environment: 'prod',
    platform: 'support-assistant',
  };
  const UNTAGGABLE = new Set([
    'AWS::Bedrock::GuardrailVersion',
    'AWS::EC2::Route',
    'AWS::EC2::SubnetRouteTableAssociation',
    'AWS::EC2::VPCGatewayAttachment',
    'AWS::NetworkFirewall::LoggingConfiguration',
    'AWS::S3::BucketPolicy',
    'Custom::ClosedDefaultSecurityGroup',
  ]);

  function tagsOf({ Properties }: { Properties?: { Tags?: unknown } }): Record<string, string> {
    const tags = Properties?.Tags ?? [];
    if (!Array.isArray(tags)) return tags as Record<string, string>;
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  }

  function expectTags(templates: Readonly<Record<string, TemplateJson>>, tags: Readonly<Record<string, string>>): void {
    for (const { Resources } of Object.values(templates)) {
      for (const [id, resource] of Object.entries(Resources)) {
        if (!UNTAGGABLE.has(resource.Type)) expect(tagsOf(resource), `${id} ${resource.Type}`).toMatchObject(tags);
      }
    }
  }

  const everything = { network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } };

  test.each(['none', 'all'] as const)('are on every resource that takes tags, feature flags: %s', (flags) => {
    expectTags(platformTemplates(everything, { environment: 'prod', flags }), KIT);
  });

  test.each(['none', 'all'] as const)('are on the stacks themselves, feature flags: %s', (flags) => {
    const { stacks } = testPlatform({}, { environment: 'prod', flags }).app.synth();
    for (const stack of stacks) expect(stack.tags).toEqual(KIT);
  });

  test("have the organisation's own keys and additions", () => {
    const tags = { names: { owner: 'org:owner', costCenter: 'CostCentre' }, add: { backup: 'daily' } };
    const { owner, costCenter, ...others } = KIT;
    const templates = platformTemplates({ tags, ...everything }, { environment: 'prod' });
    expectTags(templates, { ...others, 'org:owner': owner, CostCentre: costCenter, backup: 'daily' });
    const keys = Object.values(templates).flatMap(({ Resources }) =>
      Object.values(Resources).flatMap((resource) => Object.keys(tagsOf(resource))),
    );
    expect(keys).not.toContain('owner');
    expect(keys).not.toContain('costCenter');
  });

  test.each([
    ['model', {}],
    ['llm', { tags: { names: { model: 'llm' } } }],
  ])('name the model of each inference profile, under %s', (key, patch) => {
    const profiles = resourcesIn(platformTemplates(patch), 'AWS::Bedrock::ApplicationInferenceProfile');
    expect(profiles.map(([, profile]) => tagsOf(profile)[key])).toEqual(['claude-sonnet-5.5', 'titan-embed-v2']);
  });
});

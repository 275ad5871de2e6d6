import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './support/markdown.ts';
import { type AppReport, runApps, type Template } from './support/run-apps.ts';

const apps = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('app.ts'))
  .sort();
let reports: Record<string, AppReport>;

beforeAll(() => {
  reports = runApps(apps.map((app) => join(ROOT, 'examples', app)));
}, 120_000);

const reportOf = (app: string): AppReport => reports[join(ROOT, 'examples', app)] ?? { error: 'not run', templates: {} };

/** The resources of a type in a template. */
function ofType(template: Template | undefined, type: string): Template[] {
  return Object.values<Template>(template?.Resources ?? {}).filter((resource) => resource.Type === type);
}

const typesIn = (template: Template | undefined): string[] =>
  [...new Set(Object.values<Template>(template?.Resources ?? {}).map(({ Type: type }) => type))].sort();

test('these examples are programs', () => {
  expect(apps).toEqual(['account-baseline/app.ts', 'single-block/app.ts']);
});

test.each(apps)('%s synthesises', (app) => {
  const { error, templates } = reportOf(app);
  expect(error).toBeUndefined();
  expect(Object.keys(templates)).not.toEqual([]);
});

describe('single-block', () => {
  const template = () => reportOf('single-block/app.ts').templates.Summaries;

  test('makes the blocks and the app’s own function in one stack, and nothing else', () => {
    expect(Object.keys(reportOf('single-block/app.ts').templates)).toEqual(['Summaries']);
    expect(typesIn(template())).toEqual([
      'AWS::Bedrock::ApplicationInferenceProfile',
      'AWS::Bedrock::Guardrail',
      'AWS::Bedrock::GuardrailVersion',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
    ]);
  });

  test('keeps both buckets closed to the public, and when the stack goes', () => {
    const buckets = ofType(template(), 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { DeletionPolicy, Properties } of buckets) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    }
  });

  test('lets the function call its model in the European Union, and no call without the guardrail', () => {
    const statements: Template[] = ofType(template(), 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const invoke = statements.filter(({ Action }) => [Action].flat().includes('bedrock:InvokeModel'));
    const allowed = JSON.stringify(invoke.filter(({ Effect }) => Effect === 'Allow'));
    const regions = [...allowed.matchAll(/:bedrock:([a-z0-9-]+)::foundation-model/g)].map(([, region]) => region);
    expect(regions).toEqual(['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']);
    const denied = invoke.filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Condition }) => Object.keys(Condition.StringNotEquals))).toEqual([['bedrock:GuardrailIdentifier']]);
  });

  test('tells the function which guardrail to name', () => {
    const [{ Properties } = { Properties: {} }] = ofType(template(), 'AWS::Lambda::Function');
    expect(Properties.Environment.Variables).toMatchObject({ GUARDRAIL_ID: expect.anything(), GUARDRAIL_VERSION: expect.anything() });
  });
});

describe('account-baseline', () => {
  const templates = () => Object.entries(reportOf('account-baseline/app.ts').templates);

  test('is one stack for each region', () => {
    expect(templates().map(([stack]) => stack)).toEqual(['llm-account-baseline-eu-central-1', 'llm-account-baseline-eu-west-1']);
  });

  test('names one log role to API Gateway, kept when the stack goes', () => {
    for (const [, template] of templates()) {
      const settings = ofType(template, 'AWS::ApiGateway::Account');
      expect(settings).toEqual([expect.objectContaining({ DeletionPolicy: 'Retain' })]);
    }
  });

  test('enforces its guardrail, in the published version, on all models but the embedding model', () => {
    for (const [, template] of templates()) {
      const [enforced] = ofType(template, 'AWS::Bedrock::EnforcedGuardrailConfiguration');
      expect(enforced?.Properties).toMatchObject({
        GuardrailIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^Guardrail/), 'GuardrailArn'] },
        GuardrailVersion: { 'Fn::GetAtt': [expect.stringMatching(/^GuardrailVersion/), 'Version'] },
        ModelEnforcement: { ExcludedModels: ['amazon.titan-embed-text-v2:0'], IncludedModels: ['ALL'] },
      });
    }
  });

  test('offers callers the permission to apply it, and no other', () => {
    for (const [, template] of templates()) {
      const [policy] = ofType(template, 'AWS::IAM::ManagedPolicy');
      expect(policy?.Properties.PolicyDocument.Statement).toEqual([
        {
          Action: 'bedrock:ApplyGuardrail',
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Guardrail/), 'GuardrailArn'] },
        },
      ]);
      expect(Object.keys(template.Outputs)).toContain('ApplyGuardrailPolicyArn');
    }
  });
});

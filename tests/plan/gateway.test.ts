import { describe, expect, test } from 'vitest';
import { planSchema, renderPlan } from '../../constructs/plan/index.ts';
import { renderGateway } from '../../constructs/plan/render-gateway.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import { FULL_AWS } from '../spec/full-files.ts';
import { specOf } from '../support/platforms.ts';
import { AS_OF, planOf, synthesizedWith } from './synthesized.ts';

const GATEWAY = {
  models: {
    openai: {
      kind: 'external',
      provider: 'openai',
      model: 'gpt-5.5',
      auth: { kind: 'api-key', secret: 'openai-key' },
      residencyException: { reason: 'contract with EU processing', approvedBy: 'dpo', expires: '2027-06-30' },
    },
    unrouted: { kind: 'managed', model: 'claude-haiku-4.5' },
  },
  routes: { chat: { model: 'assistant', fallbacks: ['openai'] }, embed: { model: 'embedder' } },
  gateway: { kind: 'serverless', auth: { apiKeys: true, jwt: [{ issuer: 'https://login.example.com', audiences: ['llm'] }] } },
  consumers: {
    'support-web': { routes: ['chat', 'embed'], tokensPerMinute: 60_000, tokensPerMonth: 50_000_000, subjects: ['client-1'] },
    batch: { routes: ['embed'] },
  },
};

const planned = () => planOf(synthesizedWith(), { spec: specOf(GATEWAY) });
const linesOf = (gateway: NonNullable<ReturnType<typeof planned>['gateway']>) => renderGateway(gateway).join('\n');

describe('The plan of a gateway', () => {
  test('says who is let in, what each may call and spend, and where the calls go', () => {
    const { gateway } = planned();
    expect(gateway && linesOf(gateway)).toMatchInlineSnapshot(`
      "Gateway: serverless, not deployed by this release; callers are known by API keys and tokens of https://login.example.com
        route chat   chat: assistant; then openai
        route embed  embedding: embedder
        model assistant  claude-sonnet-5.5 of bedrock
        model openai     gpt-5.5 of openai; outside the residency until 2027-06-30, approved by dpo: contract with EU processing
        model embedder   titan-embed-v2 of bedrock
        consumer support-web  chat, embed; 60000 tokens a minute, 50000000 tokens a month
        consumer batch        embed; no limit
        calls are refused while the counters of the limits cannot be reached"
    `);
  });

  test('tells of a split by shares, whom it sticks to, and of an own address', () => {
    const spec = parsePlatformSpec(FULL_AWS, { environment: 'dev' });
    const { gateway } = planOf(synthesizedWith(), { spec });
    expect(gateway && linesOf(gateway)).toContain(
      'route chat     chat: assistant 90 %, openai 10 %; sticks to the consumer; experiment openai-or-not',
    );
    const vectors = {
      ...GATEWAY,
      routes: { ...GATEWAY.routes, embed: { model: 'vectors' } },
      models: { ...GATEWAY.models, vectors: FULL_AWS.models?.vectors },
    };
    const ofVectors = planOf(synthesizedWith(), { spec: specOf(vectors) }).gateway;
    expect(ofVectors && linesOf(ofVectors)).toContain(
      'BAAI/bge-m3 of openai-compatible at https://models.example.com/v1; outside the residency',
    );
  });

  test('stands in the report and in its summary, with the warning that this release deploys none', () => {
    const plan = planned();
    const report = { version: 1 as const, asOf: AS_OF, name: 'assistant', environments: [plan] };
    expect(planSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(renderPlan(report, 'out')).toContain('  Gateway: serverless, not deployed by this release');
    expect(plan.findings).toContainEqual(expect.objectContaining({ rule: 'CFG-119', severity: 'warning', path: 'gateway' }));
  });

  test('is absent where the file has none', () => {
    const plan = planOf(synthesizedWith());
    expect(plan).not.toHaveProperty('gateway');
    expect(renderPlan({ version: 1, asOf: AS_OF, name: 'assistant', environments: [plan] }, 'out')).not.toContain('Gateway');
  });
});

import { type BadInput, changed, inOverlay, replaced } from './fixture.ts';

const CHAT = '{ aws: claude-sonnet-5.5, azure: gpt-5.1 }';
const EMBEDDER = '{ aws: titan-embed-v2, azure: text-embedding-3-large }';
const onAws = (name: string) => changed('aws: claude-sonnet-5.5', `§aws: ${name}`);
const onAzure = (name: string) => changed('azure: gpt-5.1', `§azure: ${name}`);
const AWS_PATH = 'models.chat.model.aws';
const AZURE_PATH = 'models.chat.model.azure';

const ONE_CLOUD = changed('  azure: { location: swedencentral }\n', '')
  .replace(', azure: { subscription: 00000000-1111-2222-3333-444444444444 }', '')
  .replace(CHAT, 'claude-sonnet-5.5')
  .replace(EMBEDDER, 'titan-embed-v2');
const AZURE_ALONE = changed('  aws: { region: eu-central-1 }\n', '')
  .replace('aws: { account: "111122223333" }, ', '')
  .replace(CHAT, 'gpt-5.1')
  .replace(EMBEDDER, 'text-embedding-3-large');

/** Rows 21 to 25, 39 and 52: what the catalogue knows of models. */
export const MODELS: readonly BadInput[] = [
  {
    row: 21,
    what: 'an unknown model with a near one',
    yaml: onAws('claude-sonet-5.5'),
    fault: {
      code: 'CFG-021',
      path: AWS_PATH,
      message: /catalogue of 2026-11-23/,
      got: /^'claude-sonet-5\.5'$/,
      allowed: /claude-sonnet-5\.5/,
      remedy: /Did you mean 'claude-sonnet-5\.5'/,
    },
  },
  {
    row: 21,
    what: "a cloud's own id of a model",
    yaml: onAws('eu.anthropic.claude-sonnet-5-5'),
    fault: {
      code: 'CFG-021',
      path: AWS_PATH,
      message: /catalogue/,
      got: /anthropic/,
      allowed: /^claude-sonnet-5\.5$/,
      remedy: /'claude-sonnet-5\.5'/,
    },
  },
  {
    row: 21,
    what: 'a model that resembles none, in an overlay',
    yaml: inOverlay('dev', 'models: { chat: { model: { §aws: zzzzzzzzzzzzzzzz } } }'),
    fault: {
      code: 'CFG-021',
      path: 'environments.dev.models.chat.model.aws',
      got: /zzzz/,
      allowed: /catalogue of 2026-11-23/,
      remedy: /Choose a model of the catalogue/,
    },
  },
  {
    row: 22,
    what: 'a model that its location does not offer',
    yaml: replaced('models', 'models: { chat: { kind: managed, model: { aws: claude-sonnet-5.5, §azure: gpt-5.1 } } }').replace(
      'location: swedencentral',
      'location: northeurope',
    ),
    fault: {
      code: 'CFG-022',
      path: AZURE_PATH,
      message: /not offered in northeurope/,
      got: /gpt-5\.1/,
      allowed: /^francecentral, swedencentral(?!.*uksouth)/,
      remedy: /one of these regions/,
    },
  },
  {
    row: 22,
    what: 'a model that the cloud does not offer',
    yaml: onAws('gpt-5.1'),
    fault: {
      code: 'CFG-022',
      path: AWS_PATH,
      message: /on aws, only on azure/,
      got: /gpt-5\.1/,
      allowed: /gpt-oss-120b/,
      remedy: /for aws, such as/,
    },
  },
  {
    row: 22,
    what: 'a region whose CloudFormation cannot make a guardrail',
    yaml: changed('region: eu-central-1', '§region: eu-north-1', ONE_CLOUD),
    fault: {
      code: 'CFG-022',
      path: 'clouds.aws.region',
      message: /CloudFormation has no AWS::Bedrock::/,
      got: /eu-north-1/,
      allowed: /^eu-central-1, eu-west-1/,
      remedy: /Choose one/,
    },
  },
  {
    row: 23,
    what: 'a retired model',
    yaml: onAws('claude-sonnet-4'),
    fault: {
      code: 'CFG-023',
      path: AWS_PATH,
      message: /retired on aws on 2026-10-14/,
      got: /claude-sonnet-4/,
      allowed: /claude-sonnet-5\.5/,
      remedy: /Use 'claude-sonnet-5\.5'/,
    },
  },
  {
    row: 23,
    what: 'a model that retires before the day that is asked about',
    yaml: onAzure('gpt-5.1'),
    asOf: '2027-05-15',
    fault: { code: 'CFG-023', path: AZURE_PATH, message: /retired on azure on 2027-05-15/, got: /gpt-5\.1/, allowed: /./, remedy: /./ },
  },
  {
    row: 23,
    what: 'a model that retires soon',
    yaml: onAzure('gpt-5.1'),
    asOf: '2027-02-15',
    fault: {
      severity: 'warning',
      code: 'CFG-023',
      path: AZURE_PATH,
      message: /ends on 2027-05-15, in 89 days/,
      got: /gpt-5\.1/,
      remedy: /./,
    },
  },
  {
    row: 24,
    what: 'a model of Bedrock that is called through a profile alone',
    yaml: changed('kind: managed, model: claude-sonnet-5.5', 'kind: managed, model: claude-sonnet-4.6, §processing: in-region', ONE_CLOUD),
    fault: {
      code: 'CFG-024',
      path: 'models.chat.processing',
      message: /through an inference profile alone/,
      got: /in-region/,
      allowed: /eu\.anthropic\.claude-sonnet-4-6/,
      remedy: /'processing: geography'.*eu\.anthropic\.claude-sonnet-4-6/,
    },
  },
  {
    row: 25,
    what: 'a global profile with residency eu',
    yaml: changed('kind: managed, model: claude-sonnet-5.5', 'kind: managed, model: claude-sonnet-5.5, §processing: global', ONE_CLOUD),
    fault: {
      code: 'CFG-025',
      path: 'models.chat.processing',
      message: /may leave the residency 'eu' \(global\./,
      got: /global/,
      allowed: /eu\.anthropic/,
      remedy: /'processing: geography'/,
    },
  },
  {
    row: 25,
    what: 'a global SKU with residency eu',
    yaml: changed('kind: managed, model: gpt-5.1', 'kind: managed, model: gpt-5.4, §processing: global', AZURE_ALONE),
    fault: {
      code: 'CFG-025',
      path: 'models.chat.processing',
      message: /may leave the residency 'eu' \(GlobalStandard\)/,
      got: /global/,
      allowed: /DataZoneStandard/,
      remedy: /'processing: geography'/,
    },
  },
  {
    row: 25,
    what: 'a model that is deployed globally alone',
    yaml: onAzure('claude-sonnet-5.5'),
    fault: {
      code: 'CFG-025',
      path: AZURE_PATH,
      message: /GlobalStandard/,
      got: /claude/,
      allowed: /no region keeps it within/,
      remedy: /another model/,
    },
  },
  {
    row: 39,
    what: 'fewer provisioned units than the model is sold in',
    yaml: changed(
      'kind: managed, model: gpt-5.1',
      'kind: managed, model: gpt-5.4, processing: geography, capacity: { kind: provisioned, §units: 7 }',
      AZURE_ALONE,
    ),
    fault: { code: 'CFG-039', path: 'models.chat.capacity.units', got: /^7$/, allowed: /or more, in steps of/, remedy: /^Write \d+\.$/ },
  },
  {
    row: 52,
    what: 'a length of vectors that the model does not make',
    yaml: changed('model: titan-embed-v2', 'model: titan-embed-v2, §dimensions: 1536', ONE_CLOUD),
    fault: {
      code: 'CFG-052',
      path: 'models.embedder.dimensions',
      message: /'titan-embed-v2'/,
      got: /^1536$/,
      allowed: /^256, 512, 1024$/,
      remedy: /1024/,
    },
  },
  {
    row: 52,
    what: 'a length of vectors beyond the range of the model',
    yaml: changed('model: text-embedding-3-large', 'model: text-embedding-3-large, §dimensions: 4096', AZURE_ALONE),
    fault: {
      code: 'CFG-052',
      path: 'models.embedder.dimensions',
      message: /text-embedding-3-large/,
      got: /^4096$/,
      allowed: /1 to 3072/,
      remedy: /3072/,
    },
  },
  {
    row: 52,
    what: 'a length of vectors on a chat model',
    yaml: changed('model: claude-sonnet-5.5', 'model: claude-sonnet-5.5, §dimensions: 1024', ONE_CLOUD),
    fault: {
      code: 'CFG-052',
      path: 'models.chat.dimensions',
      message: /makes no vectors/,
      got: /^1024$/,
      allowed: /nothing/,
      remedy: /Take it out/,
    },
  },
];

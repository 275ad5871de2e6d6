import { NOT_OFFERED_KEYS } from '../../../constructs/spec/not-offered.ts';
import { armId } from '../full-files.ts';
import { added, type BadInput, changed, inOverlay, onAwsAlone, replaced } from './fixture.ts';
import { MALFORMED_VPC } from './network.ts';

const AZURE_ALONE = changed('  aws: { region: eu-central-1 }\n', '').replace('aws: { account: "111122223333" }, ', '');

/** The faults that the kit adds to the table, from CFG-100. */
export const KIT: readonly BadInput[] = [
  ...NOT_OFFERED_KEYS.map(
    (key): BadInput => ({
      row: 100,
      what: `'${key}', which a later release brings`,
      yaml: added(`§${key}: {}`),
      fault: {
        code: 'CFG-100',
        path: key,
        message: new RegExp(`'${key}' is not offered`),
        allowed: /^version, name(?!.*vectorStores)/,
        remedy: /later release/,
      },
    }),
  ),
  ...['self-hosted'].map(
    (kind): BadInput => ({
      row: 100,
      what: `a model of kind ${kind}`,
      yaml: replaced(
        'models',
        `models: { drafts: { §kind: ${kind}, model: meta-llama/Llama-3.1-8B-Instruct, quantization: fp8, replicas: { min: 1, max: 4 } } }`,
      ),
      fault: {
        code: 'CFG-100',
        path: 'models.drafts.kind',
        message: new RegExp(`'${kind}' is not offered`),
        allowed: /^managed, external$/,
        remedy: /Choose one of these/,
      },
    }),
  ),
  {
    row: 100,
    what: 'provisioned throughput on AWS',
    yaml: changed('azure: gpt-5.1 }', 'azure: gpt-5.1 }, capacity: { §kind: provisioned, units: 50 }'),
    fault: {
      code: 'CFG-100',
      path: 'models.chat.capacity.kind',
      message: /CloudFormation cannot buy it/,
      got: /provisioned/,
      allowed: /on-demand/,
      remedy: /kind: on-demand/,
    },
  },
  {
    row: 101,
    what: 'an environment that the file has not',
    yaml: changed('environments:', '§environments:'),
    environment: 'prd',
    fault: { code: 'CFG-101', path: 'environments', got: /^'prd'$/, allowed: /^dev, prod$/, remedy: /Did you mean 'prod'/ },
  },
  {
    row: 101,
    what: 'an exemption for an environment that the file has not',
    yaml: added('exemptions: [{ rule: NET-01, §environment: stage, reason: trial, expires: 2027-01-01 }]'),
    fault: { code: 'CFG-101', path: 'exemptions[0].environment', got: /stage/, allowed: /^dev, prod$/, remedy: /of the file/ },
  },
  {
    row: 102,
    what: 'a bracket that is not closed',
    yaml: added('tags: { add: { team: a\n§network: {}'),
    fault: { code: 'CFG-102', path: '', message: /YAML/, remedy: /Mend|Line/ },
  },
  {
    row: 103,
    what: 'a field of another kind of network',
    yaml: added('network: { kind: none, §cidr: 10.0.0.0/16 }'),
    fault: {
      code: 'CFG-103',
      path: 'network.cidr',
      message: /kind new, this one is 'none'/,
      allowed: /nothing more/,
      remedy: /cidr: null/,
    },
  },
  {
    row: 103,
    what: 'a field of a network that is there in prod alone',
    yaml: added('network: { §zones: 3 }'),
    fault: { code: 'CFG-103', path: 'network.zones', message: /this one is 'none'/, allowed: /nothing more/, remedy: /zones: null/ },
  },
  ...['name: other', 'version: 1', 'environments: {}'].map((line): BadInput => {
    const [key = ''] = line.split(':');
    return {
      row: 103,
      what: `'${key}' in an overlay`,
      yaml: inOverlay('dev', `§${line}`),
      fault: {
        code: 'CFG-103',
        path: `environments.dev.${key}`,
        message: /same in every environment/,
        got: /./,
        allowed: /^profile, owner/,
        remedy: /out of the overlay/,
      },
    };
  }),
  {
    row: 103,
    what: 'a retention of a bucket that is not made',
    yaml: replaced('data', 'data: { buckets: [raw, logs], retentionDays: { §feedback: 30 } }'),
    fault: {
      code: 'CFG-103',
      path: 'data.retentionDays.feedback',
      message: /'feedback', which is not made/,
      got: /^30$/,
      allowed: /^raw, logs$/,
      remedy: /Add 'feedback'/,
    },
  },
  {
    row: 103,
    what: 'a lock on a bucket that is not made',
    yaml: replaced('data', 'data: { buckets: [raw, logs], §auditLock: { kind: removable, days: 30 } }'),
    fault: {
      code: 'CFG-103',
      path: 'data.auditLock',
      message: /'audit', which is not made/,
      allowed: /with an audit bucket/,
      remedy: /Add 'audit'/,
    },
  },
  {
    row: 103,
    what: 'an age of a secret that exists',
    yaml: changed(
      '{ maxAgeDays: 90 }',
      '{ §maxAgeDays: 90, existing: { aws: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-AbCdEf", azure: "https://kv-a.vault.azure.net/secrets/a" } }',
      changed('location: swedencentral', `location: swedencentral, keyVault: { id: ${armId('Microsoft.KeyVault/vaults', 'kv-a')} }`),
    ),
    fault: {
      code: 'CFG-103',
      path: 'secrets.openai-key.maxAgeDays',
      message: /this one exists/,
      got: /^90$/,
      allowed: /existing/,
      remedy: /take out existing/,
    },
  },
  {
    row: 103,
    what: 'kinds of personal data that are let through',
    yaml: replaced('guardrails', 'guardrails: { strict: { pii: { action: allow, §kinds: [email] } } }').replace(
      'data: {',
      'data: { pii: keep,',
    ),
    fault: {
      code: 'CFG-103',
      path: 'guardrails.strict.pii.kinds',
      message: /stops nothing/,
      got: /email/,
      allowed: /anonymize or block/,
      remedy: /change the action/,
    },
  },
  {
    row: 103,
    what: 'a bucket for logs that go elsewhere',
    yaml: replaced('data', 'data: { buckets: [raw, §logs] }').replace(
      'region: eu-central-1',
      'region: eu-central-1, logBucket: { name: central-logs }',
    ),
    fault: {
      code: 'CFG-103',
      path: 'data.buckets[1]',
      message: /would stay empty/,
      got: /logs/,
      allowed: /raw/,
      remedy: /Take 'logs' out/,
    },
  },
  {
    row: 104,
    what: 'a model on a cloud that the file does not name',
    yaml: changed(
      'model: { aws: titan-embed-v2, azure: text-embedding-3-large }',
      'model: { §aws: titan-embed-v2, azure: text-embedding-3-large }',
      AZURE_ALONE.replace('aws: claude-sonnet-5.5, ', ''),
    ),
    fault: {
      code: 'CFG-104',
      path: 'models.embedder.model.aws',
      message: /aws, which clouds does not name/,
      allowed: /^azure$/,
      remedy: /Name clouds\.aws/,
    },
  },
  {
    row: 104,
    what: 'a network on a cloud that the file does not name',
    yaml: `${AZURE_ALONE.replace('aws: claude-sonnet-5.5, ', '').replace('aws: titan-embed-v2, ', '')}network: { §aws: { kind: none } }\n`,
    fault: { code: 'CFG-104', path: 'network.aws', message: /which clouds does not name/, allowed: /^azure$/, remedy: /Name clouds\.aws/ },
  },
  {
    row: 104,
    what: 'a secret on a cloud that the file does not name',
    yaml: changed(
      '{ maxAgeDays: 90 }',
      '{ existing: { §aws: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-AbCdEf" } }',
      AZURE_ALONE.replace('aws: claude-sonnet-5.5, ', '').replace('aws: titan-embed-v2, ', ''),
    ),
    fault: {
      code: 'CFG-104',
      path: 'secrets.openai-key.existing.aws',
      message: /which clouds does not name/,
      allowed: /^azure$/,
      remedy: /Name clouds\.aws/,
    },
  },
  {
    row: 105,
    what: 'a guardrail that the file has not',
    yaml: changed('azure: gpt-5.1 }', 'azure: gpt-5.1 }, §guardrail: strickt'),
    fault: {
      code: 'CFG-105',
      path: 'models.chat.guardrail',
      message: /no such guardrail/,
      got: /strickt/,
      allowed: /^standard, strict$/,
      remedy: /guardrails\.strickt/,
    },
  },
  {
    row: 105,
    what: 'a guardrail on an embedding model',
    yaml: changed('azure: text-embedding-3-large }', 'azure: text-embedding-3-large }, §guardrail: strict'),
    fault: {
      code: 'CFG-105',
      path: 'models.embedder.guardrail',
      message: /takes no guardrail/,
      got: /strict/,
      allowed: /nothing/,
      remedy: /Take it out/,
    },
  },
  ...(
    [
      ['a name in upper case', changed('name: demo', '§name: Demo'), 'name', /'Demo'/],
      ['a name of two characters', changed('name: demo', '§name: ab'), 'name', /'ab'/],
      ['a name of 25 characters', changed('name: demo', `§name: ${'a'.repeat(25)}`), 'name', /aaa/],
      ['a seed of seven characters', changed('seed: example-seed', '§seed: short-1'), 'naming.seed', /short-1/],
      [
        'an alias in camel case',
        replaced('models', 'models: { §theChat: { kind: managed, model: gpt-5.1 } }'),
        'models.theChat',
        /theChat/,
      ],
      ['a VPC id that is none', MALFORMED_VPC, 'network.aws.vpcId', /my-vpc/],
      [
        'a domain with a scheme',
        added('network: { kind: new, egress: { kind: firewall, allowedDomains: [§"https://api.openai.com"] } }'),
        'network.egress.allowedDomains[0]',
        /https/,
      ],
      [
        'a port that is none',
        added('network: { kind: new, egress: { kind: proxy, §url: "http://proxy.example.com:65536", cidr: 192.168.0.0/16 } }'),
        'network.egress.url',
        /65536/,
      ],
      [
        'a topic of other characters',
        onAwsAlone(replaced('guardrails', 'guardrails: { strict: { deniedTopics: [{ §name: "Law & order", definition: a }] } }')),
        'guardrails.strict.deniedTopics[0].name',
        /Law/,
      ],
      ['no bucket', replaced('data', 'data: { §buckets: [] }'), 'data.buckets', /\[\]/],
    ] as const
  ).map(
    ([what, yaml, path, got]): BadInput => ({ row: 106, what, yaml, fault: { code: 'CFG-106', path, got, allowed: /./, remedy: /./ } }),
  ),
  {
    row: 107,
    what: 'access logs with nowhere to go',
    yaml: replaced('data', 'data: { §buckets: [raw] }'),
    fault: {
      code: 'CFG-107',
      path: 'data.buckets',
      message: /access logs on aws have nowhere to go/,
      got: /raw/,
      allowed: /'logs'/,
      remedy: /clouds\.aws\.logBucket/,
    },
  },
  {
    row: 108,
    what: 'a null that takes nothing out',
    yaml: inOverlay('dev', 'models: { §chatt: null }'),
    fault: {
      severity: 'warning',
      code: 'CFG-108',
      path: 'environments.dev.models.chatt',
      message: /does not have/,
      got: /null/,
      allowed: /body of the file/,
      remedy: /spelling/,
    },
  },
  {
    row: 6,
    what: 'a model whose outputs get the names of those of another',
    yaml: replaced(
      'models',
      'models: { a: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } }, §a-guardrail: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } } }',
    ),
    fault: {
      code: 'CFG-006',
      path: 'models.a-guardrail',
      message: /models\.a /,
      got: /a-guardrail/,
      allowed: /any name but/,
      remedy: /Rename/,
    },
  },
  ...(['default', 'resource'] as const).map(
    (name): BadInput => ({
      row: 106,
      what: `an entry of the name '${name}', which CDK keeps for itself`,
      yaml: replaced('secrets', `secrets: { §${name}: {} }`),
      fault: {
        code: 'CFG-106',
        path: `secrets.${name}`,
        got: new RegExp(name),
        allowed: /not 'default' or 'resource'/,
        remedy: /openai-key/,
      },
    }),
  ),
  {
    row: 106,
    what: 'an environment with a dash, whose stacks could be those of another platform',
    yaml: changed('  dev: { profile: dev }', '  dev: { profile: dev }\n  §eu-dev: { profile: dev }'),
    fault: {
      code: 'CFG-106',
      path: 'environments.eu-dev',
      got: /eu-dev/,
      allowed: /lower-case letters and digits, a letter first/,
      remedy: /dev/,
    },
  },
  {
    row: 109,
    what: 'more secrets than one parameter can tell of',
    yaml: replaced('secrets', `§secrets: { ${Array.from({ length: 31 }, (_, index) => `key-${index}: {}`).join(', ')} }`),
    fault: { code: 'CFG-109', path: 'secrets', got: /31 entries/, allowed: /at most 30/, remedy: /Split/ },
  },
];

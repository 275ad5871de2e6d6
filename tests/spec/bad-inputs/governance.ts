import { added, type BadInput, changed, onAwsAlone, replaced } from './fixture.ts';

const ACCOUNT_SET = changed('aws: { region: eu-central-1 }', 'aws: { region: eu-central-1, account: "111122223333" }');
const existingSecret = (
  what: string,
  where: 'aws' | 'azure',
  value: string,
  message: RegExp,
  allowed: RegExp,
  code = 'CFG-063',
): BadInput => ({
  row: Number(code.slice(4)),
  what,
  yaml: changed('openai-key: { maxAgeDays: 90 }', `openai-key: { existing: { §${where}: "${value}" } }`, ACCOUNT_SET),
  fault: { code, path: `secrets.openai-key.existing.${where}`, message, got: /./, allowed, remedy: /./ },
});

const exemption = (what: string, entry: string, path: string, fault: Omit<BadInput['fault'], 'code' | 'path'>): BadInput => ({
  row: 83,
  what,
  yaml: added(`exemptions:\n  - ${entry}`),
  fault: { code: 'CFG-083', path, ...fault },
});

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:openai';

/** Rows 63, 81 and 83: what exists elsewhere, guardrails, exemptions. */
export const GOVERNANCE: readonly BadInput[] = [
  existingSecret('an incomplete ARN of a secret', 'aws', SECRET, /complete ARN/, /<6 characters>/),
  existingSecret('the name of a secret', 'aws', 'openai-key', /complete ARN/, /arn:aws:secretsmanager/),
  existingSecret(
    'a secret of another account',
    'aws',
    `${SECRET.replace('111122223333', '999988887777')}-AbCdEf`,
    /another account/,
    /account 111122223333/,
  ),
  existingSecret(
    'a secret of another region',
    'aws',
    `${SECRET.replace('eu-central-1', 'us-east-1')}-AbCdEf`,
    /another region/,
    /region eu-central-1/,
    'CFG-078',
  ),
  existingSecret(
    'the URI of one version of a secret',
    'azure',
    'https://kv-central.vault.azure.net/secrets/openai/0123456789abcdef0123456789abcdef',
    /without version/,
    /<vault>\.vault\.azure\.net/,
  ),
  {
    row: 63,
    what: 'the alias of a key',
    yaml: changed(
      'region: eu-central-1',
      'region: eu-central-1, encryptionKeys: { §data: "arn:aws:kms:eu-central-1:111122223333:alias/data" }',
    ),
    fault: {
      code: 'CFG-063',
      path: 'clouds.aws.encryptionKeys.data',
      got: /alias/,
      allowed: /ARN of a KMS key \(no alias\)/,
      remedy: /complete key ARN/,
    },
  },
  {
    row: 63,
    what: 'a boundary of another account',
    yaml: changed('account: "111122223333"', 'account: "111122223333", §permissionsBoundary: "arn:aws:iam::999988887777:policy/boundary"'),
    environment: 'prod',
    fault: {
      code: 'CFG-063',
      path: 'environments.prod.clouds.aws.permissionsBoundary',
      message: /another account/,
      got: /999988887777/,
      allowed: /account 111122223333/,
      remedy: /account 111122223333/,
    },
  },
  {
    row: 81,
    what: 'a guardrail that filters nothing',
    yaml: onAwsAlone(
      replaced(
        'guardrails',
        'guardrails:\n  strict:\n    §contentFilters: { hate: none, insults: none, sexual: none, violence: none, misconduct: none, prompt-attack: none }',
      ),
    ),
    fault: {
      code: 'CFG-081',
      path: 'guardrails.strict.contentFilters',
      message: /filters no harmful content/,
      got: /none/,
      allowed: /hate, insults, sexual, violence, misconduct, prompt-attack/,
      remedy: /Leave contentFilters out/,
    },
  },
  {
    row: 81,
    what: 'a draft in prod',
    yaml: replaced('guardrails', 'guardrails: { strict: { §version: draft } }'),
    environment: 'prod',
    fault: {
      code: 'CFG-081',
      path: 'guardrails.strict.version',
      message: /published versions alone/,
      got: /draft/,
      allowed: /published/,
      remedy: /version: published/,
    },
  },
  exemption('an exemption without a reason', '§{ rule: NET-01, expires: 2027-01-01 }', 'exemptions[0].reason', {
    allowed: /1 to 500/,
    remedy: /'reason: /,
  }),
  exemption('an exemption with an empty reason', '{ rule: NET-01, §reason: " ", expires: 2027-01-01 }', 'exemptions[0].reason', {
    got: /' '/,
    allowed: /1 to 500/,
    remedy: /Say why/,
  }),
  exemption('an exemption without an end', '§{ rule: NET-01, reason: trial }', 'exemptions[0].expires', {
    allowed: /YYYY-MM-DD/,
    remedy: /'expires: /,
  }),
  exemption('an exemption that has ended', '{ rule: NET-01, reason: trial, §expires: 2026-11-22 }', 'exemptions[0].expires', {
    message: /NET-01 ended before 2026-11-23/,
    got: /2026-11-22/,
    allowed: /2026-11-23 or later/,
    remedy: /later date/,
  }),
  exemption('an exemption that ends on no day', '{ rule: NET-01, reason: trial, §expires: 2027-02-30 }', 'exemptions[0].expires', {
    message: /NET-01.*does not exist/,
    got: /2027-02-30/,
    allowed: /YYYY-MM-DD/,
    remedy: /last day/,
  }),
  exemption('an exemption from a rule that there is not', '{ §rule: NET-99, reason: trial, expires: 2027-01-01 }', 'exemptions[0].rule', {
    got: /NET-99/,
    allowed: /the id of a rule of the kit: .*NET-01/,
    remedy: /NET-0\d/,
  }),
  exemption('an exemption from no rule', '{ §rule: everything, reason: trial, expires: 2027-01-01 }', 'exemptions[0].rule', {
    got: /everything/,
    allowed: /NET-01/,
    remedy: /llm-infra plan/,
  }),
];

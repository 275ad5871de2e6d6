import { isIPv4 } from 'node:net';
import { PROCESSING_SCOPES } from '../../spec/vocabulary.ts';
import { ArgFaults } from '../arg-faults.ts';
import { quotaWords } from './capacity.ts';
import type { ManagedModelArgs } from './managed-model.ts';
import type { ModelAccountArgs } from './model-account.ts';
import { deploymentSku } from './routing.ts';

// A label of a domain name, as the account's subdomain is one: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
const ACCOUNT_NAME = {
  min: 2,
  max: 63,
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  form: 'lower-case letters, digits and dashes, no dash first or last',
};
// The service states no rule of its own; these are an account's, and need no escape in the address of a call.
const DEPLOYMENT_NAME = {
  min: 2,
  max: 64,
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/,
  form: 'letters, digits and _.-, a letter or digit first',
};
// https://learn.microsoft.com/azure/ai-services/cognitive-services-data-loss-prevention
const ALLOWED_FQDNS = 1000;

/** Throws one error with every fault in the args of an account. */
export function refuseAccount(name: string, { accountName, access, allowedFqdns = [], quotas = [] }: ModelAccountArgs): void {
  const faults = new ArgFaults(`ModelAccount ${name}`);
  faults.text('accountName', accountName, ACCOUNT_NAME);
  if (access?.kind === 'allow-list') validateAddresses(faults, access.addresses);
  faults.require(allowedFqdns.length <= ALLOWED_FQDNS, {
    arg: 'allowedFqdns',
    got: `${allowedFqdns.length} entries`,
    allowed: `at most ${ALLOWED_FQDNS}`,
    remedy: `take ${allowedFqdns.length - ALLOWED_FQDNS} away`,
  });
  allowedFqdns.forEach((fqdn, index) => {
    faults.text(`allowedFqdns[${index}]`, fqdn, {
      min: 1,
      max: 253,
      pattern: /^[a-zA-Z0-9.-]+$/,
      form: 'a domain name or an IPv4 address, without https://',
    });
  });
  const words = quotas.map(quotaWords);
  faults.require(new Set(words).size === words.length, {
    arg: 'quotas',
    got: words.join(', '),
    allowed: 'each SKU and model once',
    remedy: 'take the second one away',
  });
  faults.throwIfAny();
}

function validateAddresses(faults: ArgFaults, addresses: readonly string[]): void {
  faults.require(addresses.length > 0, {
    arg: 'access.addresses',
    got: 'an empty list',
    allowed: 'one address or more',
    remedy: "list the callers' addresses, or leave access out for private endpoints alone",
  });
  const wrong = addresses.filter((address) => !isIpv4Range(address));
  faults.require(wrong.length === 0, {
    arg: 'access.addresses',
    got: `'${wrong.join("', '")}'`,
    allowed: "IPv4 addresses like '203.0.113.7' and ranges like '203.0.113.0/24'",
    remedy: 'list the public addresses that callers come from',
  });
}

function isIpv4Range(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (!isIPv4(address) || rest.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d?$/.test(prefix) && Number(prefix) <= 32);
}

/** Throws one error with every fault in the args of a model. */
export function refuseModel(name: string, args: ManagedModelArgs): void {
  const faults = new ArgFaults(`ManagedModel ${name}`);
  faults.text('deploymentName', args.deploymentName, DEPLOYMENT_NAME);
  validateFoundryModel(faults, args);
  validateRouting(faults, args);
  validateGuardrail(faults, args);
  validateCapacity(faults, name, args);
  faults.throwIfAny();
}

function validateFoundryModel(faults: ArgFaults, { model }: ManagedModelArgs): void {
  faults.text('model.format', model.format, { min: 1, max: 64 });
  faults.text('model.name', model.name, { min: 1, max: 128 });
  faults.text('model.version', model.version, {
    min: 1,
    max: 64,
    pattern: /^(?!latest$|default$)/i,
    form: 'a version of its own, neither latest nor default',
  });
  faults.require(model.format !== 'Anthropic', {
    arg: 'model.format',
    got: "'Anthropic'",
    allowed: 'the vendors whose models take no marketplace offer',
    remedy: 'accept the offer and deploy the model in the portal, then name it by ManagedModel.fromAttributes',
  });
}

function validateRouting(faults: ArgFaults, { account, routing, throughput }: ManagedModelArgs): void {
  const { processing } = account;
  if (processing === undefined) return;
  const allowed = PROCESSING_SCOPES.slice(0, PROCESSING_SCOPES.indexOf(processing) + 1);
  faults.require(allowed.includes(routing.kind), {
    arg: 'routing.kind',
    got: `'${routing.kind}' (${deploymentSku(routing, throughput)})`,
    allowed: `${allowed.join(', ')}: the account's processing is '${processing}'`,
    remedy: 'choose a narrower routing, or a model that is offered with one',
  });
}

function validateGuardrail(faults: ArgFaults, { account, use, model, guardrail }: ManagedModelArgs): void {
  if (!guardrail) return;
  faults.require(use !== 'embedding', {
    arg: 'guardrail',
    got: "a guardrail on a model whose use is 'embedding'",
    allowed: "none, as on AWS: Microsoft's own policy stays in force",
    remedy: 'take guardrail away',
  });
  faults.require(guardrail.account === account, {
    arg: 'guardrail',
    got: 'a guardrail of another account',
    allowed: 'one of the same account',
    remedy: 'make it by addGuardrail of the account that the model is deployed in',
  });
  faults.require(model.format === 'OpenAI' || !guardrail.hasBlocklist, {
    arg: 'guardrail',
    got: `a guardrail with a blocklist on a model of ${model.format}`,
    allowed: "a blocklist on OpenAI's models alone",
    remedy: 'give the model a guardrail without blockedWords and sensitivePatterns',
  });
}

function validateCapacity(faults: ArgFaults, name: string, { account, model, routing, throughput }: ManagedModelArgs): void {
  const { capacity } = throughput;
  faults.require(Number.isInteger(capacity) && capacity >= 1, {
    arg: 'throughput.capacity',
    got: String(capacity),
    allowed: 'a whole number from 1',
    remedy: throughput.kind === 'provisioned' ? 'write the number of provisioned units' : 'write thousands of tokens a minute',
  });
  const excess = account.children.capacity.excess({ name, sku: deploymentSku(routing, throughput), model: model.name, capacity });
  if (!excess) return;
  const { quota, uses, total } = excess;
  faults.require(false, {
    arg: 'throughput.capacity',
    got: `${total} for ${quotaWords(quota)}: ${uses.map((use) => `${use.name} ${use.capacity}`).join(', ')}`,
    allowed: `${quota.capacity} together, by the account's quotas`,
    remedy: 'lower one of them, or have the quota raised and state it',
  });
}

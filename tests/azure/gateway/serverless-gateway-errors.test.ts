import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import {
  AzureDnsZone,
  type GatewayAccess,
  type GatewayDomain,
  ServerlessGateway,
  type ServerlessGatewayArgs,
} from '../../../constructs/azure/gateway/index.ts';
import { inputsOf } from '../support/recorded.ts';
import { APP, CONFIG, DIGEST, gatewayArgs, network, recordGateway, secret } from './support.ts';

const made = (changed: Partial<ServerlessGatewayArgs>) => () => new ServerlessGateway('gateway', gatewayArgs(changed));
const timed = (timeouts: Partial<typeof CONFIG.timeouts>) => ({ ...CONFIG, timeouts: { ...CONFIG.timeouts, ...timeouts } });

describe('An image', () => {
  test.each([
    'llm/gateway',
    'llm/gateway:1.2',
    'llm/gateway:latest',
    `llm/gateway:1.2@sha256:${DIGEST}`,
    `llm/gateway@sha256:${DIGEST.slice(1)}`,
    `LLM/gateway@sha256:${DIGEST}`,
    '',
  ])("is refused without a digest, or with a tag: '%s'", (image) => {
    expect(made({ image })).toThrow(`image must be <repository>@sha256:<64 hexadecimal digits>, got '${image}'; take the digest`);
  });

  test('is refused with a host, which the registry says', () => {
    expect(made({ image: `crcentral.azurecr.io/llm/gateway@sha256:${DIGEST}` })).toThrow("leave the registry's host out");
  });

  test.each([`gateway@sha256:${DIGEST}`, `a/b-c/d_e.f@sha256:${DIGEST}`])('is taken: %s', async (image) => {
    expect(inputsOf(await recordGateway({ image }), APP).template.containers[0].image).toBe(`crcentral.azurecr.io/${image}`);
  });
});

describe('Access', () => {
  test.each([
    [
      ['0.0.0.0/0'],
      "access.cidrs[0] must not be 0.0.0.0/0, which is every address; name the ranges of your clients, or write access: { kind: 'public' }",
    ],
    [[], 'access.cidrs is empty, so that everybody could call'],
    [['10.0.0.0/8'], "access.cidrs[0] is private, got '10.0.0.0/8'"],
    [['198.51.100.0/24', '0.0.0.0/1'], 'access.cidrs[1] must have a prefix of at least 8'],
    [['office'], 'access.cidrs[0] is not a range'],
  ])('refuses the list %j', (cidrs, message) => {
    expect(made({ access: { kind: 'allow-list', cidrs } })).toThrow(message);
  });

  test('refuses a private gateway without a network', () => {
    expect(made({ access: { kind: 'private' } })).toThrow('network is missing, from which a private gateway is called; pass one');
  });

  test('refuses zones without a network, and a subnet without one', () => {
    expect(made({ zoneRedundancy: 'Enabled', subnetCidr: '10.20.0.0/27' })).toThrow(
      /- zoneRedundancy 'Enabled' needs a network.*\n- subnetCidr has no network/,
    );
  });
});

describe('A network', () => {
  const errorOf = async (changed: Partial<ServerlessGatewayArgs>) => {
    try {
      await recordGateway(() => ({ network: network(), ...changed }));
      return 'no error';
    } catch (error) {
      return String(error);
    }
  };

  test('is refused where its subnet is too small for workload profiles', async () => {
    expect(await errorOf({ subnetCidr: '10.20.0.0/28' })).toContain(
      "subnetCidr must be a /27 or larger for an environment with workload profiles, got '10.20.0.0/28'",
    );
  });

  test.each([
    ['10.20.0.0/27', 90],
    ['10.20.0.0/26', 250],
    ['10.20.0.0/24', 1000],
  ])('of a subnet %s takes up to %i replicas', async (subnetCidr, maxReplicas) => {
    expect(await errorOf({ subnetCidr, maxReplicas })).toBe('no error');
  });

  test('is refused where replicas have no room beside those of a new revision', async () => {
    expect(await errorOf({ subnetCidr: '10.20.0.0/27', maxReplicas: 91 })).toContain(
      'maxReplicas must be at most 90 in the subnet 10.20.0.0/27, got 91',
    );
  });

  test('is refused in another region, and with a range that is none', async () => {
    expect(await errorOf({ location: 'westeurope', subnetCidr: 'app' })).toMatch(
      /- location must be that of the network, swedencentral, got westeurope.*\n- subnetCidr .*app/,
    );
  });
});

describe('A domain', () => {
  const zone = new AzureDnsZone({ zoneName: 'example.com', resourceGroupName: 'rg-dns' });
  const hostName = 'llm.example.com';
  const faulty: readonly [unknown, string][] = [
    [{ kind: 'own-zone', hostName }, "domain.zone is missing; pass the zone, or write kind 'foreign-zone'"],
    [{ kind: 'vault-certificate', hostName }, "domain.certificate is missing; pass the secret of a vault's certificate"],
    [{ kind: 'own-zone', hostName: 'https://llm.example.com', zone }, 'domain.hostName must be a host in lower case'],
    [
      { kind: 'own-zone', hostName: 'llm.example.org', zone },
      "domain.hostName must lie below the zone 'example.com', got 'llm.example.org'",
    ],
    [
      { kind: 'own-zone', hostName: 'example.com', zone },
      'the name of a zone itself takes no CNAME, so choose one such as llm.example.com',
    ],
    [
      { kind: 'vault-certificate', hostName, certificate: { secretUri: 'https://kv.vault.azure.net/secrets/llm/0123', grants: {} } },
      'domain.certificate.secretUri must be https://<vault>.vault.azure.net/secrets/<name> without a version',
    ],
  ];
  test.each(faulty)('is refused: %j', (domain, message) => {
    expect(made({ domain: domain as GatewayDomain })).toThrow(message);
  });

  test.each<GatewayDomain>([
    { kind: 'own-zone', hostName, zone },
    { kind: 'foreign-zone', hostName, records: 'made' },
  ])('with a free certificate is refused for a private gateway: $kind', (domain) => {
    const access: GatewayAccess = { kind: 'private' };
    expect(made({ domain, access })).toThrow(
      `domain.kind '${domain.kind}' gets a free certificate, which a private gateway cannot have; use 'vault-certificate'`,
    );
  });

  test('takes a certificate that is known at deployment only', () => {
    const certificate = { ...secret('llm'), secretUri: pulumi.output('https://kv.vault.azure.net/secrets/llm') };
    expect(made({ domain: { kind: 'vault-certificate', hostName, certificate } })).not.toThrow();
  });
});

describe('Times', () => {
  test('refuses a cooldown that ends before the longest stream', () => {
    expect(made({ cooldownSeconds: 600 })).toThrow(
      'cooldownSeconds must be longer than the longest call, config.timeouts.totalMillis 600000, got 600; a replica that streams takes no new calls and looks idle, so take 900 or leave it out',
    );
    expect(made({ cooldownSeconds: 601 })).not.toThrow();
  });

  test('refuses to kill a replica before its streams are drained', () => {
    expect(made({ terminationGracePeriodSeconds: 20 })).toThrow(
      'terminationGracePeriodSeconds must be longer than config.timeouts.drainMillis 20000, got 20',
    );
    expect(made({ terminationGracePeriodSeconds: 21 })).not.toThrow();
  });

  test('are held against a configuration that is known later, when it is', async () => {
    const config = pulumi.output(timed({ totalMillis: 900_000 }));
    expect(made({ config, cooldownSeconds: 900 })).not.toThrow();
    await expect(recordGateway({ config, cooldownSeconds: 900 })).rejects.toThrow(
      /ServerlessGateway 'gateway' cannot be made:\n- cooldownSeconds must be longer/,
    );
  });

  test('refuses a configuration that is too large for one variable', async () => {
    const consumers = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`consumer-${index}`, { routes: ['chat'] }]));
    await expect(recordGateway({ config: { ...CONFIG, consumers } })).rejects.toThrow(
      /config has \d+ bytes as one environment variable, of which Linux takes 131072/,
    );
  });
});

describe('Numbers and names', () => {
  test.each([
    [
      { appName: 'L' },
      "appName must be 2 to 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last, got 'L' (1)",
    ],
    [{ appName: 'llm--gateway' }, "got 'llm--gateway' (12)"],
    [{ appName: 'llm-' }, "got 'llm-' (4)"],
    [{ appName: '1llm' }, "got '1llm' (4)"],
    [{ appName: 'x'.repeat(33) }, '(33)'],
    [{ minReplicas: -1 }, 'minReplicas must be a whole number from 0 to 1000, got -1; the nearest is 0'],
    [{ maxReplicas: 0 }, 'maxReplicas must be a whole number from 1 to 1000, got 0; the nearest is 1'],
    [{ minReplicas: 5, maxReplicas: 2 }, 'minReplicas must be at most maxReplicas 2, got 5; raise maxReplicas'],
    [{ concurrentRequests: 1.5 }, 'concurrentRequests must be a whole number from 1 to 1000, got 1.5'],
    [{ cooldownSeconds: Number.NaN }, 'cooldownSeconds must be a whole number from 1 to 86400, got NaN'],
    [{ cpu: 0.3 }, 'cpu must be 0.25 to 4 in steps of 0.25, got 0.3'],
    [{ cpu: 4.25 }, 'got 4.25'],
  ] satisfies [Partial<ServerlessGatewayArgs>, string][])('refuses %j', (changed, message) => {
    expect(made(changed)).toThrow(message);
  });

  test.each(['ab', 'llm-gateway-1', 'x'.repeat(32)])('takes the name %s', async (appName) => {
    expect(inputsOf(await recordGateway({ appName }), APP).containerAppName).toBe(appName);
  });

  test('names itself and every fault at once', () => {
    expect(made({ appName: '', image: 'gateway', access: { kind: 'private' }, cpu: 9 })).toThrow(
      /^ServerlessGateway 'gateway' cannot be made:\n- appName.*\n- image.*\n- network.*\n- cpu/,
    );
  });
});

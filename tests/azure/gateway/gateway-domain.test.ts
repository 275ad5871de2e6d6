import { describe, expect, test } from 'vitest';
import { AzureDnsZone, type GatewayDomain, type ServerlessGatewayArgs } from '../../../constructs/azure/gateway/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { inputsOf, resourceOf } from '../support/recorded.ts';
import { APP, armErrors, ENVIRONMENT, earlierThan, network, recordGateway, secret } from './support.ts';

const RECORD = 'azure-native:dns:RecordSet';
const FREE = 'azure-native:app:ManagedCertificate';
const OWN = 'azure-native:app:Certificate';

const zone = () => new AzureDnsZone({ zoneName: 'example.com', resourceGroupName: 'rg-dns' });
const hostName = 'llm.example.com';
const of = (domain: () => GatewayDomain, others: () => Partial<ServerlessGatewayArgs> = () => ({})) =>
  recordGateway(() => ({ domain: domain(), ...others() }));
const inOwnZone = () => of(() => ({ kind: 'own-zone', hostName, zone: zone() }));
const inForeignZone = (records: 'missing' | 'made') => of(() => ({ kind: 'foreign-zone', hostName, records }));
const withCertificate = () => of(() => ({ kind: 'vault-certificate', hostName, certificate: secret('llm-example-com') }));

describe('A name in a zone of ours', () => {
  test('gets both records before the app, the certificate after it, in one deployment', async () => {
    const recording = await inOwnZone();
    const verification = inputsOf(recording, RECORD, 'gateway-txt');
    expect(verification).toMatchObject({ resourceGroupName: 'rg-dns', zoneName: 'example.com', recordType: 'TXT', ttl: 3600 });
    expect(verification.relativeRecordSetName).toBe('asuid.llm');
    expect(verification.txtRecords).toEqual([{ value: [expect.stringMatching(/^[0-9A-F]{64}$/)] }]);
    expect(inputsOf(recording, RECORD, 'gateway-cname')).toMatchObject({
      relativeRecordSetName: 'llm',
      recordType: 'CNAME',
      cnameRecord: { cname: expect.stringMatching(/^llm\.[0-9a-f]{8}\.swedencentral\.azurecontainerapps\.io$/) },
    });
    const earlier = earlierThan(recording, resourceOf(recording, APP));
    for (const name of ['gateway-txt', 'gateway-cname']) expect(earlier).toContain(`${RECORD}::${name}`);
    expect(earlier).not.toContain(`${FREE}::gateway`);
    expect(earlierThan(recording, resourceOf(recording, FREE))).toContain(`${APP}::gateway`);
  });

  test('is bound by the platform as soon as there is a certificate', async () => {
    const recording = await inOwnZone();
    expect(inputsOf(recording, APP).configuration.ingress.customDomains).toEqual([{ name: hostName, bindingType: 'Auto' }]);
    expect(inputsOf(recording, FREE).properties).toEqual({ subjectName: hostName, domainControlValidation: 'CNAME' });
    expect(recording.outputs.baseUrl).toBe('https://llm.example.com/v1');
  });

  test('is what the published ARM schemas take, DNS aside, of which the kit has no schema yet', async () => {
    const recording = await inOwnZone();
    const resources = recording.resources.filter(({ type }) => type !== RECORD);
    expect(recording.resources.length - resources.length).toBe(2);
    expect(armErrors({ ...recording, resources })).toEqual([]);
  });

  test('waits for the image: no record leads to an app that is not there', async () => {
    const recording = await of(
      () => ({ kind: 'own-zone', hostName, zone: zone() }),
      () => ({ image: undefined }),
    );
    expect([...recordedOfType(recording, RECORD), ...recordedOfType(recording, FREE)]).toEqual([]);
  });
});

describe('A name in somebody else’s zone', () => {
  test('is not bound while records are missing, and both are said by their whole names', async () => {
    const recording = await inForeignZone('missing');
    expect(inputsOf(recording, APP).configuration.ingress.customDomains).toEqual([]);
    expect(recordedOfType(recording, FREE)).toEqual([]);
    expect(recording.outputs.baseUrl).toMatch(/azurecontainerapps\.io\/v1$/);
    expect(recording.outputs.dnsRecords).toEqual([
      { name: 'asuid.llm.example.com', type: 'TXT', value: expect.stringMatching(/^[0-9A-F]{64}$/) },
      { name: 'llm.example.com', type: 'CNAME', value: expect.stringMatching(/^llm\..+\.azurecontainerapps\.io$/) },
    ]);
  });

  test('is bound once they are made', async () => {
    const recording = await inForeignZone('made');
    expect(inputsOf(recording, APP).configuration.ingress.customDomains).toEqual([{ name: hostName, bindingType: 'Auto' }]);
    expect(recordedOfType(recording, FREE)).toHaveLength(1);
    expect(recordedOfType(recording, RECORD)).toEqual([]);
    expect(armErrors(recording)).toEqual([]);
  });
});

describe('A certificate of a vault', () => {
  test('is read by the gateway’s identity, without a version, and bound by its id', async () => {
    const recording = await withCertificate();
    const { id, inputs } = resourceOf(recording, OWN);
    const identity = resourceOf(recording, 'azure-native:managedidentity:UserAssignedIdentity', 'gateway').id;
    expect(inputs.properties).toEqual({
      certificateKeyVaultProperties: { identity, keyVaultUrl: 'https://kv-central.vault.azure.net/secrets/llm-example-com' },
    });
    expect(inputsOf(recording, ENVIRONMENT).identity).toEqual({ type: 'UserAssigned', userAssignedIdentities: [identity] });
    expect(inputsOf(recording, APP).configuration.ingress.customDomains).toEqual([
      { name: hostName, bindingType: 'SniEnabled', certificateId: id },
    ]);
    expect(earlierThan(recording, resourceOf(recording, OWN))).toContain(
      'azure-native:authorization:RoleAssignment::llm-example-com-read-gateway',
    );
    expect(armErrors(recording)).toEqual([]);
  });

  test('serves a private gateway, with records where there is a zone', async () => {
    const recording = await of(
      () => ({ kind: 'vault-certificate', hostName, certificate: secret('llm-example-com'), zone: zone() }),
      () => ({ access: { kind: 'private' }, network: network() }),
    );
    expect(recordedOfType(recording, RECORD)).toHaveLength(2);
    expect(recording.outputs.baseUrl).toBe('https://llm.example.com/v1');
  });
});

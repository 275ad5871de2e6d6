import { z } from 'zod';
import { EGRESS_KINDS } from '../vocabulary.ts';
import { armId } from './clouds.ts';
import { cidr, form, notes, wholeNumber } from './primitives.ts';

const domain = form(/^\.?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, {
  code: 'CFG-106',
  allowed: 'a domain name, with a leading dot for all names below it',
  example: 'api.openai.com',
  remedy: 'Write the bare name, without scheme and path.',
});

// A port from 1 to 65535.
const PORT = String.raw`(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])`;
const proxyUrl = form(new RegExp(`^https?://[A-Za-z0-9.-]+:${PORT}$`), {
  code: 'CFG-106',
  allowed: 'scheme, host and port',
  example: 'http://proxy.example.com:3128',
  remedy: 'Write it as http://host:port, without a user.',
});

const egressNotes = { allowed: `a map whose kind is ${EGRESS_KINDS.join(', ')}`, example: { kind: 'nat' } };
const noEgress = z.strictObject({ kind: z.literal('none') });
const firewall = z.strictObject({ kind: z.literal('firewall'), allowedDomains: z.array(domain).min(1) });
const proxy = z.strictObject({ kind: z.literal('proxy'), url: proxyUrl, cidr });
const egress = z
  .discriminatedUnion('kind', [
    noEgress,
    z.strictObject({ kind: z.literal('nat'), gateways: wholeNumber(1, 3).optional() }),
    firewall,
    proxy,
  ])
  .register(notes, egressNotes);
const azureEgress = z
  .discriminatedUnion('kind', [noEgress, z.strictObject({ kind: z.literal('nat') }), firewall, proxy])
  .register(notes, egressNotes);

const base = {
  kind: z.enum(['new', 'existing', 'none']).optional(),
  cidr: cidr.optional(),
  zones: wholeNumber(2, 3, { code: 'CFG-069', remedy: 'Give at least two zones: one zone is one failure.' }).optional(),
  egress: egress.optional(),
  peers: z.array(cidr).optional(),
  clientCidrs: z.array(cidr).optional(),
  flowLogDays: wholeNumber(1, 3653, { code: 'CFG-064', example: 90 }).optional(),
};

const existingVpc = {
  vpcId: form(/^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, {
    code: 'CFG-106',
    allowed: 'vpc- and 8 or 17 hexadecimal digits',
    example: 'vpc-0123456789abcdef0',
    remedy: "Take the id from 'aws ec2 describe-vpcs'.",
  }).optional(),
  vpcCidr: cidr.optional(),
  availabilityZones: z.array(z.string()).optional(),
  subnetIds: z
    .array(
      form(/^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, {
        code: 'CFG-106',
        allowed: 'subnet- and 8 or 17 hexadecimal digits',
        example: 'subnet-0123456789abcdef0',
        remedy: "Take the ids from 'aws ec2 describe-subnets'.",
      }),
    )
    .optional(),
  routeTableIds: z
    .array(
      form(/^rtb-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, {
        code: 'CFG-106',
        allowed: 'rtb- and 8 or 17 hexadecimal digits',
        example: 'rtb-0123456789abcdef0',
        remedy: "Take the ids from 'aws ec2 describe-route-tables'.",
      }),
    )
    .optional(),
  existingEndpoints: z.array(z.string()).optional(),
  missingEndpoints: z.enum(['create', 'refuse']).optional(),
};

const subnetId = armId('Microsoft.Network/virtualNetworks/subnets', 'endpoints', 'az network vnet subnet show --query id');
const existingVnet = {
  vnetId: armId('Microsoft.Network/virtualNetworks', 'vnet-central', 'az network vnet show --query id').optional(),
  vnetCidr: cidr.optional(),
  subnetIds: z
    .strictObject({
      app: subnetId.optional(),
      serving: subnetId.optional(),
      data: subnetId.optional(),
      endpoints: subnetId.optional(),
    })
    .optional(),
};

const zoneId = armId('Microsoft.Network/privateDnsZones', 'privatelink.vaultcore.azure.net', 'az network private-dns zone show --query id');
const dns = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('own') }),
    z.strictObject({ kind: z.literal('hub'), zoneIds: z.record(z.string(), zoneId) }),
    z.strictObject({ kind: z.literal('policy') }),
  ])
  .register(notes, { example: { kind: 'own' } });

const { zones: _, ...azureBase } = base;

export const network = z.strictObject({
  ...base,
  aws: z.strictObject({ ...base, ...existingVpc }).optional(),
  azure: z.strictObject({ ...azureBase, egress: azureEgress.optional(), ...existingVnet, dns: dns.optional() }).optional(),
});

import { flowLogs } from '../aws/flow-logs.ts';
import { privateDns as privateDnsOnAws } from '../aws/model-endpoints.ts';
import { egress, ingress } from '../aws/traffic.ts';
import { accountEgress } from '../azure/ai-accounts.ts';
import { closedEgress, closedIngress, guardedNetworks } from '../azure/network-security.ts';
import { privateDns as privateDnsOnAzure } from '../azure/private-dns.ts';
import type { Rule } from '../rule.ts';

/** Rules of the network. */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'INF-21',
    title: 'Traffic goes out to named places only (port 443 to the internet where the platform file declares an egress)',
    when: 'private',
    severity: 'high',
    reason: 'Whatever gets into a workload can send prompts, data and credentials anywhere.',
    fix: 'Name where traffic may go.',
    source: [
      'OWASP LLM02',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html',
      'CKV_AZURE_247',
      'https://learn.microsoft.com/azure/ai-services/cognitive-services-data-loss-prevention',
    ],
    checks: { aws: egress, azure: [...accountEgress, ...closedEgress] },
  },
  {
    id: 'NET-01',
    title:
      'Every network has a flow log, and nothing in it is without closed rules: the default security group on AWS has none, each subnet on Azure has a group',
    when: 'private',
    severity: 'medium',
    reason: 'Nobody sees who talks to whom, and what has no rules of its own talks to everybody.',
    fix: 'Log the flows, and give every subnet or network closed rules.',
    source: ['AwsSolutions-VPC7', 'CKV2_AWS_11', 'CKV2_AWS_12', 'Azure.VNET.UseNSGs'],
    checks: { aws: flowLogs, azure: guardedNetworks },
  },
  {
    id: 'NET-02',
    title: 'No security group is open to the internet (but for port 443 of a public load balancer on AWS), and every rule is described',
    when: 'always',
    severity: 'critical',
    reason: 'The internet reaches what is meant for the platform alone.',
    fix: 'Name who may come in, and say what each rule is for.',
    source: ['AwsSolutions-EC23', 'AwsSolutions-EC27', 'CKV_AWS_23', 'CKV_AWS_260', 'Azure.NSG.AnyInboundSource'],
    checks: { aws: ingress, azure: closedIngress },
  },
  {
    id: 'NET-03',
    title: 'Every private endpoint answers under the service’s own name (private DNS)',
    when: 'private',
    severity: 'high',
    reason: 'Clients go on to the public address, where they are refused or seen.',
    fix: 'Let every private endpoint answer under the service’s own name.',
    source: [
      'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
      'https://learn.microsoft.com/azure/private-link/private-endpoint-dns',
    ],
    checks: { aws: privateDnsOnAws, azure: privateDnsOnAzure },
  },
];

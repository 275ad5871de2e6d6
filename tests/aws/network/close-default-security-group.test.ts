import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLOSE_DEFAULT_SECURITY_GROUP_CODE } from '../../../constructs/runtime/close-default-security-group/code.ts';
import { resourcesOf } from '../../support/stacks.ts';
import { networkStack, theOne } from './templates.ts';

interface Call {
  readonly action: string;
  readonly input: unknown;
}

interface Answer {
  readonly method?: string;
  readonly contentType?: string;
  readonly body: Record<string, string>;
}

const GROUP = 'sg-0123456789abcdef0';
const EVENT = {
  RequestType: 'Create',
  StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/Test/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Resource',
  ResourceProperties: { SecurityGroupId: GROUP },
};

/** Loads the program as Lambda does, with an EC2 client that records its calls and fails them as told. */
function load(failures: Readonly<Record<string, string>> = {}) {
  const calls: Call[] = [];
  class Command {
    readonly input: unknown;
    constructor(input: unknown) {
      this.input = input;
    }
  }
  class RevokeSecurityGroupIngressCommand extends Command {}
  class RevokeSecurityGroupEgressCommand extends Command {}
  class EC2Client {
    async send(command: Command): Promise<void> {
      const action = command.constructor.name.replace('Command', '');
      calls.push({ action, input: command.input });
      const name = failures[action];
      if (name) throw Object.assign(new Error(`${name} happened`), { name });
    }
  }
  const sdk = { EC2Client, RevokeSecurityGroupIngressCommand, RevokeSecurityGroupEgressCommand };
  const require = (name: string) => {
    if (name !== '@aws-sdk/client-ec2') throw new Error(`The runtime ships no ${name}`);
    return sdk;
  };
  const exports: { handler?: (event: unknown) => Promise<void> } = {};
  new Function('require', 'exports', CLOSE_DEFAULT_SECURITY_GROUP_CODE)(require, exports);
  if (!exports.handler) throw new Error('The program exports no handler');
  return { handler: exports.handler, calls };
}

const answers: Answer[] = [];
let server: Server;
let url: string;
let status = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      answers.push({
        ...(method ? { method } : {}),
        ...(headers['content-type'] ? { contentType: headers['content-type'] } : {}),
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answers.length = 0;
  status = 200;
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

describe('The program that closes the default security group', () => {
  test('takes away the rule in from the group itself and the rule out to everywhere', async () => {
    const { handler, calls } = load();
    await handler({ ...EVENT, ResponseURL: url });
    expect(calls).toEqual([
      {
        action: 'RevokeSecurityGroupIngress',
        input: { GroupId: GROUP, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: GROUP, UserId: '111122223333' }] }] },
      },
      {
        action: 'RevokeSecurityGroupEgress',
        input: { GroupId: GROUP, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
      },
    ]);
  });

  test('answers as CloudFormation asks, without a content type, which the URL is not signed for', async () => {
    await load().handler({ ...EVENT, ResponseURL: url });
    expect(answers).toEqual([
      {
        method: 'PUT',
        body: {
          Status: 'SUCCESS',
          PhysicalResourceId: GROUP,
          StackId: EVENT.StackId,
          RequestId: 'request-1',
          LogicalResourceId: 'Resource',
        },
      },
    ]);
  });

  test('does nothing more the second time', async () => {
    const { handler, calls } = load({
      RevokeSecurityGroupIngress: 'InvalidPermission.NotFound',
      RevokeSecurityGroupEgress: 'InvalidPermission.NotFound',
    });
    await handler({ ...EVENT, RequestType: 'Update', PhysicalResourceId: GROUP, ResponseURL: url });
    expect(calls).toHaveLength(2);
    expect(answers[0]?.body.Status).toBe('SUCCESS');
  });

  test('follows the VPC when it is replaced: the new group gets a new physical id', async () => {
    await load().handler({ ...EVENT, RequestType: 'Update', PhysicalResourceId: 'sg-01234567', ResponseURL: url });
    expect(answers[0]?.body.PhysicalResourceId).toBe(GROUP);
  });

  test('does nothing when it is deleted, and answers under the id that it had', async () => {
    const { handler, calls } = load({ RevokeSecurityGroupIngress: 'InvalidGroup.NotFound' });
    await handler({ ...EVENT, RequestType: 'Delete', PhysicalResourceId: 'sg-01234567', ResponseURL: url });
    expect(calls).toEqual([]);
    expect(answers[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'sg-01234567' });
  });

  test('fails the deployment with the reason when EC2 refuses', async () => {
    await load({ RevokeSecurityGroupEgress: 'UnauthorizedOperation' }).handler({ ...EVENT, ResponseURL: url });
    expect(answers).toHaveLength(1);
    expect(answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: `Could not close security group ${GROUP}: UnauthorizedOperation happened`,
      PhysicalResourceId: GROUP,
    });
  });

  test('fails when CloudFormation takes no answer', async () => {
    status = 403;
    await expect(load().handler({ ...EVENT, ResponseURL: url })).rejects.toThrow('CloudFormation took no answer: 403');
  });

  test('fits into a template', () => {
    expect(CLOSE_DEFAULT_SECURITY_GROUP_CODE.length).toBeLessThanOrEqual(4096);
  });
});

describe.each(['none', 'all'] as const)('Its function, with feature flags: %s', (flags) => {
  const { stack } = networkStack({}, { flags });

  test('may revoke rules of that one group and write to its own log, and nothing else', () => {
    const role = Object.entries(resourcesOf(stack)).find(([id]) => id.startsWith('NetworkDefaultSecurityGroupRole'))?.[1];
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
    const [{ PolicyDocument }, ...more] = role?.Properties.Policies ?? [];
    const [revoke, log] = PolicyDocument.Statement;
    expect([more, PolicyDocument.Statement.length]).toEqual([[], 2]);
    expect(revoke.Action).toEqual(['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress']);
    expect(revoke.Resource['Fn::Join'][1].slice(-2)).toEqual([
      ':security-group/',
      { 'Fn::GetAtt': [expect.stringMatching(/^Network/), 'DefaultSecurityGroup'] },
    ]);
    expect([log.Action, Object.keys(log.Resource)]).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], ['Fn::GetAtt']]);
  });

  test('writes to a log group that ends its records, on a runtime with the SDK', () => {
    const { Properties } = theOne(stack, 'AWS::Lambda::Function');
    expect(Properties.Runtime).toBe('nodejs24.x');
    expect(resourcesOf(stack)[Properties.LoggingConfig.LogGroup.Ref]?.Properties.RetentionInDays).toBe(90);
  });

  test('is given up by CloudFormation after minutes, not after an hour', () => {
    expect(theOne(stack, 'Custom::ClosedDefaultSecurityGroup').Properties.ServiceTimeout).toBe('300');
  });
});

/**
 * The program behind `ClosedDefaultSecurityGroup`, as CloudFormation takes it inline: CommonJS, at most 4 096 characters, with the SDK
 * that the Lambda runtime ships. It stands here as text since a block reads no file.
 *
 * It revokes the two rules that EC2 gives every default group: everything in from the group itself, everything out. A rule that is not
 * there is EC2's `InvalidPermission.NotFound`, which is success, so a second run changes nothing. Deleting does nothing: the group goes
 * with its VPC. The answer goes to a presigned URL, which is signed without a content type: bytes are sent, since `fetch` adds a type
 * to text.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export const CLOSE_DEFAULT_SECURITY_GROUP_CODE = `'use strict';
const { EC2Client, RevokeSecurityGroupIngressCommand, RevokeSecurityGroupEgressCommand } = require('@aws-sdk/client-ec2');

const ec2 = new EC2Client({});

async function revoke(command) {
  try {
    await ec2.send(command);
  } catch (error) {
    if (error.name !== 'InvalidPermission.NotFound') throw error;
  }
}

async function close(GroupId, account) {
  const self = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: account }] };
  const everyone = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await revoke(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [self] }));
  await revoke(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [everyone] }));
}

async function answer(event, outcome) {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const body = Buffer.from(JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome }));
  const response = await fetch(ResponseURL, { method: 'PUT', body });
  if (!response.ok) throw new Error('CloudFormation took no answer: ' + response.status);
}

exports.handler = async (event) => {
  const id = event.ResourceProperties.SecurityGroupId;
  const PhysicalResourceId = event.RequestType === 'Delete' ? event.PhysicalResourceId : id;
  try {
    if (event.RequestType !== 'Delete') await close(id, event.StackId.split(':')[4]);
    await answer(event, { Status: 'SUCCESS', PhysicalResourceId });
  } catch (error) {
    console.error(error);
    const Reason = 'Could not close security group ' + id + ': ' + error.message;
    await answer(event, { Status: 'FAILED', PhysicalResourceId, Reason });
  }
};
`;

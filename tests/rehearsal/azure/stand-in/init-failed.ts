import proto from '@pulumi/pulumi/proto/provider_pb.js';
import status from '@pulumi/pulumi/proto/status_pb.js';
import type { Made } from './azure-native.ts';
import type { Values } from './cloud.ts';
import { Any, grpc, type RpcError, rpcError, Struct } from './sdk.ts';

/**
 * The error that says: the resource is there, and not as it should be. The engine keeps it in the state with the reason, and changes it at
 * the next `up`. It travels as a google.rpc.Status beside the message (sdk/go/common/util/rpcutil/rpcerror of pulumi/pulumi).
 */
export function halfMade({ id, outputs }: Made, inputs: Values, reason: string): RpcError {
  const detail = new proto.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(Struct.fromJavaScript(outputs));
  detail.setInputs(Struct.fromJavaScript(inputs));
  detail.setReasonsList([reason]);
  const any = new Any();
  any.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed');
  const message = new status.Status();
  message.setCode(2);
  message.setMessage(reason);
  message.addDetails(any as never);
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(message.serializeBinary()));
  return rpcError(reason, metadata);
}

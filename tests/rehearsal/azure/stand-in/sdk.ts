/** The copies of gRPC and of protocol buffers that @pulumi/pulumi itself loads: messages of another copy would not be taken. */
import { createRequire } from 'node:module';

/** The part of @grpc/grpc-js that a server needs. */
interface Grpc {
  readonly Server: new (
    options: Readonly<Record<string, number>>,
  ) => {
    addService(service: object, handlers: object): void;
    bindAsync(address: string, credentials: object, done: (error: Error | null, port: number) => void): void;
    forceShutdown(): void;
  };
  readonly ServerCredentials: { createInsecure(): object };
  readonly Metadata: new () => { set(key: string, value: Buffer): void };
}

/** A protocol buffer that carries an object. */
export interface WireStruct {
  toJavaScript(): Record<string, unknown>;
}

const require = createRequire(import.meta.url);
const sdk = createRequire(require.resolve('@pulumi/pulumi/package.json'));

export const grpc: Grpc = sdk('@grpc/grpc-js');
export const { Struct } = sdk('google-protobuf/google/protobuf/struct_pb.js') as {
  readonly Struct: { fromJavaScript(value: Readonly<Record<string, unknown>>): never };
};
export const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js') as { readonly Empty: new () => object };
export const { Any } = sdk('google-protobuf/google/protobuf/any_pb.js') as {
  readonly Any: new () => { pack(message: Uint8Array, type: string): void };
};

/** The largest message, in bytes: a program of many resources sends one with all of them. */
const MAX_MESSAGE = 400 * 1024 * 1024;

/** An error as gRPC sends it. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly details: string;
  readonly metadata?: object;
}

/** An error of unknown kind, which is what providers send. */
export function rpcError(message: string, metadata?: object): RpcError {
  return { code: 2, message, details: message, ...(metadata ? { metadata } : {}) };
}

type Callback = (error: RpcError | null, response?: object) => void;

/** A method of a service that answers one request with one message. */
export function unary<Q>(answer: (request: Q) => object | Promise<object>) {
  return ({ request }: { readonly request: Q }, done: Callback): void => {
    Promise.resolve()
      .then(() => answer(request))
      .then(
        (response) => done(null, response),
        (error: unknown) => done(isRpcError(error) ? error : rpcError(error instanceof Error ? error.message : String(error))),
      );
  };
}

function isRpcError(error: unknown): error is RpcError {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number';
}

export interface RunningServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Serves on a free port of this machine alone. */
export async function serve(service: object, handlers: object): Promise<RunningServer> {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': MAX_MESSAGE, 'grpc.max_send_message_length': MAX_MESSAGE });
  server.addService(service, handlers);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return { port, stop: () => server.forceShutdown() };
}

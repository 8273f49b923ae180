import type { AttributeValues } from '../../catalog/attributes.js';

/** The part of gRPC metadata the adapters use. */
export interface MetadataLike {
  get(key: string): (string | Buffer)[];
  set(key: string, value: string): void;
}

/** The part of a method definition the adapters use. */
export interface MethodLike {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** Says whether a call streams in either direction. */
export function isStream({ requestStream, responseStream }: MethodLike): boolean {
  return requestStream || responseStream;
}

/** Returns `pkg.Service` of `/pkg.Service/Method`. */
export function serviceOf({ path }: MethodLike): string {
  return path.slice(1, path.lastIndexOf('/'));
}

/** Returns the facts that both ends know of a method. */
export function describeMethod(method: MethodLike, component: string): AttributeValues {
  return {
    component,
    rpcSystem: 'grpc',
    rpcMethod: method.path,
    rpcMethodName: method.path.slice(method.path.lastIndexOf('/') + 1),
    rpcService: serviceOf(method),
    rpcKind: isStream(method) ? 'stream' : 'unary',
  };
}

/** Returns one text value of a key; a repeated key has none. */
export function metadataText(metadata: MetadataLike, key: string): string | undefined {
  const [value, ...others] = metadata.get(key);
  return typeof value === 'string' && others.length === 0 ? value.slice(0, 8192) : undefined;
}
